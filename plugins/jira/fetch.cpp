// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <utility>

#include "plugins/common/reading.hpp"
#include "plugins/jira/client.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/single_read.hpp"
#include "plugins/jira/ticket.hpp"

namespace itsm::jira {
namespace {

constexpr std::size_t kBulkFetch = 100;  // Jira's own limit of one bulk read

// Tickets that are asked for together. A key may belong to a moved ticket, whose answer shows another one; a
// reference by key is therefore asked for alone, so that the only answer is the answer to it.
std::vector<std::vector<TicketRef>> groups_of(const std::vector<TicketRef>& refs) {
  std::vector<std::vector<TicketRef>> groups;
  std::vector<TicketRef> by_id;
  for (const TicketRef& ref : refs) {
    if (is_id(ref.id)) {
      by_id.push_back(ref);
    } else {
      groups.push_back({ref});
    }
    if (by_id.size() == kBulkFetch) groups.push_back(std::exchange(by_id, {}));
  }
  if (!by_id.empty()) groups.push_back(std::move(by_id));
  return groups;
}

bool answers(const Ticket& ticket, const TicketRef& ref) { return !is_id(ref.id) || ticket.ref.id == ref.id; }

Result<void> fetch_group(const Client& client, const std::vector<TicketRef>& refs,
                         const std::vector<std::string>& further, FetchResult& result) {
  Json ids = Json::array();
  for (const TicketRef& ref : refs) ids.push_back(ref.id.empty() ? ref.key : ref.id);
  Json body = {{"issueIdsOrKeys", std::move(ids)},
               {"fields", ticket_fields(further)},
               {"properties", ticket_properties()}};
  if (!further.empty()) body["expand"] = Json::array({"schema"});
  ITSM_TRY(const Json answer, client.query(client.site().api("/issue/bulkfetch"), body));
  if (!common::member(answer, "issues").is_array())
    return failure(Status::bad_reply, "Jira's answer to a bulk read lacks 'issues'");
  std::vector<Ticket> tickets;
  for (const Json& issue : common::array_of(answer, "issues")) {
    ITSM_TRY(Ticket ticket, read_ticket(issue, common::member(answer, "schema"), further, client.site()));
    tickets.push_back(std::move(ticket));
  }
  for (const TicketRef& ref : refs)
    if (std::none_of(tickets.begin(), tickets.end(),
                     [&](const Ticket& ticket) { return answers(ticket, ref); }))
      result.missing.push_back(ref);
  std::move(tickets.begin(), tickets.end(), std::back_inserter(result.tickets));
  return {};
}

Result<void> fetch_single(const Client& client, const TicketRef& ref, const std::vector<std::string>& further,
                          FetchResult& result) {
  auto ticket = read_single(client, ref, further);
  if (ticket) {
    result.tickets.push_back(*std::move(ticket));
  } else if (ticket.error().status == Status::not_found) {
    result.missing.push_back(ref);
  } else {
    return unexpected(std::move(ticket).error());
  }
  return {};
}

}  // namespace

Result<FetchResult> JiraPlugin::fetch(const Call& call, const FetchRequest& request) const {
  const Client client(call, site_);
  FetchResult result;
  if (site_.has_bulk_fetch()) {
    for (const auto& group : groups_of(request.refs))
      ITSM_CHECK(fetch_group(client, group, request.fields, result));
  } else {
    for (const TicketRef& ref : request.refs) ITSM_CHECK(fetch_single(client, ref, request.fields, result));
  }
  if (!result.missing.empty()) ITSM_CHECK(client.account());
  return result;
}

}  // namespace itsm::jira
