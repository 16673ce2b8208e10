// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <set>

#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/ticket.hpp"

namespace itsm::servicenow {
namespace {

constexpr std::size_t kKeysAtOnce = 50;

}  // namespace

// In all tables at once: the column belongs to task.
Result<FindResult> ServiceNowPlugin::find(const Call& call, const FindRequest& request) const {
  const Client client(call, instance_);
  const std::set<std::string> wanted(request.correlation_keys.begin(), request.correlation_keys.end());
  const std::vector<std::string> keys(wanted.begin(), wanted.end());
  FindResult result;
  std::set<std::string> found;
  for (std::size_t start = 0; start < keys.size(); start += kKeysAtOnce) {
    const auto first = keys.begin() + static_cast<std::ptrdiff_t>(start);
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(kKeysAtOnce, keys.size() - start));
    ITSM_TRY(std::vector<Ticket> tickets,
             all_tickets(client, Query().among("correlation_id", {first, last}).ordered_by("sys_id")));
    for (Ticket& ticket : tickets)
      if (found.insert(ticket.ref.id).second) result.tickets.push_back(std::move(ticket));
  }
  return result;
}

}  // namespace itsm::servicenow
