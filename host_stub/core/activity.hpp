// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <itsm/documents/ticket.hpp>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/finding.hpp"
#include "host_stub/core/transition.hpp"

// The feed of a finding: every change is one entry, so that "why is it in this state" can be read off.
namespace itsm::host {

enum class ActivityKind : std::int16_t {
  created = 0,   // first seen
  seen = 1,      // seen again in a status that stays
  changed = 2,   // a member of it changed: severity, title, …
  status = 3,    // its status changed
  comment = 4,   // somebody or the vendor wrote something
  ticket = 5,    // linked, unlinked, or its ticket changed
  not_seen = 6,  // a complete scan of its scope did not show it
};

}  // namespace itsm::host

template <>
struct itsm::EnumNames<itsm::host::ActivityKind> {
  using enum itsm::host::ActivityKind;
  static constexpr std::array<std::pair<itsm::host::ActivityKind, std::string_view>, 7> names{
      {{created, "created"},
       {seen, "seen"},
       {changed, "changed"},
       {status, "status"},
       {comment, "comment"},
       {ticket, "ticket"},
       {not_seen, "not_seen"}}};
};

namespace itsm::host {

// The state of a ticket as news brought it, for judging it again by other rules.
struct TicketNews {
  std::string key{};
  Named project{};
  Named type{};
  Named status{};
  std::string resolution{};
  TicketState state = TicketState::todo;
  std::optional<TicketState> before{};

  static constexpr std::string_view kDocument = "ticket_news";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("key", self.key, "As the vendor calls it.");
    visit.required("project", self.project, "Where it is.");
    visit.required("type", self.type, "What it is.");
    visit.required("status", self.status, "The vendor's.");
    visit.optional("resolution", self.resolution, "The vendor's.");
    visit.required("state", self.state, "What the status means.");
    visit.optional("before", self.before, "What the one before meant.");
  }
};

// Whose feed and when are columns beside the document.
struct Activity {
  FindingId finding{};
  Time at{};
  ActivityKind kind = ActivityKind::changed;
  Cause cause = Cause::person;
  std::string actor{};
  std::string member{};
  std::string from{};
  std::string to{};
  std::string why{};
  std::string rule{};
  std::string policy{};
  std::string channel{};
  std::string received_at{};
  std::optional<std::int64_t> lag_ms{};
  std::optional<TicketNews> news{};

  static constexpr std::string_view kDocument = "activity";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("kind", self.kind, "What sort of entry it is.");
    visit.required("cause", self.cause, "What made the change.");
    visit.optional("actor", self.actor, "Who or which event: an account, an import, a ticket's key.");
    visit.optional("member", self.member, "Which member of the finding changed, as in its document.");
    visit.optional("from", self.from, "Its value before.");
    visit.optional("to", self.to, "Its value after; of a comment, the text.");
    visit.optional("why", self.why, "A sentence for people.");
    visit.optional("rule", self.rule, "Which rule decided, as policy:line or a stable name.");
    visit.optional("policy", self.policy, "Of that rule, with its version: \"default, version 3\".");
    visit.optional("channel", self.channel, "Of news about a ticket: webhook, poll, resync or sweep.");
    visit.optional("received_at", self.received_at, "Of such news: when it came in, RFC 3339.");
    visit.optional("news", self.news, "A ticket's state that was judged.");
    visit.optional("lag_ms", self.lag_ms, "Milliseconds from the change at the vendor to this entry.");
  }
};

// That a finding got a ticket or lost it; which, and why, is for the caller to say.
inline Activity ticket_entry(FindingId finding, Cause cause, const std::string& actor, Time now) {
  Activity entry;
  entry.finding = finding;
  entry.at = now;
  entry.kind = ActivityKind::ticket;
  entry.cause = cause;
  entry.actor = actor;
  entry.member = "ticket";
  return entry;
}

}  // namespace itsm::host
