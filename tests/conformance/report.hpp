// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>

#include "tests/conformance/run.hpp"

namespace itsm::conformance {

void print_list(std::ostream& out, bool json);

// One line for a case, and what was expected and seen where it did not pass.
void print_outcome(std::ostream& out, const CaseResult& outcome);
void print_summary(std::ostream& out, const std::vector<CaseResult>& outcomes, std::size_t without_target);
// Everything as one document.
void print_json(std::ostream& out, const std::vector<CaseResult>& outcomes);

bool any_failed(const std::vector<CaseResult>& outcomes);

}  // namespace itsm::conformance
