// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/activity.hpp"
#include "host_stub/services/services.hpp"

// Why a finding is as it is, from what was stored when it became so. Nothing is judged again.
namespace itsm::host::services {

struct ExplainedWrite {
  std::string at{};
  std::string integration{};
  std::string ticket_key{};
  std::string kind{};
  std::string what{};
  std::string outcome{};
  std::string problem{};
  std::string ended_at{};
  std::string policy{};

  static constexpr std::string_view kDocument = "explained_write";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("at", self.at,
                   "When it was sent, RFC 3339; of a create that was not, when it was wished for.");
    visit.required("integration", self.integration, "Its name; empty: it is gone.");
    visit.optional("ticket_key", self.ticket_key, "Of the ticket; absent: none came of it.");
    visit.required("kind", self.kind, "create, update, transition or comment.");
    visit.optional("what", self.what, "What was written.");
    visit.required(
        "outcome", self.outcome,
        "done, refused, uncertain, not_sent or sending; of a create linked, failed, released, wanted, "
        "sending or uncertain.");
    visit.optional("problem", self.problem, "Why it was not done.");
    visit.optional("ended_at", self.ended_at, "When the outcome was known, RFC 3339.");
    visit.optional("policy", self.policy, "Of a create: by which version of which policy.");
  }
};

// One link of the chain: what happened, because of what, and what followed at the vendor.
struct ExplainedChange {
  std::string at{};
  ActivityKind kind = ActivityKind::status;
  std::string from{};
  std::string to{};
  std::string why{};
  Cause cause = Cause::person;
  std::string actor{};
  std::string rule{};
  std::string policy{};
  std::string channel{};
  std::string received_at{};
  std::string changed_at{};
  std::vector<ExplainedWrite> writes{};

  static constexpr std::string_view kDocument = "explained_change";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("at", self.at, "RFC 3339.");
    visit.required("kind", self.kind,
                   "created: it came. status: it became another. ticket: it got or lost one.");
    visit.optional("from", self.from, "The status or ticket before.");
    visit.optional("to", self.to, "The status or ticket after.");
    visit.required("why", self.why, "A sentence for people.");
    visit.required("cause", self.cause, "What sort of thing made it so.");
    visit.optional("actor", self.actor, "Who: a person, an import, the vendor's account.");
    visit.optional("rule", self.rule,
                   "Which rule decided, as file:line:column of the policy or a stable name.");
    visit.optional("policy", self.policy, "Of which version of which policy.");
    visit.optional("channel", self.channel, "How the vendor's event came: webhook, poll, resync or sweep.");
    visit.optional("received_at", self.received_at, "When it came in, RFC 3339.");
    visit.optional("changed_at", self.changed_at, "When it happened at the vendor, by its clock, RFC 3339.");
    visit.required("writes", self.writes, "What was written to the vendor after it and before the next one.");
  }
};

struct FindingHistory {
  std::int64_t finding = 0;
  std::string title{};
  FindingStatus status = FindingStatus::open;
  std::vector<ExplainedChange> chain{};

  static constexpr std::string_view kDocument = "finding_history";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Its number.");
    visit.required("title", self.title, "Of the finding.");
    visit.required("status", self.status, "What it is now.");
    visit.required("chain", self.chain, "How it came to that, the newest first; at most 100.");
  }
};

// Refused: there is no such finding.
Result<FindingHistory> explain_state(Services& services, CompanyId company, FindingId finding);

}  // namespace itsm::host::services
