// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/sdp/handlers.hpp"
#include "tests/simulators/sdp/list_info.hpp"

namespace itsm::simulators::sdp {
namespace {

const char* member_of(const Call& call) {
  return call.store.product() == Product::cloud ? "request_note" : "note";
}

}  // namespace

Answer list_notes(const Call& call) {
  std::vector<Json> rows;
  for (const Note& note : call.ticket().notes)
    rows.push_back(view_of(note, call.store.world(), call.store.product(), false));
  return listed(call, "notes", std::move(rows));
}

Answer add_note(const Call& call) {
  Ticket& ticket = call.ticket();
  const std::string member = member_of(call);
  expect_keys(call.input, {member});
  const Json& given = call.input.value(member, Json::object());
  expect_keys(given, {"description", "show_to_requester", "mark_first_response", "notify_technician",
                      "add_to_linked_requests"});
  if (!given.contains("description") || given["description"] == "") throw mandatory({"description"});
  Note note;
  note.html = given["description"].get<std::string>();
  note.shown = given.value("show_to_requester", false);
  note.author = call.caller.id;
  const Note& added = call.store.add_note(ticket, std::move(note));
  return answer(call.store, {{member, view_of(added, call.store.world(), call.store.product(), true)}}, 201);
}

Answer get_note(const Call& call) {
  const auto& notes = call.ticket().notes;
  const auto found = std::find_if(notes.begin(), notes.end(),
                                  [&](const Note& note) { return note.id == call.captures.at(1); });
  if (found == notes.end()) throw invalid_url();
  return answer(call.store,
                {{member_of(call), view_of(*found, call.store.world(), call.store.product(), true)}});
}

}  // namespace itsm::simulators::sdp
