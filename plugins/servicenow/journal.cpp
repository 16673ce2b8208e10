// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/journal.hpp"

#include <algorithm>

#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/text.hpp"
#include "plugins/servicenow/ticket.hpp"
#include "plugins/servicenow/values.hpp"

namespace itsm::servicenow {
namespace {

constexpr std::size_t kLookedThrough = 20;

// An entry has an id that the write does not answer. Where the journal is hidden from the account, the record
// and its count of changes name the entry as surely.
Comment written_entry(const Client& client, const Ticket& ticket, const std::string& journal,
                      const std::string& text, const Json& record) {
  Comment fallback{.id = ticket.ref.id + ":" + journal + ":" + value_of(record, "sys_mod_count"),
                   .body = read_text(text),
                   .audience = journal == kWorkNotes ? Audience::internal : Audience::everyone};
  RowsWanted wanted = entries_of(ticket.ref.id, {journal}, {});
  wanted.query.newest_first("sys_created_on");
  const auto newest = client.page(wanted, 0, kLookedThrough);
  if (!newest) return fallback;
  const auto own = std::find_if(newest->rows.begin(), newest->rows.end(),
                                [&](const Json& row) { return value_of(row, "value") == text; });
  return own == newest->rows.end() ? fallback : read_entry(*own);
}

}  // namespace

RowsWanted entries_of(const std::string& sys_id, std::vector<std::string> journals,
                      const std::string& since) {
  RowsWanted wanted{.table = "sys_journal_field",
                    .query = {},
                    .columns = {"sys_id", "element", "value", "sys_created_on", "sys_created_by"}};
  wanted.query.is("element_id", sys_id).among("element", std::move(journals));
  if (!since.empty()) wanted.query.at_least("sys_created_on", since);
  return wanted;
}

Comment read_entry(const Json& row) {
  Comment comment;
  comment.id = value_of(row, "sys_id");
  if (const auto created = time_of(value_of(row, "sys_created_on")))
    comment.created_at = common::format_time(*created);
  // The journal names people by their user names.
  if (std::string author = value_of(row, "sys_created_by"); !author.empty())
    comment.author = Person{author, author, {}};
  comment.body = read_text(value_of(row, "value"));
  comment.audience = value_of(row, "element") == kWorkNotes ? Audience::internal : Audience::everyone;
  return comment;
}

Result<Comment> ServiceNowPlugin::comment(const Call& call, const CommentRequest& request) const {
  const std::string text = write_text(request.body, kLongestText);
  if (text.empty()) return failure(Status::invalid_argument, "the comment says nothing");
  const Client client(call, instance_);
  ITSM_TRY(const Ticket ticket, the_ticket(client, request.ref));
  const std::string journal(journal_for(request.audience));
  ITSM_TRY(const Json record,
           client.written(client.write(
               "PATCH", answering(table_path(ticket.project.id, ticket.ref.id), {"sys_id", "sys_mod_count"}),
               Json{{journal, text}})));
  return written_entry(client, ticket, journal, text, record);
}

}  // namespace itsm::servicenow
