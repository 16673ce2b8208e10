// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/client.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/ticket.hpp"

namespace itsm::manageengine {

// One by one: a list leaves out fields, and what is in the trash.
Result<FetchResult> ManageEnginePlugin::fetch(const Call& call, const FetchRequest& request) const {
  const Client client(call, desk_);
  FetchResult result;
  for (const TicketRef& ref : request.refs) {
    const auto found = read_request(client, ref);
    if (!found && found.error().status == Status::not_found) {
      result.missing.push_back(ref);
      continue;
    }
    if (!found) return unexpected(found.error());
    ITSM_TRY(Ticket ticket, read_ticket(*found, desk_, request.fields));
    result.tickets.push_back(std::move(ticket));
  }
  return result;
}

}  // namespace itsm::manageengine
