// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "plugins/common/reading.hpp"
#include "plugins/common/url.hpp"
#include "plugins/manageengine/html.hpp"
#include "plugins/manageengine/note.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/ticket.hpp"
#include "plugins/manageengine/values.hpp"
#include "plugins/manageengine/verdict.hpp"

namespace itsm::manageengine {
namespace {

using common::member;
using common::text_of;

// The list leaves the text out, so that each note is one more request.
constexpr std::size_t kNotesPage = 25;

// The note that was read last.
struct NotePlace {
  std::int64_t added_ms = 0;
  std::string id{};

  static constexpr std::string_view kDocument = "manageengine_notes_cursor";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("added", self.added_ms, "Of the note, in milliseconds since 1970.");
    visit.required("id", self.id, "Of the note.");
  }

  // By id within one millisecond, which a longer number ends.
  auto order() const { return std::make_tuple(added_ms, id.size(), std::cref(id)); }
  bool operator<(const NotePlace& other) const { return order() < other.order(); }
};

Result<NotePlace> place_from(const std::string& cursor) {
  if (cursor.empty()) return NotePlace{};
  try {
    const auto json = parse_json(cursor);
    if (json) return from_document<NotePlace>(*json);
  } catch (const DocumentError&) {
  }
  return failure(Status::invalid_argument, "this is no cursor of a request's notes");
}

Result<NotePlace> place_of(const Json& note) {
  const auto added = time_of(time_of_note(note));
  if (!added || text_of(note, "id").empty())
    return failure(Status::bad_reply, "ServiceDesk Plus's answer holds a note without id or time");
  return NotePlace{added->time_since_epoch().count(), text_of(note, "id")};
}

// The one note of an answer, whatever this product calls it.
const Json& note_of(const Json& body) {
  const Json& note = member(body, "note");
  return note.is_null() ? member(body, "request_note") : note;
}

Result<std::vector<Json>> all_notes(const Client& client, const TicketRef& ref) {
  auto notes = client.all(request_path(ref, "/notes"), "notes");
  if (notes || notes.error().status != Status::bad_reply) return notes;
  return client.all(request_path(ref, "/notes"), "request_notes");
}

// Deleted since it was listed: then there is nothing to tell.
Result<std::optional<Json>> read_whole(const Client& client, const TicketRef& ref, const std::string& id) {
  const auto body = client.get(request_path(ref, "/notes/" + common::percent_encode(id)));
  if (!body && body.error().status == Status::not_found) return std::optional<Json>();
  if (!body) return unexpected(body.error());
  if (text_of(note_of(*body), "id") != id)
    return failure(Status::bad_reply, "ServiceDesk Plus's answer holds another note than the one asked for");
  return std::optional<Json>(note_of(*body));
}

}  // namespace

Result<Comment> ManageEnginePlugin::comment(const Call& call, const CommentRequest& request) const {
  const Client client(call, desk_);
  TicketRef ref = request.ref;
  if (ref.id.empty()) {
    ITSM_TRY(const Json present, read_request(client, ref));
    ref.id = text_of(present, "id");
  }
  const bool shown = request.audience == Audience::everyone;
  const Json note = {{"description", to_html(request.body)},
                     {"show_to_requester", shown},
                     {"mark_first_response", false},
                     {"notify_technician", false},
                     {"add_to_linked_requests", false}};
  const auto answer =
      client.write("POST", request_path(ref, "/notes"), {{std::string(desk_.note_member()), note}});
  ITSM_TRY(const Json body, written(answer, client.now()));
  Comment said = read_note(note_of(body));
  if (said.id.empty())
    return failure(Status::bad_reply, "ServiceDesk Plus's answer lacks the note that was made");
  said.audience = request.audience;
  return said;
}

Result<CommentsPage> ManageEnginePlugin::comments(const Call& call, const CommentsRequest& request) const {
  const Client client(call, desk_);
  ITSM_TRY(const NotePlace last, place_from(request.cursor));
  TicketRef ref = request.ref;
  if (ref.id.empty()) {
    ITSM_TRY(const Json present, read_request(client, ref));
    ref.id = text_of(present, "id");
  }
  ITSM_TRY(const std::vector<Json> notes, all_notes(client, ref));
  std::vector<NotePlace> fresh;
  for (const Json& note : notes) {
    ITSM_TRY(NotePlace place, place_of(note));
    if (last < place) fresh.push_back(std::move(place));
  }
  std::sort(fresh.begin(), fresh.end());
  CommentsPage page;
  page.more = fresh.size() > kNotesPage;
  fresh.resize(std::min(fresh.size(), kNotesPage));
  for (const NotePlace& place : fresh) {
    ITSM_TRY(const std::optional<Json> note, read_whole(client, ref, place.id));
    if (note) page.comments.push_back(read_note(*note));
  }
  page.next_cursor = fresh.empty() ? request.cursor : dump(to_document(fresh.back()));
  return page;
}

}  // namespace itsm::manageengine
