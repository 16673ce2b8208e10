// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/apply.hpp"

// Integrations as programs make and change them; files are applied instead.
namespace itsm::host::services {

// What may be said of one at any time.
struct IntegrationSettings {
  std::optional<std::string> auth{};
  std::map<std::string, Json> settings{};
  std::map<std::string, std::string> secrets{};  // never shown again
  std::optional<std::vector<std::string>> projects{};
  std::optional<std::string> policy{};
  std::optional<bool> enabled{};

  static constexpr std::string_view kDocument = "integration_settings";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("auth", self.auth,
                   "One of the plugin's ways to authenticate; its first where there is none.");
    visit.optional("settings", self.settings,
                   "What the plugin asks for besides credentials. Those left out stay; null takes one away.");
    visit.optional("secrets", self.secrets, "Fields of the credential. Sealed, and never shown again.");
    visit.optional("projects", self.projects,
                   "Those that this company may use, by key, name or id; empty: not restricted.");
    visit.optional("policy", self.policy, "The policy that decides and fills its tickets.");
    visit.optional("enabled", self.enabled, "Enable it once its check has passed, or disable it.");
  }
};

struct NewIntegration {
  std::string name{};
  std::string plugin{};
  IntegrationSettings settings{};

  static constexpr std::string_view kDocument = "new_integration";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "In commands, routing and addresses: a-z, 0-9, - and _.");
    visit.required("plugin", self.plugin, "Id of its plugin.");
    IntegrationSettings::members(self.settings, visit);
  }
};

// For this company alone. Refused with "integration_exists" (conflict).
Result<ApplyReport> make_integration(Services& services, CompanyId company, const NewIntegration& order,
                                     const std::string& actor);

// What is left out stays as it is. `serving` is the integration as it serves the company.
Result<ApplyReport> change_integration(Services& services, CompanyId company,
                                       const integrations::Serving& serving, const IntegrationSettings& order,
                                       const std::string& actor);

}  // namespace itsm::host::services
