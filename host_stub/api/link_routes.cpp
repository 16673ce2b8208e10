// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/route.hpp"
#include "host_stub/services/adoption.hpp"
#include "host_stub/services/ticket_links.hpp"

namespace itsm::host::api {
namespace {

struct FindingLinkOrder {
  std::string integration{};
  std::string key{};

  static constexpr std::string_view kDocument = "finding_link_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("integration", self.integration,
                   "Its name; absent: the only one that serves the company.");
    visit.required("key", self.key, "Of a ticket that exists.");
  }
};

struct UnlinkOrder {
  std::string integration{};
  std::string key{};
  std::vector<std::int64_t> finding_ids{};

  static constexpr std::string_view kDocument = "unlink_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("integration", self.integration, "Its name; absent: whichever has a ticket of this key.");
    visit.required("key", self.key, "Of the ticket.");
    visit.required("finding_ids", self.finding_ids, "Which findings, at most 500.");
  }
};

struct Unlinked {
  std::vector<std::int64_t> finding_ids{};

  static constexpr std::string_view kDocument = "unlinked";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding_ids", self.finding_ids, "Those that were linked to the ticket.");
  }
};

Result<http::Response> link_many(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<services::LinkOrder>(call));
  ITSM_TRY(const auto report, services::link_tickets(backend.services, call.company, order, call.actor()));
  return document_answer(report);
}

Result<http::Response> link_one(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t finding, id_in_path(call));
  ITSM_TRY(const auto wanted, document_body<FindingLinkOrder>(call));
  const services::LinkOrder order{wanted.integration, {{finding, wanted.key}}, false};
  ITSM_TRY(const auto report, services::link_tickets(backend.services, call.company, order, call.actor()));
  const services::LinkRecord& record = report.records.front();
  switch (record.outcome) {
    case services::LinkOutcome::unknown:
      return problem(ProblemKind::not_found, "finding_unknown", record.reason,
                     "GET /api/v1/findings lists them");
    case services::LinkOutcome::missing:
      return problem(ProblemKind::not_found, "ticket_unknown", record.reason,
                     "look at its key, and at the projects that the integration allows");
    case services::LinkOutcome::already_linked:
      return problem(ProblemKind::conflict, "already_linked", record.reason, "unlink it first");
    case services::LinkOutcome::in_flight:
      return problem(ProblemKind::conflict, "in_flight", record.reason,
                     "ask again when its push has ended; if it failed, the finding can be linked");
    default:
      return document_answer(record);
  }
}

Result<http::Response> adopt(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<services::AdoptionOrder>(call));
  ITSM_TRY(const auto report, services::adopt_tickets(backend.services, call.company, order, call.actor()));
  return document_answer(report);
}

Result<http::Response> unlink(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<UnlinkOrder>(call));
  Unlinked unlinked;
  ITSM_TRY(unlinked.finding_ids,
           services::unlink_tickets(backend.services, call.company, order.key, order.finding_ids,
                                    order.integration, call.actor()));
  return document_answer(unlinked);
}

}  // namespace

std::vector<Route> link_routes() {
  return {
      {.method = "POST",
       .path = "/findings/{id}/link",
       .name = "findings.link",
       .summary = "Links the finding to a ticket that exists; it is read at the vendor first.",
       .role = store::Role::analyst,
       .takes = document_type<FindingLinkOrder>(),
       .answers = document_type<services::LinkRecord>(),
       .handle = link_one},
      {.method = "POST",
       .path = "/links",
       .name = "links.create",
       .summary =
           "Adopts tickets that exist: many findings and their tickets at once, or what would come of it.",
       .role = store::Role::analyst,
       .takes = document_type<services::LinkOrder>(),
       .answers = document_type<services::LinkReport>(),
       .handle = link_many},
      {.method = "POST",
       .path = "/links/adopt",
       .name = "links.adopt",
       .summary = "Looks at the vendor for tickets that carry what findings are about, and links them.",
       .role = store::Role::analyst,
       .takes = document_type<services::AdoptionOrder>(),
       .answers = document_type<services::LinkReport>(),
       .handle = adopt},
      {.method = "POST",
       .path = "/links/end",
       .name = "links.end",
       .summary = "Findings and their ticket no longer belong together; the ticket is left as it is.",
       .role = store::Role::analyst,
       .takes = document_type<UnlinkOrder>(),
       .answers = document_type<Unlinked>(),
       .handle = unlink}};
}

}  // namespace itsm::host::api
