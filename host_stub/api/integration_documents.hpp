// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/services/api_tokens.hpp"

namespace itsm::host::api {

struct IntegrationDocument {
  std::int64_t id = 0;
  std::string name{};
  std::string plugin{};
  store::IntegrationState state = store::IntegrationState::draft;
  bool tenancy_wide = false;
  std::string policy{};
  std::string base_url{};
  std::string auth{};
  std::map<std::string, Json> settings{};
  std::vector<Named> projects{};
  store::IntegrationHealth health = store::IntegrationHealth::unchecked;
  std::string checked_at{};
  std::string problem{};

  static constexpr std::string_view kDocument = "integration";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number in this host.");
    visit.required("name", self.name, "Given by the operator.");
    visit.required("plugin", self.plugin, "Which vendor it speaks to.");
    visit.required("state", self.state, "Whether it may be used.");
    visit.required("tenancy_wide", self.tenancy_wide, "It serves several companies.");
    visit.optional("policy", self.policy, "The policy that decides what its tickets hold.");
    visit.optional("base_url", self.base_url, "The vendor's address.");
    visit.optional("auth", self.auth, "How the host authenticates itself.");
    visit.optional("settings", self.settings,
                   "Of its plugin; never a secret. Absent where several companies are served.");
    visit.optional("projects", self.projects, "Those that this company may use; absent: not restricted.");
    visit.required("health", self.health, "What the last check found.");
    visit.optional("checked_at", self.checked_at, "When that was, RFC 3339.");
    visit.optional("problem", self.problem, "Why the check failed.");
  }
};

// An integration of the house is changed by those only who act for several companies. `what`: is done to it.
Result<> check_owner(const store::IntegrationRow& integration, const services::Caller& caller,
                     const std::string& what);

Result<IntegrationDocument> integration_document(services::Services& services,
                                                 const integrations::Serving& serving);

}  // namespace itsm::host::api
