// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/json.hpp>

namespace itsm::jira {

// Kinds of Jira. Server counts as Data Center: serverInfo calls both "Server".
enum class Deployment { cloud, data_center };

// What one Jira has and another has not. check finds it, the host stores it in Connection::facts, and open
// gets it back, so that no operation probes again or guesses from an address.
struct Capabilities {
  bool bulk_fetch = false;
  bool token_search = false;
  bool project_search = false;
  bool create_meta_by_type = false;
  bool priority_pages = false;
  bool personal_tokens = false;
  bool dynamic_webhooks = false;
  bool webhook_configuration = false;

  static constexpr std::string_view kDocument = "jira_capabilities";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("bulk_fetch", self.bulk_fetch, "Reads many tickets in one request.");
    visit.optional("token_search", self.token_search,
                   "Search is paged by tokens; else by startAt and total.");
    visit.optional("project_search", self.project_search, "Projects are paged and searched.");
    visit.optional("create_meta_by_type", self.create_meta_by_type,
                   "Create fields are asked for by project and type; else in one answer for all types.");
    visit.optional("priority_pages", self.priority_pages,
                   "Priorities are paged, searched and told by project.");
    visit.optional("personal_tokens", self.personal_tokens, "Accounts can make access tokens.");
    visit.optional("dynamic_webhooks", self.dynamic_webhooks,
                   "OAuth 2.0 apps register webhooks that expire.");
    visit.optional("webhook_configuration", self.webhook_configuration,
                   "Webhooks are registered at /rest/jira-webhook, with a secret; else at /rest/webhooks.");
  }
};

// Of a supported Jira whose version is not known yet.
Capabilities usual_capabilities(Deployment deployment);

// From an answer to serverInfo. Data Center's versionNumbers say what it has; Cloud's mean nothing.
Capabilities capabilities_of(Deployment deployment, const Json& server_info);

}  // namespace itsm::jira

template <>
struct itsm::EnumNames<itsm::jira::Deployment> {
  static constexpr std::array<std::pair<itsm::jira::Deployment, std::string_view>, 2> names{
      {{itsm::jira::Deployment::cloud, "cloud"}, {itsm::jira::Deployment::data_center, "data_center"}}};
};
