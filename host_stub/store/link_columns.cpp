// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/link_columns.hpp"

namespace itsm::host::store {

std::vector<LinkRow> read_links(const Rows& rows) {
  std::vector<LinkRow> links;
  for (const Row row : rows) {
    LinkRow& link = links.emplace_back();
    Person assignee;
    std::int16_t state = 0;
    auto& ticket = link.ticket;
    row.read(link.finding, link.title, link.severity, link.status, link.asset, link.due_at, link.role,
             link.linked_at, ticket.id, ticket.owner, ticket.integration, ticket.ref.id, ticket.ref.key,
             ticket.ref.url, ticket.project.id, ticket.project.name, ticket.type.id, ticket.type.name,
             ticket.summary, state, ticket.status.id, ticket.status.name, ticket.resolution, ticket.priority,
             assignee.id, assignee.name, ticket.correlation_key, ticket.policy_version, ticket.remote_version,
             ticket.confirmed_at, ticket.confirmed_by);
    ticket.state = static_cast<TicketState>(state);
    if (!assignee.id.empty()) ticket.assignee = assignee;
  }
  return links;
}

}  // namespace itsm::host::store
