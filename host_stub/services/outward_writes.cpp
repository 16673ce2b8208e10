// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/outward_writes.hpp"

#include "host_stub/services/resync.hpp"
#include "host_stub/store/outward_jobs.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kMostWritesShown = 50;
constexpr std::int64_t kMostPending = 200;

using Names = std::map<IntegrationId, std::string>;

Result<Names> names_of(Services& services, CompanyId company) {
  ITSM_TRY(const auto serving, services.directory.serving(company));
  Names names;
  for (const auto& one : serving) names[one.integration.id] = one.integration.name;
  return names;
}

PendingWrite item_of(const store::PendingTicket& row, Names& names) {
  return {row.ticket.value,
          row.key,
          names[row.integration],
          row.state == store::JobState::parked,
          to_rfc3339(row.due_at),
          row.attempts,
          row.reason,
          row.lane == store::Lane::backfill};
}

WriteItem item_of(const store::OwnWrite& write) {
  WriteItem item{write.id, write.kind, write.state, write.what, write.problem, to_rfc3339(write.sent_at), {}};
  if (write.ended_at) item.ended_at = to_rfc3339(*write.ended_at);
  return item;
}

}  // namespace

Result<TicketWrites> show_ticket(Services& services, CompanyId company, const std::string& id_or_key) {
  ITSM_TRY(const store::TicketRow ticket, ticket_named(services, company, id_or_key));
  ITSM_TRY(Names names, names_of(services, company));
  TicketWrites shown{ticket.id.value,
                     ticket.ref.key,
                     ticket.ref.url,
                     std::string(name_of(ticket.state)),
                     ticket.status.name,
                     {},
                     {}};
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(const auto pending, store::pending_ticket(transaction, ticket.id));
    shown.pending = pending ? std::optional(item_of(*pending, names)) : std::nullopt;
    ITSM_TRY(const auto writes, store::list_writes(transaction, ticket.id, kMostWritesShown));
    shown.writes.clear();
    for (const auto& write : writes) shown.writes.push_back(item_of(write));
    return {};
  }));
  return shown;
}

Result<std::vector<PendingWrite>> pending_writes(Services& services, CompanyId company) {
  ITSM_TRY(Names names, names_of(services, company));
  ITSM_TRY(const auto rows, services.database.in_company(company, [](store::Transaction& transaction) {
    return store::pending_tickets(transaction, kMostPending);
  }));
  std::vector<PendingWrite> items;
  for (const auto& row : rows) items.push_back(item_of(row, names));
  return items;
}

}  // namespace itsm::host::services
