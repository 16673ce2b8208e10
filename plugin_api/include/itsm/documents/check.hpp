// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

namespace itsm {

struct CheckRequest {
  std::vector<Named> projects{};

  static constexpr std::string_view kDocument = "check_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("projects", self.projects,
                   "Where permissions are asked for; absent: wherever the account may.");
  }
};

struct PermissionAnswer {
  std::string permission{};
  bool granted = false;
  std::string project{};
  std::string reason{};

  static constexpr std::string_view kDocument = "permission_answer";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("permission", self.permission, "Its id in the manifest.");
    visit.required("granted", self.granted, "Whether the account has it.");
    visit.optional("project", self.project, "Id of the project asked about.");
    visit.optional("reason", self.reason, "Not granted: why, and what to do.");
  }
};

// What the host learned of the vendor's side. It stores this and gives it back as "connection" in the
// configuration at open, so that an instance needs no probing of its own.
struct Connection {
  std::string deployment{};
  std::string product_version{};
  Person account{};
  std::string time_zone{};
  std::string browse_url{};
  Json facts{};

  static constexpr std::string_view kDocument = "connection";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("deployment", self.deployment, "One of the manifest's deployments.");
    visit.optional("product_version", self.product_version, "As the vendor says it.");
    visit.required("account", self.account, "Who we are there; its own changes are echoes.");
    visit.optional("time_zone", self.time_zone,
                   "IANA name of the account's zone, where the vendor reads dates in it.");
    visit.optional("browse_url", self.browse_url, "Where people open tickets, without a trailing slash.");
    visit.optional("facts", self.facts, "Anything else the plugin wants back at open.");
  }
};

struct CheckReport {
  std::vector<PermissionAnswer> permissions{};
  Connection connection{};
  std::vector<std::string> warnings{};

  static constexpr std::string_view kDocument = "check_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("permissions", self.permissions, "One per permission of the manifest and project.");
    visit.required("connection", self.connection, "To be stored.");
    visit.optional("warnings", self.warnings, "What works and may surprise.");
  }
};

}  // namespace itsm
