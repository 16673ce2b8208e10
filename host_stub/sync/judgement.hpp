// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host_stub/core/activity.hpp"
#include "host_stub/policy/disposition.hpp"
#include "host_stub/store/reviews.hpp"
#include "host_stub/store/tickets.hpp"
#include "host_stub/sync/heard.hpp"

// What news of a ticket does: to its row here, to its findings, and to whoever has to decide. No I/O.
namespace itsm::host::sync {

// Everything that is known where the news arrives.
struct Known {
  store::TicketRow ticket{};
  std::vector<Finding> findings{};         // linked, and active
  std::set<FindingId> pending{};           // of them, whose status the ticket does not go with yet
  std::set<std::string> own_statuses{};    // to which we have moved it and that nobody has shown yet
  std::vector<Named> allowed{};            // projects; empty: all
  std::string policy_version{};            // for people: which it is of which policy
  const policy::Policy* policy = nullptr;  // null: none is in force, and nobody is told what states mean
  std::optional<bool> auto_close{};        // the integration's word against the policy's
  std::string integration{};               // its name
};

struct News {
  Channel channel = Channel::webhook;
  std::string actor{};
  std::optional<Time> changed_at{};  // by the vendor's clock
  Time now{};
  bool after_own_write = false;       // read by who has just written
  std::optional<Time> received_at{};  // absent: it was read just now
};

// For people: its status with its resolution; who works on it.
std::string status_text(const store::TicketRow& ticket);
std::string assignee_text(const store::TicketRow& ticket);

// How a move of our own to a status of this meaning is remembered where the status is not known before.
std::string own_status(TicketState meaning);

struct Review {
  FindingId finding{};
  // What the end of a ticket means; a transition that is not legal; or both sides have moved.
  store::ReviewKind kind = store::ReviewKind::ticket_ended;
  std::string reason{};
  Json details = Json::object();
};

struct Judgement {
  bool newer = false;               // false: it says what is known, or less
  bool state_changed = false;       // what was to be decided about the state before is past
  bool first_sight = false;         // nobody had looked at the ticket before
  bool is_own = false;              // it only shows where we have moved the ticket
  bool owed_a_webhook = false;      // people see it, and registrations cover the ticket's project
  store::TicketRow ticket{};        // as it is from now on
  std::vector<Finding> findings{};  // those that change, as they are from now on
  std::vector<Activity> activity{};
  std::vector<Review> reviews{};
  std::vector<FindingId> agreed{};  // their status is the one that the ticket tells
};

// A state as somebody showed it. One that is not newer changes nothing, whenever it comes.
Judgement judge(const Known& known, const Ticket& seen, const News& news);

// It is not there any more.
Judgement judge_gone(const Known& known, const News& news);

}  // namespace itsm::host::sync
