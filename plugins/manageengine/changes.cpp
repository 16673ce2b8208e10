// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/manageengine/feed_cursor.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/ticket.hpp"
#include "plugins/manageengine/values.hpp"

namespace itsm::manageengine {
namespace {

bool is_of(const Ticket& ticket, const ChangesRequest& request) {
  const auto same_site = [&](const Named& site) {
    return site.id.empty() ? site.name == ticket.project.name : site.id == ticket.project.id;
  };
  const auto same_ticket = [&](const TicketRef& ref) {
    return ref.id.empty() ? ref.key == ticket.ref.key : ref.id == ticket.ref.id;
  };
  return request.projects.empty() ||
         std::any_of(request.projects.begin(), request.projects.end(), same_site) ||
         std::any_of(request.linked.begin(), request.linked.end(), same_ticket);
}

// A page of one list, told from where the cursor stands. Answers whether more follow.
class Feed {
 public:
  Feed(const ChangesRequest& request, std::string by, FeedPlace& place)
      : request_(request), by_(std::move(by)), place_(place) {}

  Result<bool> read(const Client& client, std::vector<Ticket>& tickets) {
    Rows rows;
    rows.count = std::clamp<std::size_t>(request_.limit, 1, kMostRows);
    rows.start = static_cast<std::size_t>(place_.skip) + 1;
    rows.sort_by = by_;
    rows.criteria = criterion(by_, "greater or equal", std::to_string(place_.from_ms));
    rows.fields = row_fields(client.desk());
    ITSM_TRY(const Page page, client.list("/requests", "requests", rows));
    std::int64_t first = place_.from_ms;
    std::int64_t last = place_.from_ms;
    for (const Json& row : page.rows) {
      const auto time = time_of(common::member(row, by_));
      if (!time)
        return failure(Status::bad_reply,
                       "ServiceDesk Plus's list lacks the " + by_ + " that it is sorted by");
      const std::int64_t at = time->time_since_epoch().count();
      if (at < last) return failure(Status::bad_reply, "ServiceDesk Plus's list is not sorted by " + by_);
      if (&row == &page.rows.front()) first = at;
      last = at;
      ITSM_TRY(Ticket ticket, read_ticket(row, client.desk(), {}));
      if (is_of(ticket, request_)) tickets.push_back(std::move(ticket));
    }
    place_.go_on(first, last, page.rows.size());
    if (!page.more) place_.finish();
    return page.more;
  }

 private:
  const ChangesRequest& request_;
  std::string by_;
  FeedPlace& place_;
};

// The latest time in one of the lists: by the desk's own clock, which ours need not agree with. 0 where the
// list is empty.
Result<std::int64_t> newest(const Client& client, const std::string& by) {
  Rows rows;
  rows.count = 1;
  rows.sort_by = by;
  rows.falling = true;
  rows.criteria = criterion(by, "greater or equal", "0");
  rows.fields = {by};
  ITSM_TRY(const Page page, client.list("/requests", "requests", rows));
  if (page.rows.empty()) return 0;
  const auto time = time_of(common::member(page.rows.front(), by));
  if (!time)
    return failure(Status::bad_reply, "ServiceDesk Plus's list lacks the " + by + " that it is sorted by");
  return time->time_since_epoch().count();
}

}  // namespace

// Requests are followed wherever they are and told where the caller cares, so that one that is moved to
// another site is not lost.
Result<ChangesPage> ManageEnginePlugin::changes(const Call& call, const ChangesRequest& request) const {
  const Client client(call, desk_);
  if (request.cursor.empty()) {
    ITSM_TRY(const std::int64_t edited, newest(client, "last_updated_time"));
    ITSM_TRY(const std::int64_t made, newest(client, "created_time"));
    return ChangesPage{{}, FeedCursor::behind(edited, made).text(), false};
  }
  ITSM_TRY(FeedCursor cursor, FeedCursor::read(request.cursor));
  ChangesPage page;
  if (!cursor.reads_made) {
    ITSM_TRY(const bool more, Feed(request, "last_updated_time", cursor.edited).read(client, page.tickets));
    cursor.reads_made = !more;
    page.more = true;
  } else {
    ITSM_TRY(const bool more, Feed(request, "created_time", cursor.made).read(client, page.tickets));
    cursor.reads_made = more;
    page.more = more;
  }
  page.next_cursor = cursor.text();
  return page;
}

}  // namespace itsm::manageengine
