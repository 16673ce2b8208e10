// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/agreement_sweeps.hpp"

// Whether findings and tickets agree, as commands and routes ask for it and show it.
namespace itsm::host::services {

struct SweptDifference {
  std::int64_t id = 0;
  store::DifferenceCause cause = store::DifferenceCause::unread;
  std::string ticket_key{};
  std::string ticket_url{};
  std::string field{};
  std::string ours{};
  std::string theirs{};
  bool waits = false;

  static constexpr std::string_view kDocument = "swept_difference";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number; a further page begins after it.");
    visit.required(
        "cause", self.cause,
        "status: the ticket went on. field: one that people there may change. owed: what changed here "
        "has not reached it. conflict: both sides changed the same. unread: it changed in what no "
        "rule looks at. moved: another project or key. missing: the vendor does not show it. back: it "
        "was gone. orphan: made for a finding and linked to none. duplicate: a second one for the "
        "same. access_lost: so many are not shown that they were not deleted.");
    visit.required("ticket_key", self.ticket_key,
                   "As the vendor calls it; of a moved one, as it was called.");
    visit.required("ticket_url", self.ticket_url, "Where people read it.");
    visit.optional("field", self.field, "Which, where there are several.");
    visit.optional("ours", self.ours, "What is known here; of a duplicate, the key of the linked ticket.");
    visit.optional("theirs", self.theirs, "What the vendor shows.");
    visit.optional("waits", self.waits, "A person has been asked: reviews list.");
  }
};

struct SweepReport {
  std::string integration{};
  std::string as_of{};
  std::int64_t linked = 0;
  std::int64_t agree = 0;
  std::int64_t differ = 0;
  std::int64_t waiting = 0;
  std::int64_t unreachable = 0;
  std::map<std::string, std::int64_t> causes{};
  std::map<std::string, std::int64_t> repaired{};
  std::string oldest_confirmed_at{};
  std::vector<SweptDifference> differences{};
  std::string failure{};

  static constexpr std::string_view kDocument = "sweep_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "Its name.");
    visit.optional("as_of", self.as_of,
                   "When the last link was compared, RFC 3339; absent: none has come to its end.");
    visit.required("linked", self.linked, "Linked tickets that were compared.");
    visit.required("agree", self.agree, "Those that are as their findings and the policy want them.");
    visit.required("differ", self.differ, "Those that are not.");
    visit.required("waiting", self.waiting, "Tickets about which a person has been asked: reviews list.");
    visit.required("unreachable", self.unreachable, "Those that could not be read.");
    visit.required("causes", self.causes, "Cause -> differences; a ticket can have several.");
    visit.optional("repaired", self.repaired,
                   "Cause -> differences that were handed on to be brought in step.");
    visit.optional("oldest_confirmed_at", self.oldest_confirmed_at,
                   "Since when nothing was heard of the link that is known the worst, RFC 3339.");
    visit.required("differences", self.differences, "The first of them, at most 200.");
    visit.optional("failure", self.failure, "Why it ended early; the next one goes on where it was.");
  }
};

// Compares every link of these integrations (an empty name: all that are enabled for the company) with the
// vendor. One that was broken off goes on where it was. Refused: an integration that is not there.
Result<std::vector<SweepReport>> sweep_agreement(Services& services, CompanyId company,
                                                 const std::string& integration, bool repair,
                                                 const std::stop_token& stop = {});

// What the last ones found; asks no vendor.
Result<std::vector<SweepReport>> last_sweeps(Services& services, CompanyId company,
                                             const std::string& integration);

struct DifferenceQuery {
  std::string cause{};  // empty: all
  std::int64_t after = 0;
  std::int64_t limit = 50;  // at most 200
};
// Refused: an integration or a cause that is not there.
Result<std::vector<SweptDifference>> list_swept(Services& services, CompanyId company,
                                                const std::string& integration, const DifferenceQuery& query);

// Those whose time has come, of all companies. What could not be compared is logged and tried again.
Result<> sweep_where_due(Services& services, const std::stop_token& stop);

}  // namespace itsm::host::services
