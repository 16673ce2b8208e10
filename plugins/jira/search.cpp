// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/search.hpp"

#include <iterator>
#include <set>

#include "plugins/common/reading.hpp"
#include "plugins/jira/ticket.hpp"

namespace itsm::jira {

Result<SearchPage> search_page(const Client& client, const std::string& jql, const std::string& from) {
  Json body = {{"jql", jql},
               {"maxResults", kSearchPage},
               {"fields", ticket_fields({})},
               {"properties", ticket_properties()}};
  if (!from.empty()) body["nextPageToken"] = from;
  ITSM_TRY(const Json answer, client.query(client.site().api("/search/jql"), body));
  const Json& issues = common::member(answer, "issues");
  if (!issues.is_array()) return failure(Status::bad_reply, "Jira's answer to a search lacks 'issues'");
  SearchPage page;
  for (const Json& issue : issues) {
    ITSM_TRY(Ticket ticket, read_ticket(issue, Json(), {}, client.site()));
    page.tickets.push_back(std::move(ticket));
  }
  if (!common::flag_of(answer, "isLast")) page.next = common::text_of(answer, "nextPageToken");
  return page;
}

Result<std::vector<Ticket>> search(const Client& client, const std::string& jql) {
  std::vector<Ticket> tickets;
  std::set<std::string> begun;
  std::string from;
  do {
    ITSM_TRY(SearchPage page, search_page(client, jql, from));
    std::move(page.tickets.begin(), page.tickets.end(), std::back_inserter(tickets));
    from = std::move(page.next);
    if (!begun.insert(from).second)
      return failure(Status::bad_reply,
                     "Jira's search does not end: it comes back to a page it has answered");
  } while (!from.empty());
  return tickets;
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
