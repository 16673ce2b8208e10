// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/search.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "plugins/common/reading.hpp"
#include "plugins/jira/correlation.hpp"
#include "plugins/jira/offset.hpp"
#include "plugins/jira/ticket.hpp"

namespace itsm::jira {
namespace {

// So often a search is begun again; tickets do not vanish at the rate at which they are read.
constexpr int kMostBeginnings = 5;

Result<std::vector<Ticket>> tickets_of(const Client& client, const Json& answer) {
  const Json& issues = common::member(answer, "issues");
  if (!issues.is_array()) return failure(Status::bad_reply, "Jira's answer to a search lacks 'issues'");
  std::vector<Ticket> tickets;
  for (const Json& issue : issues) {
    ITSM_TRY(Ticket ticket, read_ticket(issue, Json(), {}, client.site()));
    // Data Center's search does not show the property, and to read each ticket for it would cost a request
    // each.
    if (!client.site().has_token_search() && ticket.correlation_keys.empty())
      ticket.correlation_keys = keys_told_by(client.site(), issue);
    tickets.push_back(std::move(ticket));
  }
  return tickets;
}

bool is_lost_token(const Error& error) {
  return error.status == Status::invalid_argument &&
         error.message.find("next page token") != std::string::npos;
}

Result<SearchPage> page_by_token(const Client& client, Json body, const std::string& from) {
  body["properties"] = ticket_properties();
  if (!from.empty()) body["nextPageToken"] = from;
  auto answer = client.query(client.site().api("/search/jql"), body);
  if (!answer && !from.empty() && is_lost_token(answer.error())) answer.error().status = Status::conflict;
  if (!answer) return unexpected(std::move(answer).error());
  SearchPage page;
  ITSM_TRY(page.tickets, tickets_of(client, *answer));
  if (!common::flag_of(*answer, "isLast")) page.next = common::text_of(*answer, "nextPageToken");
  return page;
}

Result<SearchPage> page_by_offset(const Client& client, Json body, const std::string& from,
                                  std::size_t most) {
  ITSM_TRY(const Offset offset, Offset::read(from));
  body["startAt"] = offset.start;
  body["maxResults"] = most + offset.anchors.size();
  ITSM_TRY(const Json answer, client.query(client.site().api("/search"), body));
  const Json& total = common::member(answer, "total");
  if (!total.is_number_unsigned())
    return failure(Status::bad_reply, "Jira's answer to a search does not say how many there are");
  SearchPage page;
  ITSM_TRY(page.tickets, tickets_of(client, answer));
  const std::size_t read = offset.start + page.tickets.size();
  const bool more = !page.tickets.empty() && read < total.get<std::size_t>();
  const Offset next = offset.behind(page.tickets);
  if (!offset.drop_known(page.tickets))
    return failure(Status::conflict, "tickets vanished from the search while its pages were read");
  if (!more) return page;
  page.next = next.text();
  if (page.next == from)
    return failure(Status::bad_reply, "Jira's search does not go on: it answers fewer tickets than it has");
  return page;
}

}  // namespace

Result<SearchPage> search_page(const Client& client, const std::string& jql, const std::string& from,
                               std::size_t most) {
  const Site& site = client.site();
  std::vector<std::string> further;
  if (!site.correlation_field().empty()) further.push_back(site.correlation_field());
  Json body = {{"jql", jql}, {"maxResults", most}, {"fields", ticket_fields(further)}};
  if (site.has_token_search()) return page_by_token(client, std::move(body), from);
  return page_by_offset(client, std::move(body), from, most);
}

Result<std::vector<Ticket>> search(const Client& client, const std::string& jql) {
  std::vector<Ticket> tickets;
  std::set<std::string> begun;
  std::string from;
  for (int beginnings = 1; true;) {
    auto page = search_page(client, jql, from);
    if (!page && page.error().status == Status::conflict && beginnings++ < kMostBeginnings) {
      from.clear();
      begun.clear();
      continue;
    }
    if (!page) return unexpected(std::move(page).error());
    std::move(page->tickets.begin(), page->tickets.end(), std::back_inserter(tickets));
    if (page->next.empty()) return tickets;
    from = std::move(page->next);
    if (!begun.insert(from).second)
      return failure(Status::bad_reply,
                     "Jira's search does not end: it comes back to a page it has answered");
  }
}

std::string jql_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace itsm::jira
