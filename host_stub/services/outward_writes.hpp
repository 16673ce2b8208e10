// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/own_writes.hpp"

// What is written, and still to be written, to tickets that exist, as commands and routes show it.
namespace itsm::host::services {

struct PendingWrite {
  std::int64_t ticket = 0;
  std::string ticket_key{};
  std::string integration{};
  bool parked = false;
  std::string due_at{};
  std::int64_t attempts = 0;
  std::string reason{};
  bool backfill = false;

  static constexpr std::string_view kDocument = "pending_write";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ticket", self.ticket, "Its number in this host.");
    visit.required("ticket_key", self.ticket_key, "As the vendor calls it.");
    visit.required("integration", self.integration, "Its name; empty: it is gone.");
    visit.optional("parked", self.parked, "It was set aside, and waits for somebody.");
    visit.required("due_at", self.due_at, "RFC 3339.");
    visit.required("attempts", self.attempts, "How often it was tried.");
    visit.optional("reason", self.reason, "What it waits for.");
    visit.optional("backfill", self.backfill, "Only because a policy was activated for open tickets too.");
  }
};

struct WriteItem {
  std::int64_t id = 0;
  store::JobKind kind = store::JobKind::update;
  store::WriteState state = store::WriteState::sending;
  std::string what{};
  std::string problem{};
  std::string sent_at{};
  std::string ended_at{};

  static constexpr std::string_view kDocument = "write_item";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("kind", self.kind, "update, transition or comment.");
    visit.required("state", self.state, "sending, done, refused, uncertain or not_sent.");
    visit.required("what", self.what, "What was written.");
    visit.optional("problem", self.problem, "Why it was not carried out.");
    visit.required("sent_at", self.sent_at, "RFC 3339.");
    visit.optional("ended_at", self.ended_at, "RFC 3339.");
  }
};

struct TicketWrites {
  std::int64_t ticket = 0;
  std::string ticket_key{};
  std::string ticket_url{};
  std::string ticket_state{};
  std::string ticket_status{};
  std::optional<PendingWrite> pending{};
  std::vector<WriteItem> writes{};

  static constexpr std::string_view kDocument = "ticket_writes";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ticket", self.ticket, "Its number in this host.");
    visit.required("ticket_key", self.ticket_key, "As the vendor calls it.");
    visit.required("ticket_url", self.ticket_url, "Where people read it.");
    visit.required("ticket_state", self.ticket_state, "todo, doing, done, cancelled or gone.");
    visit.optional("ticket_status", self.ticket_status, "The vendor's word.");
    visit.optional("pending", self.pending, "Absent: nothing waits to be compared or written.");
    visit.required("writes", self.writes, "Ours, the newest first, at most 50.");
  }
};

// By its number or key.
Result<TicketWrites> show_ticket(Services& services, CompanyId company, const std::string& id_or_key);
// Tickets that wait to be written to, the longest waiting first, at most 200.
Result<std::vector<PendingWrite>> pending_writes(Services& services, CompanyId company);

}  // namespace itsm::host::services
