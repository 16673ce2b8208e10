// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "host_stub/core/finding.hpp"

// Severities out of what scanners write.
namespace itsm::host {

// The bands of CVSS 3 and 4: from 9.0 critical, 7.0 high, 4.0 medium, 0.1 low, below it info. Nothing for a
// number outside 0 to 10.
std::optional<Severity> severity_from_score(double score);

// Our five names and the words that scanners use for them, in any case: "moderate", "error", "warning",
// "note".
std::optional<Severity> severity_from_word(std::string_view word);

// A score as scanners write it, also as text: "7.5". Nothing for what is no number from 0 to 10.
std::optional<double> score_from_text(std::string_view text);

}  // namespace itsm::host
