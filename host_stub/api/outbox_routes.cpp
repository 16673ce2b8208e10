// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/dead_letters.hpp"
#include "host_stub/services/outward_writes.hpp"

namespace itsm::host::api {
namespace {

struct ReplayOrder {
  std::string reason{};

  static constexpr std::string_view kDocument = "replay_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("reason", self.reason, "Why it will go better now; kept in the audit log.");
  }
};

Result<http::Response> list_parked_work(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  ITSM_TRY(const std::int64_t before, cursor_of(call));
  Page<services::DeadLetter> page;
  ITSM_TRY(page.items, services::list_dead_letters(backend.services, call.company, before, limit));
  if (static_cast<std::int64_t>(page.items.size()) == limit)
    page.next_cursor = std::to_string(page.items.back().id);
  return document_answer(page);
}

Result<http::Response> list_waiting_writes(Backend& backend, const Call& call) {
  Page<services::PendingWrite> page;
  ITSM_TRY(page.items, services::pending_writes(backend.services, call.company));
  return document_answer(page);
}

Result<http::Response> replay(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(const auto order, document_body<ReplayOrder>(call));
  ITSM_CHECK(services::replay_dead_letter(backend.services, call.company, id, order.reason, call.actor()));
  backend.wake_outbox();
  return json_answer(Json::object());
}

}  // namespace

std::vector<Route> outbox_routes() {
  return {
      {.method = "GET",
       .path = "/outbox/parked",
       .name = "outbox.parked",
       .summary = "Work for vendors that was set aside, the newest first.",
       .query = {{"limit", "At most 200."}, {"cursor", "Of the page before."}},
       .answers = document_type<Page<services::DeadLetter>>(),
       .handle = list_parked_work},
      {.method = "GET",
       .path = "/outbox/waiting",
       .name = "outbox.waiting",
       .summary = "Tickets that wait to be compared or written to, the longest waiting first, at most 200.",
       .answers = document_type<Page<services::PendingWrite>>(),
       .handle = list_waiting_writes},
      {.method = "POST",
       .path = "/outbox/parked/{id}/replay",
       .name = "outbox.replay",
       .summary = "It is due again, as if it were new.",
       .role = store::Role::admin,
       .takes = document_type<ReplayOrder>(),
       .handle = replay}};
}

}  // namespace itsm::host::api
