// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "host_stub/config/node.hpp"
#include "host_stub/config/report.hpp"

namespace itsm::host::config {

inline constexpr std::size_t kMaxFileBytes = 1024 * 1024;
inline constexpr std::size_t kMaxNodes = 10'000;
inline constexpr std::size_t kMaxDepth = 32;

// Reads one YAML document. What makes YAML surprising or dangerous is refused: aliases, anchors, tags, keys
// that stand twice, several documents, and anything beyond the limits above. Complaints go to the report;
// nothing is answered when there were some.
std::optional<Node> parse_yaml(std::string_view text, Report& report);

}  // namespace itsm::host::config
