// SPDX-License-Identifier: Apache-2.0
#include <iterator>

#include "tests/conformance/case.hpp"

namespace itsm::conformance {

std::string text_of(const Error& error) {
  std::string text = std::string(name_of(error.status)) + ": " + error.message;
  for (const auto& [field, reason] : error.fields)
    text.append(" [").append(field).append(": ").append(reason).append("]");
  return text;
}

const std::vector<Case>& all_cases() {
  static const std::vector<Case> cases = [] {
    std::vector<Case> joined;
    for (const auto group : {manifest_cases, contract_cases, process_cases, answer_cases, uncertainty_cases,
                             manners_cases, create_cases, text_cases, look_up_cases, update_cases,
                             transition_cases, comment_cases, picker_cases, change_cases, webhook_cases}) {
      std::vector<Case> cases_of_group = group();
      std::move(cases_of_group.begin(), cases_of_group.end(), std::back_inserter(joined));
    }
    return joined;
  }();
  return cases;
}

}  // namespace itsm::conformance
