// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host_stub/store/tickets.hpp"

// The list of tickets, as people filter it. All functions act in the transaction's company.
namespace itsm::host::store {

struct LinkFilter {
  std::optional<IntegrationId> integration{};
  std::optional<Severity> severity{};
  std::optional<FindingStatus> status{};
  std::optional<TicketState> state{};
  std::optional<std::string> assignee{};  // how the name begins; empty: nobody's
  std::string text{};                     // in the ticket's key or the finding's title
  ImportId import{};                      // that saw the finding first or last; 0: any
  bool sla_breached = false;
  bool needs_person = false;  // a review is open, or a re-test is due
  bool by_ticket = false;     // of the rows of one ticket only the newest
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

// Newest first.
Result<std::vector<LinkRow>> list_links(Transaction& transaction, const LinkFilter& filter);

// What one row stands for when the rows of a ticket are folded.
struct FoldedLinks {
  TicketId ticket{};
  std::int64_t findings = 0;
  std::int64_t open = 0;                 // of them, not ended
  Severity severity = Severity::info;    // the gravest
  std::optional<Time> due_at{};          // the earliest of those that have not ended
  std::vector<FindingId> finding_ids{};  // at most 500
};
// Of these tickets, with the findings that fit the filter.
Result<std::vector<FoldedLinks>> fold_links(Transaction& transaction, const LinkFilter& filter,
                                            const std::vector<TicketId>& tickets);

// Those of these findings about which a person has something to decide.
Result<std::set<FindingId>> awaiting_person(Transaction& transaction, const std::vector<FindingId>& findings);

}  // namespace itsm::host::store
