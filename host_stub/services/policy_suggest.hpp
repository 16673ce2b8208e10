// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/policy_lint.hpp"

// A first policy for a project and type, from its live schema.
namespace itsm::host::services {

struct PolicySuggestion {
  std::string name{};
  std::string integration{};
  std::string project{};
  std::string type{};
  std::string policy{};
  std::string cases{};
  std::vector<std::string> open{};
  std::vector<LintEntry> lint{};

  static constexpr std::string_view kDocument = "policy_suggestion";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "Of the policy.");
    visit.required("integration", self.integration, "Whose schema it is made from.");
    visit.required("project", self.project, "Where its tickets go.");
    visit.required("type", self.type, "What kind they are.");
    visit.required("policy", self.policy, "YAML with comments.");
    visit.required("cases", self.cases, "YAML of its tests; they pass.");
    visit.optional("open", self.open, "Required fields that only a person can fill.");
    visit.optional("lint", self.lint, "What there is to say about it against the live schema.");
  }
};

struct SuggestionWish {
  std::string project{};
  std::string type{};  // empty: Bug, Task and the like, else the first that the project offers
  std::string name{};  // empty: after the project
};
// Refused: a project or type that is not offered, with the near match.
Result<PolicySuggestion> suggest_policy(Services& services, const integrations::Serving& serving,
                                        const SuggestionWish& wish);

}  // namespace itsm::host::services
