// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/push_follow.hpp"
#include "host_stub/api/push_order.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/take_back.hpp"

namespace itsm::host::api {
namespace {

Result<http::Response> start_push(Backend& backend, const Call& call) {
  ITSM_TRY(const push::PlanRequest request, plan_request(backend, call));
  ITSM_TRY(auto report, backend.services.pushes.start(call.company, request, call.actor()));
  backend.wake_outbox();
  return push_answer(backend, call, std::move(report), 201);
}

Result<http::Response> list_pushes(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  ITSM_TRY(const std::int64_t before, cursor_of(call));
  Page<push::PushReport> page;
  ITSM_TRY(page.items, backend.services.pushes.list(call.company, limit, PushId{before}));
  if (static_cast<std::int64_t>(page.items.size()) == limit)
    page.next_cursor = std::to_string(page.items.back().id);
  return document_answer(page);
}

// Read as it is now; only a stream waits for what is under way.
Result<http::Response> show_push(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(auto report, backend.services.pushes.show(call.company, PushId{id}));
  if (call.accepts(kJsonLines)) return push_answer(backend, call, std::move(report), 200);
  return document_answer(report);
}

Result<http::Response> retry(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(auto report, backend.services.pushes.retry(call.company, PushId{id}, call.actor()));
  backend.wake_outbox();
  return push_answer(backend, call, std::move(report), 201);
}

Result<http::Response> take_back(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  services::TakeBackOrder order;
  if (!call.request.body.empty()) {
    ITSM_TRY(order, document_body<services::TakeBackOrder>(call));
  }
  ITSM_TRY(const auto report,
           services::take_back(backend.services, call.company, PushId{id}, order, call.actor()));
  backend.wake_outbox();
  return document_answer(report);
}

}  // namespace

std::vector<Route> push_routes() {
  return {{.method = "POST",
           .path = "/pushes",
           .name = "pushes.create",
           .summary = "Makes tickets: a record per finding. Waits at most 20 s; what is not decided then is "
                      "queued or uncertain.",
           .role = store::Role::analyst,
           .takes = document_type<PushOrder>(),
           .answers = document_type<push::PushReport>(),
           .status = 201,
           .streams = document_type<push::Record>(),
           .handle = start_push},
          {.method = "GET",
           .path = "/pushes",
           .name = "pushes.list",
           .summary = "Pushes without their records, the newest first.",
           .query = {{"limit", "At most 200."}, {"cursor", "Of the page before."}},
           .answers = document_type<Page<push::PushReport>>(),
           .handle = list_pushes},
          {.method = "GET",
           .path = "/pushes/{id}",
           .name = "pushes.show",
           .summary = "A push as it is now; streamed, until nothing of it is under way.",
           .answers = document_type<push::PushReport>(),
           .streams = document_type<push::Record>(),
           .handle = show_push},
          {.method = "POST",
           .path = "/pushes/{id}/retry",
           .name = "pushes.retry",
           .summary = "A new push of the findings that failed, with the same choices.",
           .role = store::Role::analyst,
           .answers = document_type<push::PushReport>(),
           .status = 201,
           .streams = document_type<push::Record>(),
           .handle = retry},
          {.method = "POST",
           .path = "/pushes/{id}/take-back",
           .name = "pushes.take_back",
           .summary = "Takes back the tickets of a push that nobody has had to do with, within 24 hours: a "
                      "comment, the status that the policy names, and the findings are unlinked. Asked "
                      "again with dry_run it says how far it is.",
           .role = store::Role::analyst,
           .takes = document_type<services::TakeBackOrder>(),
           .answers = document_type<services::TakeBackReport>(),
           .handle = take_back}};
}

}  // namespace itsm::host::api
