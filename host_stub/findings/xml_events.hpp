// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <string>
#include <string_view>

#include "host_stub/core/problem.hpp"
#include "host_stub/findings/scan_buffer.hpp"

// Reads a large XML text as a stream of events.
namespace itsm::host::findings {

using XmlAttributes = std::map<std::string, std::string, std::less<>>;

// Takes the events in the order of the text. A failure that it returns ends the reading.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // `offset`: where the element begins, in bytes.
  virtual Result<> begin(const std::string& name, const XmlAttributes& attributes, std::uint64_t offset) = 0;
  virtual Result<> end(const std::string& name) = 0;
  // A part of the text within the innermost element.
  virtual void text(std::string_view part) = 0;
};

// Reads `stream` from its present place to its end. A document type declaration is refused, and with it every
// entity that a file could define. Refused with "bad_xml" (invalid: not well-formed, cut off, deeper than 64
// levels, a tag beyond 8 MiB; the message names line and byte) and "scan_unreadable" (unavailable).
Result<> read_xml(std::istream& stream, XmlHandler& handler, const Progress& progress = {});

// The name of the outermost element of a text that may be cut off; empty when it shows none.
std::string root_element_of(std::string_view beginning);

}  // namespace itsm::host::findings
