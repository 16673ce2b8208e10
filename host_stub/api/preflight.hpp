// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/api/call.hpp"
#include "host_stub/api/finding_documents.hpp"

namespace itsm::host::api {

struct PreflightRequest {
  std::vector<std::int64_t> finding_ids{};

  static constexpr std::string_view kDocument = "preflight_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding_ids", self.finding_ids, "At most 500.");
  }
};

struct PreflightLink {
  std::int64_t finding = 0;
  FindingTicket ticket{};

  static constexpr std::string_view kDocument = "preflight_link";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Id of the finding.");
    visit.required("ticket", self.ticket, "Where it is, with its integration and state.");
  }
};

// Every finding asked for is in exactly one of the lists; one with several tickets is there once for each.
struct Preflight {
  std::vector<PreflightLink> linked{};
  std::vector<PreflightLink> done_before{};
  std::vector<std::int64_t> in_flight{};
  std::vector<std::int64_t> unlinked{};
  std::vector<std::int64_t> unknown{};

  static constexpr std::string_view kDocument = "preflight";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("linked", self.linked, "With a ticket that is not done, in any integration.");
    visit.required("done_before", self.done_before, "All of its tickets are done, cancelled or gone.");
    visit.required("in_flight", self.in_flight, "A ticket for it is on its way.");
    visit.required("unlinked", self.unlinked, "Without a ticket.");
    visit.required("unknown", self.unknown, "There is no such finding in this company.");
  }
};

Result<http::Response> preflight(Backend& backend, const Call& call);

}  // namespace itsm::host::api
