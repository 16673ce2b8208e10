// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/core/activity.hpp"
#include "host_stub/policy/policy.hpp"

// From a ticket's state to its findings' status.
namespace itsm::host::policy {

// What is known of a ticket when it is judged.
struct TicketFacts {
  Named project{};
  Named type{};
  Named status{};
  Named resolution{};
  TicketState state = TicketState::todo;
  std::optional<TicketState> before{};  // its state when it was last judged
};

TicketFacts facts_of(const TicketNews& news);

// What a ticket's state means, and by which line. Every ticket has an answer: what no line fits, the state
// itself decides; a ticket that was given up never counts as fixed.
struct Disposed {
  Meaning meaning{};
  const PullRule* rule = nullptr;  // points into the policy; null: none fits
  bool taken_up_again = false;     // it was done or cancelled, and is open now
  std::string why{};
};
Disposed disposition(const Policy& policy, const TicketFacts& ticket);

// What that does to one finding. A transition that is not legal is never made: a person decides instead.
struct Effect {
  std::optional<FindingStatus> to{};  // none: it stays as it is
  Cause cause = Cause::ticket;
  bool needs_person = false;
  std::string why{};
};
// auto_close: the policy's own setting, or the integration's that overrides it.
Effect effect_on(FindingStatus now, const Disposed& disposed, bool auto_close);

}  // namespace itsm::host::policy
