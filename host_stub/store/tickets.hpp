// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
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
  std::string correlation_key{};
  std::optional<std::int64_t> policy_version{};
  std::string remote_version{};
  std::optional<Time> confirmed_at{};
  ConfirmedBy confirmed_by = ConfirmedBy::own_write;
};

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

struct LinkFilter {
  std::optional<IntegrationId> integration{};
  std::optional<Severity> severity{};
  std::optional<FindingStatus> status{};
  std::string text{};  // in the ticket's key or the finding's title
  bool sla_breached = false;
  Time now{};
  // Rows after this one, in the order of the answer; absent: from the newest.
  struct Position {
    Time linked_at{};
    FindingId finding{};
    TicketId ticket{};
  };
  std::optional<Position> after{};
  std::int64_t limit = 50;  // at most 200
};

// Where events about this ticket belong; run in the owner's scope, and before the ticket is linked. False
// when the ticket is routed to another company already.
Result<bool> insert_route(Transaction& owner_transaction, IntegrationId integration,
                          const std::string& remote_id, CompanyId company, Time now);

// Makes the row, or brings the one with the same (integration, remote id) up to date.
Result<TicketId> upsert_ticket(Transaction& transaction, const TicketRow& ticket, Time now);

Result<> insert_links(Transaction& transaction, TicketId ticket, const std::vector<FindingId>& findings,
                      std::optional<IntentId> intent, const std::string& actor, Time now);

// The active links of these findings, whose tickets are not done, cancelled or gone when `open_only`.
Result<std::vector<LinkRow>> links_of(Transaction& transaction, const std::vector<FindingId>& findings,
                                      bool open_only);

// Newest first.
Result<std::vector<LinkRow>> list_links(Transaction& transaction, const LinkFilter& filter);

}  // namespace itsm::host::store
