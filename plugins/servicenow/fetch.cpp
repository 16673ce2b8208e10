// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/ticket.hpp"

namespace itsm::servicenow {
namespace {

constexpr std::size_t kRefsAtOnce = 100;

bool answers(const Ticket& ticket, const TicketRef& ref) {
  return ref.id.empty() ? ticket.ref.key == ref.key : ticket.ref.id == ref.id;
}

Result<void> fetch_by(const Client& client, const std::string& column, const std::vector<std::string>& values,
                      const std::vector<std::string>& further, std::vector<Ticket>& tickets) {
  for (std::size_t start = 0; start < values.size(); start += kRefsAtOnce) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(start);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(kRefsAtOnce, values.size() - start));
    ITSM_TRY(std::vector<Ticket> some,
             all_tickets(client, Query().among(column, {first, last}).ordered_by("sys_id"), further));
    std::move(some.begin(), some.end(), std::back_inserter(tickets));
  }
  return {};
}

}  // namespace

Result<FetchResult> ServiceNowPlugin::fetch(const Call& call, const FetchRequest& request) const {
  const Client client(call, instance_);
  std::vector<std::string> ids;
  std::vector<std::string> numbers;
  for (const TicketRef& ref : request.refs)
    (ref.id.empty() ? numbers : ids).push_back(ref.id.empty() ? ref.key : ref.id);
  FetchResult result;
  ITSM_CHECK(fetch_by(client, "sys_id", ids, request.fields, result.tickets));
  ITSM_CHECK(fetch_by(client, "number", numbers, request.fields, result.tickets));
  for (const TicketRef& ref : request.refs)
    if (std::none_of(result.tickets.begin(), result.tickets.end(),
                     [&](const Ticket& ticket) { return answers(ticket, ref); }))
      result.missing.push_back(ref);
  return result;
}

}  // namespace itsm::servicenow
