// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <tuple>

#include "plugins/common/reading.hpp"
#include "plugins/common/zone.hpp"
#include "plugins/jira/feed_cursor.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/search.hpp"

namespace itsm::jira {
namespace {

// Jira's clock; nothing where it does not tell the time.
Result<std::optional<common::Time>> jiras_time(const Client& client) {
  ITSM_TRY(const Json server, client.get_always(client.site().api("/serverInfo")));
  return common::parse_time(common::text_of(server, "serverTime"));
}

// The zone of our account, which anybody who logs in as it can change. Empty where Jira hides it.
Result<std::string> zone_of_account(const Client& client) {
  ITSM_TRY(const Json account, client.account());
  return common::text_of(account, "timeZone");
}

// Jira reads dates of a query in whole minutes on the clocks of our account. Where it hides which clocks
// those are, the text is read nowhere on Earth as later than `time`: clocks are at most 12 hours behind UTC.
std::string jql_time(const std::string& zone, common::Time time) {
  if (auto shown = common::wall_clock(time, zone)) return *shown;
  return common::wall_clock(time - std::chrono::hours(12), "UTC").value_or("1970-01-01 00:00");
}

// Ordered by what no edit changes, so that a ticket that is edited while pages are read moves nothing.
std::string query_of(const std::vector<Named>& projects, common::Time since, const std::string& zone) {
  std::string jql;
  for (const Named& project : projects) {
    jql += jql.empty() ? "project in (" : ", ";
    jql += is_id(project.id) ? project.id : jql_text(project.id.empty() ? project.name : project.id);
  }
  if (!jql.empty()) jql += ") AND ";
  return jql + "updated >= " + jql_text(jql_time(zone, since)) + " ORDER BY created ASC, key ASC";
}

const std::string& handle_of(const TicketRef& ref) { return ref.id.empty() ? ref.key : ref.id; }

bool is_before(const std::string& one, const std::string& other) {
  return std::make_tuple(one.size(), std::cref(one)) < std::make_tuple(other.size(), std::cref(other));
}

// At most `most` of the linked tickets behind the one that was read last. Counting would not do: tickets are
// linked and unlinked between two calls.
std::vector<TicketRef> next_linked(std::vector<TicketRef> linked, const std::string& last, std::size_t most) {
  std::erase_if(linked, [&](const TicketRef& ref) { return !is_before(last, handle_of(ref)); });
  std::sort(linked.begin(), linked.end(), [](const TicketRef& one, const TicketRef& other) {
    return is_before(handle_of(one), handle_of(other));
  });
  linked.resize(std::min(linked.size(), most));
  return linked;
}

std::int64_t updated_ms(const Ticket& ticket) {
  const auto time = common::parse_time(ticket.updated_at);
  return time ? time->time_since_epoch().count() : 0;
}

// One pass, a page at a time.
class Pass {
 public:
  Pass(const ChangesRequest& request, FeedCursor& cursor)
      : request_(request),
        cursor_(cursor),
        since_(common::Time(std::chrono::milliseconds(cursor.since_ms)) - kIndexLag),
        most_(std::clamp<std::size_t>(request.limit, 1, kSearchPage)) {}

  // The zone is asked for after the search, so that what it was read in is known for sure.
  Result<std::vector<Ticket>> search(const Client& client) {
    if (!cursor_.zone) {
      ITSM_TRY(cursor_.zone, zone_of_account(client));
    }
    auto page = search_page(client, query_of(request_.projects, since_, *cursor_.zone), cursor_.from, most_);
    if (!page && page.error().status == Status::conflict && cursor_.begin_again())
      return std::vector<Ticket>();
    if (!page) return unexpected(std::move(page).error());
    ITSM_TRY(const std::string zone, zone_of_account(client));
    if (!cursor_.was_read_in(zone)) return std::vector<Ticket>();
    for (const Ticket& ticket : page->tickets)
      cursor_.newest_ms = std::max(cursor_.newest_ms.value_or(0), updated_ms(ticket));
    if (page->next.empty()) {
      cursor_.searched = true;
    } else if (!cursor_.go_on(std::move(page->next))) {
      return failure(Status::bad_reply, "Jira's search for changes does not end");
    }
    return std::move(page->tickets);
  }

  Result<std::vector<Ticket>> read_linked(const Plugin& jira, const Call& call) {
    std::vector<TicketRef> refs = next_linked(request_.linked, cursor_.linked, most_);
    if (!refs.empty()) cursor_.linked = handle_of(refs.back());
    ITSM_TRY(FetchResult read, jira.fetch(call, {std::move(refs), {}}));
    std::erase_if(read.tickets, [&](const Ticket& ticket) {
      return updated_ms(ticket) < since_.time_since_epoch().count();
    });
    return std::move(read.tickets);
  }

  bool is_finished() const {
    return cursor_.searched && next_linked(request_.linked, cursor_.linked, 1).empty();
  }

 private:
  const ChangesRequest& request_;
  FeedCursor& cursor_;
  common::Time since_;
  std::size_t most_;
};

}  // namespace

Result<ChangesPage> JiraPlugin::changes(const Call& call, const ChangesRequest& request) const {
  const Client client(call, site_);
  if (request.cursor.empty()) {
    ITSM_TRY(const auto now, jiras_time(client));
    return ChangesPage{{}, FeedCursor::at(now.value_or(call.now())).text(), false};
  }
  ITSM_TRY(FeedCursor cursor, FeedCursor::read(request.cursor));
  if (cursor.is_between_passes()) {
    ITSM_TRY(const auto now, jiras_time(client));
    if (now) cursor.began_ms = now->time_since_epoch().count();
  }
  Pass pass(request, cursor);
  ChangesPage page;
  ITSM_TRY(page.tickets, cursor.searched ? pass.read_linked(*this, call) : pass.search(client));
  page.more = !pass.is_finished();
  page.next_cursor = page.more ? cursor.text() : cursor.finished().text();
  return page;
}

}  // namespace itsm::jira
