// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/handlers.hpp"
#include "tests/simulators/sdp/list_info.hpp"
#include "tests/simulators/sdp/writing.hpp"

namespace itsm::simulators::sdp {
namespace {

// What a list shows of a request unless it is asked for more.
const std::vector<std::string> kUsual{"id",          "display_id", "subject",  "status",
                                      "requester",   "technician", "template", "created_time",
                                      "due_by_time", "group",      "has_notes"};

const Json& request_in(const Call& call) {
  expect_keys(call.input, {"request"});
  if (!call.input.contains("request")) throw Refusal{400, 4012, {}, {"request"}};
  return call.input["request"];
}

Answer shown(const Call& call, const Ticket& ticket, int http = 200) {
  return answer(call.store, {{"request", view_of(ticket, call.store.world(), call.store.product())}}, http);
}

// The first of the statuses that mean open, as new requests have it.
std::string open_status(const World& world) {
  for (const auto& [id, row] : world.list("statuses").items())
    if (row.value("internal_name", "") == "Open") return id;
  return world.list("statuses").begin().key();
}

}  // namespace

Answer list_requests(const Call& call) {
  std::vector<Json> rows;
  for (const auto& [id, ticket] : call.store.tickets())
    if (call.store.is_listed(ticket, call.caller))
      rows.push_back(view_of(ticket, call.store.world(), call.store.product()));
  return listed(call, "requests", std::move(rows), kUsual);
}

Answer create_request(const Call& call) {
  const World& world = call.store.world();
  Ticket ticket;
  ticket.lookups["status"] = open_status(world);
  ticket.lookups["template"] = world.list("templates").begin().key();
  write(call.store, ticket, request_in(call));
  expect_complete(call.store, ticket);
  if (!call.store.may_see(ticket, call.caller)) throw invalid("site");
  return shown(call, call.store.add(std::move(ticket), call.caller),
               call.store.product() == Product::cloud ? 200 : 201);
}

Answer get_request(const Call& call) { return shown(call, call.ticket()); }

Answer edit_request(const Call& call) {
  Ticket& ticket = call.ticket();
  if (ticket.trashed) throw Refusal{400, 4001, "Request is in trash", {}};
  write(call.store, ticket, request_in(call));
  call.store.touch(ticket);
  return shown(call, ticket);
}

Answer close_request(const Call& call) {
  Ticket& ticket = call.ticket();
  const World& world = call.store.world();
  if (world.row("statuses", ticket.lookups["status"]).value("internal_name", "") == "Closed")
    throw Refusal{400, 4001, "Request is already closed", {}};
  Json members = call.input.value("request", Json::object());
  expect_keys(members, {"closure_info"});
  for (const auto& [id, row] : world.list("statuses").items())
    if (row.value("internal_name", "") == "Closed") members["status"] = {{"id", id}};
  write(call.store, ticket, members);
  call.store.touch(ticket);
  Json verdict = {{"messages", Json::array({{{"message", "Request(s) closed successfully."}}})}};
  return answer(call.store, std::move(verdict));
}

Answer trash_request(const Call& call) {
  Ticket& ticket = call.ticket();
  if (ticket.trashed) throw Refusal{400, 4016, "Already in trash", {}};
  ticket.trashed = true;
  call.store.touch(ticket, "deleted");
  return answer(call.store, Json::object());
}

Answer delete_request(const Call& call) {
  call.store.remove(call.ticket());
  return answer(call.store, Json::object());
}

}  // namespace itsm::simulators::sdp
