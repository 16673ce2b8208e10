// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "plugins/servicenow/feed_cursor.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/ticket.hpp"
#include "plugins/servicenow/values.hpp"

namespace itsm::servicenow {
namespace {

constexpr std::size_t kMostAtOnce = 200;
// Pages in a row that hold nothing which the account may see.
constexpr int kMostHidden = 10;

Query in_projects(const std::vector<Named>& projects) {
  Query query;
  std::vector<std::string> tables;
  for (const Named& project : projects) tables.push_back(project.id.empty() ? project.name : project.id);
  if (!tables.empty()) query.among("sys_class_name", std::move(tables));
  return query;
}

// The wanted tickets, in an order that no change between two pages disturbs.
std::vector<std::string> next_linked(const std::vector<TicketRef>& linked, const std::string& last,
                                     std::size_t most) {
  std::vector<std::string> ids;
  for (const TicketRef& ref : linked)
    if (ref.id > last) ids.push_back(ref.id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  ids.resize(std::min(ids.size(), most));
  return ids;
}

// One pass, a page at a time.
class Pass {
 public:
  Pass(const Client& client, const ChangesRequest& request, FeedCursor& cursor)
      : client_(client),
        request_(request),
        cursor_(cursor),
        most_(std::clamp<std::size_t>(request.limit, 1, kMostAtOnce)) {}

  Result<std::vector<Ticket>> search() {
    Query query = in_projects(request_.projects);
    query.at_least("sys_updated_on", cursor_.from());
    if (!cursor_.updated.empty()) query.behind("sys_updated_on", cursor_.updated, "sys_id", cursor_.sys_id);
    query.ordered_by("sys_updated_on").ordered_by("sys_id");
    TicketsPage page;
    for (int hidden = 0; page.tickets.empty() && hidden < kMostHidden; ++hidden) {
      ITSM_TRY(page, tickets_page(client_, query, page.next, most_));
      if (cursor_.began.empty() && page.answered_at) cursor_.began = wire_time(*page.answered_at);
      if (!page.more) break;
    }
    if (page.tickets.empty() && page.more)
      return failure(Status::forbidden, "the account may see none of " + std::to_string(kMostHidden * most_) +
                                            " records that changed: give it read access to these tables");
    if (!page.tickets.empty()) {
      const Ticket& last = page.tickets.back();
      cursor_.updated = wire_time(common::parse_time(last.updated_at).value_or(common::Time()));
      cursor_.sys_id = last.ref.id;
    }
    // What changes while the pass runs belongs to the next one, or a busy instance would never see it end.
    cursor_.searched = !page.more || (!cursor_.began.empty() && cursor_.updated > cursor_.began);
    return news(std::move(page.tickets));
  }

  Result<std::vector<Ticket>> read_linked() {
    const std::vector<std::string> ids = next_linked(request_.linked, cursor_.linked, most_);
    if (!ids.empty()) cursor_.linked = ids.back();
    Query query;
    query.among("sys_id", ids).at_least("sys_updated_on", cursor_.from()).ordered_by("sys_id");
    ITSM_TRY(std::vector<Ticket> tickets, all_tickets(client_, query));
    return news(std::move(tickets));
  }

  // Without a list of projects the search has met the linked ones too.
  bool is_finished() const {
    return cursor_.searched &&
           (request_.projects.empty() || next_linked(request_.linked, cursor_.linked, 1).empty());
  }

 private:
  std::vector<Ticket> news(std::vector<Ticket> tickets) {
    std::erase_if(tickets, [&](const Ticket& ticket) {
      const auto changed = common::parse_time(ticket.updated_at).value_or(common::Time());
      return !cursor_.is_news(ticket.ref.id, ticket.version, wire_time(changed));
    });
    return tickets;
  }

  const Client& client_;
  const ChangesRequest& request_;
  FeedCursor& cursor_;
  std::size_t most_;
};

// The instance's clock, by any answer.
Result<common::Time> instances_time(const Client& client) {
  ITSM_TRY(const RowsPage page,
           client.page({.table = std::string("task"), .query = {}, .columns = {"sys_id"}}, 0, 1));
  return page.answered_at.value_or(client.now());
}

}  // namespace

Result<ChangesPage> ServiceNowPlugin::changes(const Call& call, const ChangesRequest& request) const {
  const Client client(call, instance_);
  if (!instance_.facts().dates_are_utc)
    return failure(
        Status::misconfigured,
        "ServiceNow reads the times of a query in the time zone of this account, so that changes would be "
        "missed: set the account's time zone to GMT there, then check the integration again");
  if (request.cursor.empty()) {
    ITSM_TRY(const common::Time now, instances_time(client));
    return ChangesPage{{}, FeedCursor::at(now).text(), false};
  }
  ITSM_TRY(FeedCursor cursor, FeedCursor::read(request.cursor));
  Pass pass(client, request, cursor);
  ChangesPage page;
  ITSM_TRY(page.tickets, cursor.searched ? pass.read_linked() : pass.search());
  page.more = !pass.is_finished();
  page.next_cursor = page.more ? cursor.text() : cursor.finished().text();
  return page;
}

}  // namespace itsm::servicenow
