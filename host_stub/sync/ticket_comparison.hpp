// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host_stub/store/agreement_sweeps.hpp"
#include "host_stub/store/swept_tickets.hpp"
#include "host_stub/sync/difference.hpp"
#include "host_stub/sync/sweep_tools.hpp"

namespace itsm::host::sync {

// What came of comparing some tickets.
struct ComparedTickets {
  TicketId last{};  // 0: there were no more
  std::int64_t linked = 0;
  std::int64_t differ = 0;
  std::int64_t waiting = 0;
  std::int64_t unreachable = 0;
  std::vector<TicketId> agreeing{};
  std::vector<store::DifferenceRow> differences{};
  std::string problem{};
};

// Compares links with the vendor, some at a time in one bulk read. Most are the same by their versions alone;
// of the others the fields are read too, in a second one. Keeps the vendor's forms and no ticket. One thread.
class TicketComparison {
 public:
  // Borrowed.
  TicketComparison(const SweepTools& tools, const SweepScope& scope);

  // The next ones behind that place. A vendor that cannot be asked now is a failure.
  Result<ComparedTickets> compare(TicketId after);

 private:
  struct Doubtful {
    const store::TicketRow* ticket = nullptr;
    const store::LinkedState* state = nullptr;
    Ticket seen{};
    Matter matter{};
    std::set<std::string> own_statuses{};
  };

  Result<> read(const std::vector<TicketRef>& refs);
  void sort(const std::vector<store::TicketRow>& tickets, const std::vector<store::LinkedState>& states);
  Result<> load_doubtful();
  Result<> look_closer(std::vector<Doubtful*>& of_kind);
  Result<const policy::TargetSchema*> form_of(const Ticket& seen);
  Result<> take_in_first_sights();
  void judge(const Doubtful& one, const policy::TargetSchema& form, const Ticket& seen);
  void add(const store::TicketRow& ticket, const Difference& difference);

  const SweepTools& tools_;
  const SweepScope& scope_;
  policy::RenderContext context_{};
  std::map<std::pair<std::string, std::string>, policy::TargetSchema> forms_{};  // by project and type

  // Of one batch.
  std::map<std::string, Ticket> seen_{};
  std::map<std::string, std::string> unreadable_{};  // remote id -> why
  std::vector<Doubtful> doubtful_{};
  std::vector<Arrival> first_sights_{};
  ComparedTickets out_{};
};

}  // namespace itsm::host::sync
