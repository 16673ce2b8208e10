// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "host_stub/core/finding.hpp"

namespace itsm::host::findings {

// What kind of weakness a record is about, guessed from what its format tells: the rule's own word for it
// (Trivy mixes kinds in one file), the rule's tags, else what the scanner is known for. Code analysis when
// nothing says more.
Category category_of(std::string_view scanner, std::string_view rule_id, std::string_view rule_name,
                     std::span<const std::string> tags);

}  // namespace itsm::host::findings
