// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "plugins/common/reading.hpp"
#include "plugins/jira/client.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/ticket.hpp"

namespace itsm::jira {
namespace {

constexpr std::size_t kKeysPerSearch = 50;
constexpr int kPageSize = 100;

std::string jql_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string search_for(std::span<const std::string> keys) {
  std::string jql = "labels in (";
  for (std::size_t i = 0; i < keys.size(); ++i) jql += (i == 0 ? "" : ", ") + jql_text(keys[i]);
  return jql + ") ORDER BY created ASC";
}

// All pages of a search. Pages may be short, so only the token says whether there is more.
Result<void> search(const Client& client, const std::string& jql, std::vector<Ticket>& tickets) {
  Json body = {{"jql", jql},
               {"maxResults", kPageSize},
               {"fields", ticket_fields({})},
               {"properties", ticket_properties()}};
  std::set<std::string> tokens;
  while (true) {
    ITSM_TRY(const Json page, client.query(client.site().api("/search/jql"), body));
    const Json& issues = common::member(page, "issues");
    if (!issues.is_array()) return failure(Status::bad_reply, "Jira's answer to a search lacks 'issues'");
    for (const Json& issue : issues) {
      ITSM_TRY(Ticket ticket, read_ticket(issue, Json(), {}, client.site()));
      tickets.push_back(std::move(ticket));
    }
    const std::string token = common::text_of(page, "nextPageToken");
    if (token.empty() || common::flag_of(page, "isLast")) return {};
    if (!tokens.insert(token).second)
      return failure(Status::bad_reply, "Jira's search does not end: it answers the same page token twice");
    body["nextPageToken"] = token;
  }
}

}  // namespace

Result<FindResult> JiraPlugin::find(const Call& call, const FindRequest& request) const {
  const Client client(call, site_);
  const std::set<std::string> wanted(request.correlation_keys.begin(), request.correlation_keys.end());
  const std::vector<std::string> keys(wanted.begin(), wanted.end());
  std::vector<Ticket> tickets;
  for (std::size_t start = 0; start < keys.size(); start += kKeysPerSearch) {
    const auto some = std::span(keys).subspan(start, std::min(kKeysPerSearch, keys.size() - start));
    ITSM_CHECK(search(client, search_for(some), tickets));
  }
  // Anybody can put a label on a ticket; the property says whether it is ours. A ticket that moves between
  // pages while they are read shows twice.
  FindResult result;
  std::set<std::string> found;
  std::set<std::string> ids;
  for (Ticket& ticket : tickets) {
    if (ticket.correlation_keys.empty() || !wanted.contains(ticket.correlation_keys.front())) continue;
    if (!ids.insert(ticket.ref.id).second) continue;
    found.insert(ticket.correlation_keys.front());
    result.tickets.push_back(std::move(ticket));
  }
  if (found.size() < wanted.size()) ITSM_CHECK(client.account());
  return result;
}

}  // namespace itsm::jira
