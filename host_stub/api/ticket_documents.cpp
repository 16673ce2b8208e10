// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/ticket_documents.hpp"

#include <map>

namespace itsm::host::api {
namespace {

Result<TicketIntegration> integration_of(services::Services& services, const store::TicketRow& ticket) {
  ITSM_TRY(const auto row, services.database.in_company(ticket.owner, [&](store::Transaction& owner) {
    return store::load_integration(owner, ticket.integration);
  }));
  if (!row) return TicketIntegration{ticket.integration.value, "", "", ""};
  return TicketIntegration{row->id.value, row->plugin, row->name, row->base_url};
}

}  // namespace

Result<std::vector<LinkedTicket>> links_of(services::Services& services, CompanyId company,
                                           const std::vector<FindingId>& findings) {
  ITSM_TRY(const auto rows, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::links_of(transaction, findings, false);
  }));
  std::map<IntegrationId, TicketIntegration> integrations;
  std::vector<LinkedTicket> links;
  for (const auto& row : rows) {
    if (!integrations.contains(row.ticket.integration)) {
      ITSM_TRY(integrations[row.ticket.integration], integration_of(services, row.ticket));
    }
    LinkedTicket& link = links.emplace_back();
    link.finding = row.finding;
    link.ticket.id = row.ticket.id.value;
    link.ticket.key = row.ticket.ref.key;
    link.ticket.url = row.ticket.ref.url;
    link.ticket.role = row.role;
    link.ticket.state = row.ticket.state;
    link.ticket.integration = integrations.at(row.ticket.integration);
    if (row.ticket.confirmed_at) link.ticket.last_synced_at = to_rfc3339(*row.ticket.confirmed_at);
  }
  return links;
}

}  // namespace itsm::host::api
