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

}  // namespace

// Requests are followed wherever they are and told where the caller cares, so that one that is moved to
// another site is not lost.
Result<ChangesPage> ManageEnginePlugin::changes(const Call& call, const ChangesRequest& request) const {
  const Client client(call, desk_);
  if (request.cursor.empty()) return ChangesPage{{}, FeedCursor::at(call.now()).text(), false};
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
