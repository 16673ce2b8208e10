// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/api/call.hpp"

namespace itsm::host::api {

// The body of POST /plans and POST /pushes.
struct PushOrder {
  std::vector<std::int64_t> finding_ids{};
  std::optional<std::map<std::string, std::string>> filter{};
  std::string integration{};
  CreationMode mode = CreationMode::standalone;
  std::optional<TicketRef> parent{};
  std::optional<Relation> link{};
  std::map<std::string, Json> fields{};
  std::string preset{};

  static constexpr std::string_view kDocument = "push_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("finding_ids", self.finding_ids, "Which findings, at most 500.");
    visit.optional("filter", self.filter,
                   "Instead: those that fit and are not ended; the parameters of GET /findings.");
    visit.optional("integration", self.integration, "Its name; absent: routing decides.");
    visit.optional("mode", self.mode, "standalone, unless given.");
    visit.optional("parent", self.parent, "Mode subtask: under which ticket.");
    visit.optional("link", self.link, "Mode link: to which ticket and how.");
    visit.optional("fields", self.fields, "Typed by a person; above everything that the policy says.");
    visit.optional("preset", self.preset, "Name of a preset; above the policy's constants.");
  }
};

// The order in the call's body, its filter resolved.
Result<push::PlanRequest> plan_request(Backend& backend, const Call& call);

}  // namespace itsm::host::api
