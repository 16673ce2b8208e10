// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/core/finding.hpp"
#include "host_stub/store/database.hpp"

// Tickets and the links between findings and tickets. All functions act in the transaction's company, but for
// routes, which belong to the integration's owner.
namespace itsm::host::store {

enum class LinkRole : std::int16_t { primary = 0, related = 1 };
enum class ConfirmedBy : std::int16_t { own_write = 0, webhook = 1, poll = 2, resync = 3, sweep = 4 };

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::LinkRole> {
  using enum itsm::host::store::LinkRole;
  static constexpr std::array<std::pair<itsm::host::store::LinkRole, std::string_view>, 2> names{
      {{primary, "primary"}, {related, "related"}}};
};

namespace itsm::host::store {

struct TicketRow {
  TicketId id{};
  CompanyId owner{};
  IntegrationId integration{};
  TicketRef ref{};
  Named project{};
  Named type{};
  std::string summary{};
  TicketState state = TicketState::todo;
  Named status{};
  std::string resolution{};
  std::string priority{};
  std::optional<Person> assignee{};
  std::string parent_key{};
  std::string correlation_key{};
  std::optional<std::int64_t> policy_version{};
  std::string remote_version{};
  std::optional<Time> remote_created_at{};  // by the vendor's clock, as the two below
  std::optional<Time> remote_updated_at{};
  std::optional<Time> done_at{};
  std::optional<Time> confirmed_at{};
  ConfirmedBy confirmed_by = ConfirmedBy::own_write;
};

// What a vendor's answer tells of the ticket. An answer without an address leaves the one that is known.
void take_over(TicketRow& row, const Ticket& seen);
// A new row of it; whose it is and how it came about is the caller's to add.
TicketRow row_of(const Ticket& ticket, Time confirmed_at, ConfirmedBy confirmed_by);

// A row of the workbench: one link of a finding and a ticket.
struct LinkRow {
  FindingId finding{};
  std::string title{};
  Severity severity = Severity::info;
  FindingStatus status = FindingStatus::open;
  std::string asset{};
  std::optional<Time> due_at{};
  TicketRow ticket{};
  LinkRole role = LinkRole::primary;
  Time linked_at{};
};

// Where events about these tickets belong; run in the owner's scope, and before the tickets are linked.
// Answers those that are routed to another company already.
Result<std::set<std::string>> insert_routes(Transaction& owner_transaction, IntegrationId integration,
                                            const std::vector<std::string>& remote_ids, CompanyId company,
                                            Time now);

// Those of these tickets that are routed to another company; in the owner's scope.
Result<std::set<std::string>> foreign_routes(Transaction& owner_transaction, IntegrationId integration,
                                             const std::vector<std::string>& remote_ids, CompanyId company);

// The correlation keys of those of these tickets that were made for one, by the vendor's id.
Result<std::map<std::string, std::string>> wishes_of(Transaction& transaction, IntegrationId integration,
                                                     const std::vector<std::string>& remote_ids);

// Makes the rows, or brings those with the same (integration, remote id) up to date; no two of them may have
// the same. Answers their ids in the order of the rows.
Result<std::vector<TicketId>> upsert_tickets(Transaction& transaction, std::span<const TicketRow> tickets,
                                             Time now);

struct NewLink {
  FindingId finding{};
  TicketId ticket{};
  std::optional<IntentId> intent{};
};
Result<> insert_links(Transaction& transaction, std::span<const NewLink> links, const std::string& actor,
                      Time now);

struct EndedLink {
  FindingId finding{};
  TicketId ticket{};
};
// Links of these findings to the ticket of this key end, of any integration when none is named; they are kept
// for the history.
Result<std::vector<EndedLink>> end_links(Transaction& transaction, const std::vector<FindingId>& findings,
                                         const std::string& key, std::optional<IntegrationId> integration,
                                         Time now);

// The active links of these findings, whose tickets are not done, cancelled or gone when `open_only`.
Result<std::vector<LinkRow>> links_of(Transaction& transaction, const std::vector<FindingId>& findings,
                                      bool open_only);

}  // namespace itsm::host::store
