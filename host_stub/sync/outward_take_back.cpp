// SPDX-License-Identifier: Apache-2.0
// The end of a ticket whose push is taken back: a comment, the status that the policy names, and its findings
// are free again.
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
  if (has_to_wait() || !matter_.take_back) return {};  // somebody else has ended it
  const store::TakeBack wanted = *matter_.take_back;
  if (wanted.state == store::TakeBackState::wanted) {
    ITSM_TRY(const std::string reason, reason_to_keep());
    if (has_to_wait()) return {};
    const auto next = reason.empty() ? store::TakeBackState::begun : store::TakeBackState::kept;
    ITSM_CHECK(tools_.records.move_take_back(job_, next, reason, now()));
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
    if (!status_.is_settled)
      return tools_.records.move_take_back(job_, store::TakeBackState::begun, refusal_.message, now());
  }
  return tools_.records.set_free(job_, matter_, closes ? "closed" : "left open", now());
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

}  // namespace itsm::host::sync
