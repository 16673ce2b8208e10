// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/clock.hpp"
#include "host_stub/policy/status_rules.hpp"
#include "host_stub/sync/merge.hpp"

// Where a ticket goes when its findings have changed, and what is said there. No I/O.
namespace itsm::host::sync {

struct Follower {
  FindingId id{};
  std::string title{};  // as the vendor may see it
  FindingStatus status = FindingStatus::open;
  FindingStatus agreed = FindingStatus::open;  // that the ticket goes with
  FindingStatus told = FindingStatus::open;    // that the ticket was last told
  std::string evidence{};  // of the re-test that changed it last, as the vendor may see it

  bool is_pending() const { return status != agreed; }
};

struct StatusSituation {
  const policy::StatusRules* rules = nullptr;
  TicketState state = TicketState::todo;
  Named status{};
  std::optional<Time> done_at{};
  Time now{};
  std::vector<Follower> findings{};
  bool waits_for_person = false;  // a review about it is open
  std::optional<Side> chosen{};   // by a person: ours, the ticket follows; theirs, it stays
};

enum class StatusMove { none, transition, reopen, new_ticket, ask };

struct StatusPlan {
  StatusMove move = StatusMove::none;
  policy::StatusTarget target{};     // transition, reopen
  bool is_settled = true;            // the ticket is in step when the move is made
  std::vector<FindingId> because{};  // the findings that cause it
  std::string why{};
  std::vector<std::string> lines{};  // of one comment; empty: nothing is said
};

// Only what has changed here since both were agreed moves a ticket. One that has ended moves only when a
// finding comes back, as the policy says. Findings that share a ticket move it when all that are not ended
// stand alike, and end it when all have ended.
StatusPlan plan_status(const StatusSituation& situation);

}  // namespace itsm::host::sync
