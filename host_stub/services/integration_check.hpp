// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <itsm/documents/check.hpp>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

struct CheckedPermission {
  std::string permission{};
  std::string label{};
  PermissionLevel level = PermissionLevel::required;
  bool granted = false;
  std::string purpose{};
  std::string reason{};

  static constexpr std::string_view kDocument = "checked_permission";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("permission", self.permission, "Its id in the manifest.");
    visit.required("label", self.label, "As the vendor's pages call it.");
    visit.required("level", self.level,
                   "required: nothing works without. feature: one thing is off. unused: never asked for.");
    visit.required("granted", self.granted, "Whether the account has it.");
    visit.required("purpose", self.purpose, "What it is for, and what breaks without it.");
    visit.optional("reason", self.reason, "Not granted: why, and what to do.");
  }
};

struct CheckedProject {
  Named project{};
  std::vector<CheckedPermission> permissions{};
  std::vector<std::string> problems{};

  static constexpr std::string_view kDocument = "checked_project";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("project", self.project,
                   "As the configuration names it; an empty name: wherever the account may.");
    visit.required("permissions", self.permissions, "One per permission of the manifest.");
    visit.optional("problems", self.problems,
                   "Why tickets that the policy wants here cannot be made, such as a required field.");
  }
};

struct IntegrationCheck {
  std::string integration{};
  bool passed = false;
  std::vector<std::string> missing{};
  std::vector<CheckedProject> projects{};
  Connection connection{};
  std::vector<std::string> warnings{};

  static constexpr std::string_view kDocument = "integration_check";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Which one.");
    visit.required("passed", self.passed, "It may be enabled.");
    visit.optional("missing", self.missing, "Needed permissions that are not granted, as sentences.");
    visit.required("projects", self.projects, "Each permission in each project, granted or why not.");
    visit.required("connection", self.connection, "What was learned of the vendor's side.");
    visit.optional("warnings", self.warnings, "What works and may surprise.");
  }
};

// Asks the vendor, in every project that the integration or its policy names, and stores what was learned:
// allowed projects are kept by the vendor's id from then on, so that a renamed one stays the same.
Result<IntegrationCheck> check_integration(Services& services, const store::IntegrationRow& integration);

}  // namespace itsm::host::services
