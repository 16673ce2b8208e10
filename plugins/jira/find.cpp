// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <set>
#include <span>

#include "plugins/jira/correlation.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/search.hpp"
#include "plugins/jira/single_read.hpp"

namespace itsm::jira {
namespace {

constexpr std::size_t kKeysPerSearch = 50;

// The property says whether a ticket is ours. One that moves between pages while they are read shows twice.
Result<std::vector<Ticket>> with_properties(const Client& client, std::vector<Ticket> candidates) {
  std::set<std::string> ids;
  std::erase_if(candidates, [&](const Ticket& ticket) { return !ids.insert(ticket.ref.id).second; });
  if (client.site().has_token_search()) return candidates;  // this search shows properties
  std::vector<Ticket> tickets;
  for (const Ticket& one : candidates) {
    auto ticket = read_single(client, one.ref, {});
    if (!ticket && ticket.error().status == Status::not_found) continue;  // gone since it was found
    if (!ticket) return unexpected(std::move(ticket).error());
    tickets.push_back(*std::move(ticket));
  }
  return tickets;
}

}  // namespace

Result<FindResult> JiraPlugin::find(const Call& call, const FindRequest& request) const {
  const Client client(call, site_);
  const std::set<std::string> wanted(request.correlation_keys.begin(), request.correlation_keys.end());
  const std::vector<std::string> keys(wanted.begin(), wanted.end());
  std::vector<Ticket> tickets;
  for (std::size_t start = 0; start < keys.size(); start += kKeysPerSearch) {
    const auto some = std::span(keys).subspan(start, std::min(kKeysPerSearch, keys.size() - start));
    ITSM_TRY(std::vector<Ticket> candidates, search(client, jql_for(site_, some)));
    std::move(candidates.begin(), candidates.end(), std::back_inserter(tickets));
  }
  FindResult result;
  std::set<std::string> found;
  ITSM_TRY(tickets, with_properties(client, std::move(tickets)));
  for (Ticket& ticket : tickets) {
    if (ticket.correlation_keys.empty() || !wanted.contains(ticket.correlation_keys.front())) continue;
    found.insert(ticket.correlation_keys.front());
    result.tickets.push_back(std::move(ticket));
  }
  if (found.size() < wanted.size()) ITSM_CHECK(client.account());
  return result;
}

}  // namespace itsm::jira
