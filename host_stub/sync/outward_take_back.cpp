// SPDX-License-Identifier: Apache-2.0
// The end of a ticket whose push is taken back: a comment, the status that the policy names, and its findings
// are free again.
#include <algorithm>

#include "host_stub/store/activity.hpp"
#include "host_stub/store/intent_places.hpp"
#include "host_stub/store/pushes.hpp"
#include "host_stub/store/take_backs.hpp"
#include "host_stub/sync/outward_job.hpp"
#include "host_stub/sync/status_path.hpp"
#include "host_stub/sync/take_back.hpp"

namespace itsm::host::sync {

Result<> OutwardJob::take_back() {
  ITSM_TRY(const bool readable, read());
  if (!readable) return {};
  ITSM_CHECK(settle_earlier());
  if (has_to_wait()) return {};
  const store::TakeBack wanted = *matter_.take_back;
  if (wanted.state == store::TakeBackState::wanted) {
    ITSM_TRY(const std::string reason, reason_to_keep());
    if (has_to_wait()) return {};
    const auto next = reason.empty() ? store::TakeBackState::begun : store::TakeBackState::kept;
    ITSM_CHECK(move_take_back(next, reason));
    if (!reason.empty()) return {};
  }
  status_ = {};
  for (const Finding& finding : matter_.findings) status_.because.push_back(finding.id);
  const std::string push = std::to_string(wanted.push.value);
  ITSM_CHECK(say_once("Push " + push + ", which made this ticket, was taken back by " + wanted.actor +
                      ". Nobody had worked on it."));
  if (has_to_wait()) return {};
  const auto& target = matter_.mapping().status.take_back;
  const bool closes = target && !is_reached(*target, seen_.status, seen_.state);
  if (closes) {
    status_.target = *target;
    status_.why = "push " + push + " was taken back";
    ITSM_CHECK(move());
    if (has_to_wait()) return {};
    // A person decides; when the review says "retry", this goes on.
    if (!status_.is_settled) return move_take_back(store::TakeBackState::begun, refusal_.message);
  }
  return set_free(wanted, closes ? "closed" : "left open");
}

Result<std::string> OutwardJob::reason_to_keep() {
  struct Facts {
    std::vector<store::Dealings> dealings{};
    std::set<FindingId> pushed{};
  };
  ITSM_TRY(const Facts facts,
           tools_.database.in_company(job_.company, [&](store::Transaction& transaction) -> Result<Facts> {
             Facts read;
             ITSM_TRY(read.dealings, store::dealings_with(transaction, {job_.ticket}));
             ITSM_TRY(const auto records, store::load_records(transaction, matter_.take_back->push));
             for (const auto& record : records)
               if (record.ticket == job_.ticket) read.pushed.insert(record.finding);
             return read;
           }));
  if (facts.dealings.empty()) return std::string("it has no finding any more");
  std::string reason = sync::reason_to_keep(matter_.ticket, facts.dealings.front(), facts.pushed);
  if (!reason.empty()) return reason;
  ITSM_TRY(const bool commented, has_comments_of_others());
  return std::string(commented ? "somebody has written a comment" : "");
}

Result<> OutwardJob::move_take_back(store::TakeBackState state, const std::string& why) {
  return tools_.database.in_company(job_.company, [&](store::Transaction& transaction) {
    return store::move_take_back(transaction, job_.ticket, state, why, now());
  });
}

Result<> OutwardJob::set_free(const store::TakeBack& wanted, const std::string& what) {
  return tools_.database.in_company(job_.company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_CHECK(store::end_links(transaction, status_.because, matter_.ticket.ref.key,
                                matter_.place.integration, now()));
    ITSM_CHECK(store::leave_ticket(transaction, job_.ticket, status_.because, now()));
    std::vector<Activity> entries;
    for (const FindingId finding : status_.because) {
      Activity& entry = entries.emplace_back(ticket_entry(finding, Cause::person, wanted.actor, now()));
      entry.from = matter_.ticket.ref.key;
      entry.why = "Push " + std::to_string(wanted.push.value) + " was taken back: ticket " +
                  matter_.ticket.ref.key + " was " + what + " with a comment, and unlinked.";
    }
    ITSM_CHECK(store::append_activity(transaction, entries));
    return store::move_take_back(transaction, job_.ticket, store::TakeBackState::done, {}, now());
  });
}

}  // namespace itsm::host::sync
