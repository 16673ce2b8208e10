// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/single_read.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/jira/ticket.hpp"

namespace itsm::jira {
namespace {

// As a query parameter lists them.
std::string listed(const Json& names) {
  std::string out;
  for (const Json& name : names) out += (out.empty() ? "" : ",") + common::text_of(name);
  return out;
}

}  // namespace

Result<Ticket> read_single(const Client& client, const TicketRef& ref,
                           const std::vector<std::string>& further) {
  common::Query query{{"fields", listed(ticket_fields(further))},
                      {"properties", listed(ticket_properties())}};
  if (!further.empty()) query.emplace_back("expand", "schema");
  const std::string path = "/issue/" + common::percent_encode(ref.id.empty() ? ref.key : ref.id);
  ITSM_TRY(const Json issue, client.get(client.site().api(path, query)));
  return read_ticket(issue, Json(), further, client.site());
}

}  // namespace itsm::jira
