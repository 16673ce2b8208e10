// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/core/problem.hpp"
#include "host_stub/findings/scan_buffer.hpp"

// Reads a large JSON text as a stream and hands out the few elements that somebody asked for, one at a time.
// Nothing but the element in hand is kept, so memory does not grow with the text.
namespace itsm::host::findings {

// Clean; empty when the value is no text.
std::string text_of(const Json& value);

// One element that was asked for.
struct JsonElement {
  std::size_t pattern = 0;             // which pattern it matched
  std::vector<std::size_t> indices{};  // the numbers that stand for the pattern's stars
  std::uint64_t offset = 0;            // where it begins, in bytes
  std::uint64_t size = 0;              // in bytes of the text
  bool too_large = false;              // `value` is null then
  Json value{};                        // members that are null are left out
};

struct JsonLimits {
  std::size_t depth = kMaxJsonDepth;
  std::uint64_t element = 4U << 20U;  // bytes of one element; larger ones come with too_large
  std::uint64_t text = 8U << 20U;     // bytes of one string; a larger one ends the reading
};

// What the outermost object has, by name.
using JsonShape = std::map<std::string, Json::value_t>;

// Patterns are JSON pointers in which "*" stands for every element of an array: "/runs/*/results/*". No
// pattern may match inside another's elements. Reads `stream` from its present place to its end; elements
// come in the order of the text. Ends with the first failure that `take` returns. Refused with "bad_json"
// (invalid: not JSON, cut off, too deep, a string too long; the message names the byte) and "scan_unreadable"
// (unavailable).
Result<JsonShape> read_elements(std::istream& stream, std::span<const std::string_view> patterns,
                                const JsonLimits& limits, const std::function<Result<>(JsonElement&&)>& take,
                                Progress progress = {});

}  // namespace itsm::host::findings
