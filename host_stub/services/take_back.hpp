// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_stub/services/push_and_wait.hpp"
#include "host_stub/services/services.hpp"

// A push is taken back: the tickets that it made and that nobody has had to do with get a comment and the
// status that the policy names for it, and their findings are free for another push. Nothing is deleted.
namespace itsm::host::services {

enum class TakeBackOutcome { can_be, queued, taken_back, kept };

}  // namespace itsm::host::services

template <>
struct itsm::EnumNames<itsm::host::services::TakeBackOutcome> {
  using enum itsm::host::services::TakeBackOutcome;
  static constexpr std::array<std::pair<itsm::host::services::TakeBackOutcome, std::string_view>, 4> names{
      {{can_be, "can_be"}, {queued, "queued"}, {taken_back, "taken_back"}, {kept, "kept"}}};
};

namespace itsm::host::services {

struct TakenTicket {
  std::string key{};
  std::string url{};
  std::vector<std::int64_t> finding_ids{};
  TakeBackOutcome outcome = TakeBackOutcome::can_be;
  std::string reason{};

  static constexpr std::string_view kDocument = "taken_ticket";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("key", self.key, "As the vendor calls it.");
    visit.optional("url", self.url, "Where people look at it.");
    visit.required("finding_ids", self.finding_ids, "For which the push made it.");
    visit.required("outcome", self.outcome,
                   "can_be: nobody has had to do with it. queued: it is being taken back. taken_back: its "
                   "findings are unlinked. kept: it stays as it is.");
    visit.optional("reason", self.reason, "kept: what stood in the way. queued: what holds it up.");
  }
};

struct TakeBackReport {
  std::int64_t push = 0;
  std::map<std::string, std::int64_t> counts{};
  std::vector<TakenTicket> tickets{};
  std::vector<std::string> notes{};

  static constexpr std::string_view kDocument = "take_back_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("push", self.push, "Its number.");
    visit.required("counts", self.counts, "Outcome -> how many tickets.");
    visit.required("tickets", self.tickets, "One for each ticket that the push made.");
    visit.optional("notes", self.notes, "What the policy says, for people.");
  }
};

struct TakeBackOrder {
  bool dry_run = false;

  static constexpr std::string_view kDocument = "take_back_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("dry_run", self.dry_run, "True: only tells what would come of it, or has come of it.");
  }
};

// Within a day of the push, and when nothing of it is under way any more. Tickets are read at their vendor.
Result<TakeBackReport> take_back(Services& services, CompanyId company, PushId push,
                                 const TakeBackOrder& order, const std::string& actor);
// Carries out what is queued of it on this thread, as work_off() does for a push.
Result<TakeBackReport> work_off_take_back(Services& services, CompanyId company, PushId push,
                                          std::chrono::milliseconds at_most, const Progress& progress);

}  // namespace itsm::host::services
