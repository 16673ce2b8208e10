// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/agreement_sweep.hpp"

namespace itsm::host::api {
namespace {

struct SweepOrder {
  std::string integration{};
  bool repair = false;

  static constexpr std::string_view kDocument = "sweep_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("integration", self.integration, "Its name; absent: all that serve the company.");
    visit.optional("repair", self.repair,
                   "What the vendor changed comes in, what is owed goes out, as the policy says.");
  }
};

struct Sweeps {
  std::vector<services::SweepReport> items{};

  static constexpr std::string_view kDocument = "sweeps";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("items", self.items, "One for each integration.");
  }
};

Result<http::Response> sweep(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<SweepOrder>(call));
  Sweeps sweeps;
  ITSM_TRY(sweeps.items, services::sweep_agreement(backend.services, call.company, order.integration,
                                                   order.repair, backend.stopping));
  backend.wake_outbox();
  backend.wake_sync();
  return document_answer(sweeps);
}

Result<http::Response> show_last(Backend& backend, const Call& call) {
  Sweeps sweeps;
  ITSM_TRY(sweeps.items,
           services::last_sweeps(backend.services, call.company, call.parameter("integration")));
  return document_answer(sweeps);
}

Result<http::Response> list_differences(Backend& backend, const Call& call) {
  services::DifferenceQuery query;
  query.cause = call.parameter("cause");
  ITSM_TRY(query.limit, limit_of(call));
  ITSM_TRY(query.after, cursor_of(call));
  Page<services::SweptDifference> page;
  ITSM_TRY(page.items,
           services::list_swept(backend.services, call.company, call.path.at("integration"), query));
  if (static_cast<std::int64_t>(page.items.size()) == query.limit)
    page.next_cursor = std::to_string(page.items.back().id);
  return document_answer(page);
}

}  // namespace

std::vector<Route> sweep_routes() {
  return {
      {.method = "POST",
       .path = "/sweeps",
       .name = "sweeps.create",
       .summary =
           "Compares every linked ticket with its vendor and answers what differs, by cause. One that was "
           "broken off goes on where it was.",
       .role = store::Role::analyst,
       .takes = document_type<SweepOrder>(),
       .answers = document_type<Sweeps>(),
       .handle = sweep},
      {.method = "GET",
       .path = "/sweeps",
       .name = "sweeps.list",
       .summary = "What the last comparisons found.",
       .query = {{"integration", "Only of this one."}},
       .answers = document_type<Sweeps>(),
       .handle = show_last},
      {.method = "GET",
       .path = "/sweeps/{integration}/differences",
       .name = "sweeps.differences",
       .summary = "In what tickets and findings were found not to agree.",
       .query = {{"cause", "Only of this one."},
                 {"limit", "At most 200."},
                 {"cursor", "Of the page before."}},
       .answers = document_type<Page<services::SweptDifference>>(),
       .handle = list_differences}};
}

}  // namespace itsm::host::api
