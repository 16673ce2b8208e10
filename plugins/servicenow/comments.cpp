// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/servicenow/journal.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/ticket.hpp"
#include "plugins/servicenow/values.hpp"

namespace itsm::servicenow {
namespace {

constexpr std::size_t kCommentsPage = 100;

// Entries have whole seconds and no order within one, so that those of the last second are named.
struct JournalCursor {
  std::string since{};
  std::vector<std::string> seen{};

  static constexpr std::string_view kDocument = "servicenow_comments_cursor";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("since", self.since, "Second of the last entry that was read.");
    visit.required("seen", self.seen, "The entries of that second that were read.");
  }

  static Result<JournalCursor> read(const std::string& text) {
    if (text.empty()) return JournalCursor{};
    try {
      const auto json = parse_json(text);
      if (json) {
        auto cursor = from_document<JournalCursor>(*json);
        if (time_of(cursor.since)) return cursor;
      }
    } catch (const DocumentError&) {
    }
    return failure(Status::invalid_argument, "this is no cursor of ServiceNow's comments");
  }

  void pass(const Json& row) {
    if (std::string second = value_of(row, "sys_created_on"); second != since) {
      since = std::move(second);
      seen.clear();
    }
    seen.push_back(value_of(row, "sys_id"));
  }
};

// The instance hides rows without a word. A record that shows entries in its own journals has some.
Result<void> expect_nothing_hidden(const Client& client, const TicketRef& ref) {
  ITSM_TRY(const Ticket ticket, the_ticket(client, ref));
  ITSM_TRY(const std::vector<Json> rows,
           client.rows({.table = ticket.project.id,
                        .query = Query().is("sys_id", ticket.ref.id),
                        .columns = {std::string(kWorkNotes), std::string(kComments)},
                        .with_shown = true}));
  for (const Json& row : rows)
    for (const std::string_view journal : {kWorkNotes, kComments})
      if (!shown_of(row, journal).empty())
        return failure(Status::forbidden,
                       "the account cannot read the comments of " + ticket.ref.key +
                           ": it needs read access to sys_journal_field, where ServiceNow keeps them");
  return {};
}

}  // namespace

Result<CommentsPage> ServiceNowPlugin::comments(const Call& call, const CommentsRequest& request) const {
  const Client client(call, instance_);
  ITSM_TRY(JournalCursor cursor, JournalCursor::read(request.cursor));
  std::string sys_id = request.ref.id;
  if (sys_id.empty()) {
    ITSM_TRY(const Ticket ticket, the_ticket(client, request.ref));
    sys_id = ticket.ref.id;
  }
  RowsWanted wanted = entries_of(sys_id, {std::string(kWorkNotes), std::string(kComments)}, cursor.since);
  wanted.query.ordered_by("sys_created_on");
  const std::vector<std::string> known = cursor.seen;
  ITSM_TRY(const RowsPage rows, client.page(wanted, 0, kCommentsPage + known.size()));
  if (rows.rows.empty() && request.cursor.empty())
    ITSM_CHECK(expect_nothing_hidden(client, {sys_id, {}, {}}));
  CommentsPage page;
  for (const Json& row : rows.rows) {
    if (std::find(known.begin(), known.end(), value_of(row, "sys_id")) != known.end()) continue;
    if (!time_of(value_of(row, "sys_created_on")))
      return failure(Status::bad_reply, "ServiceNow's answer holds a journal entry without its time");
    cursor.pass(row);
    page.comments.push_back(read_entry(row));
  }
  page.more = rows.more && !page.comments.empty();
  if (!cursor.since.empty()) page.next_cursor = dump(to_document(cursor));
  return page;
}

}  // namespace itsm::servicenow
