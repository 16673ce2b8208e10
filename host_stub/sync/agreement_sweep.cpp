// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/agreement_sweep.hpp"

#include "host_stub/store/alerts.hpp"
#include "host_stub/store/swept_tickets.hpp"
#include "host_stub/sync/absence.hpp"
#include "host_stub/sync/duplicate_alert.hpp"
#include "host_stub/sync/key_comparison.hpp"
#include "host_stub/sync/sweep_repair.hpp"

namespace itsm::host::sync {
namespace {

using store::DifferenceCause;
using store::SweepPhase;

// What an older one found is no news any more.
constexpr std::chrono::hours kLongestRun{24};
// Who has not stored a step for so long is dead: longer than two calls of a vendor.
constexpr std::chrono::minutes kLongestStep{3};
constexpr std::int64_t kRepairsInAStep = 50;
// As judge_absence asks for a ticket that was asked for twice.
constexpr std::int64_t kJudgedAfter = 2;
constexpr std::int64_t kMostTold = 1000;

constexpr auto kAccessLostAlert = "access_lost";
constexpr auto kAgreementAlert = "agreement";

void count(std::map<std::string, std::int64_t>& causes, const std::vector<store::DifferenceRow>& rows) {
  for (const auto& row : rows)
    if (!row.waits) ++causes[std::string(name_of(row.cause))];
}

std::int64_t all_of(const std::map<std::string, std::int64_t>& causes) {
  std::int64_t all = 0;
  for (const auto& [cause, count] : causes) all += count;
  return all;
}

}  // namespace

Result<store::SweepRow> AgreementSweep::run(const SweepWish& wish, const std::stop_token& stop) {
  is_scheduled_ = wish.is_scheduled;
  ITSM_TRY(bool goes_on, begin(wish));
  while (goes_on && !stop.stop_requested()) {
    ITSM_TRY(goes_on, step());
  }
  return row_;
}

Result<bool> AgreementSweep::begin(const SweepWish& wish) {
  return tools_.database.in_company(scope_.company, [&](store::Transaction& transaction) -> Result<bool> {
    const Time at = now();
    ITSM_TRY(const auto before, store::lock_sweep(transaction, scope_.place.integration));
    row_ = before ? *before : store::SweepRow{};
    row_.integration = scope_.place.integration;
    const bool is_under_way = row_.phase != SweepPhase::none && row_.started_at + kLongestRun > at;
    if (is_under_way && wish.is_scheduled && row_.touched_at + kLongestStep > at) return false;
    ++row_.fence;
    row_.touched_at = at;
    if (is_under_way) {
      row_.repairs = row_.repairs || wish.repairs;
      progress_ = from_document<SweepProgress>(row_.progress);
    } else {
      // What the last one found is kept until there is more to say.
      const std::int64_t last = row_.result.empty() ? 0 : row_.result.value("run", std::int64_t{0});
      ITSM_CHECK(store::forget_differences_but(transaction, row_.integration, last));
      ++row_.run;
      row_.phase = SweepPhase::tickets;
      row_.position = 0;
      row_.repairs = wish.repairs;
      row_.started_at = at;
      progress_ = {};
      row_.progress = to_document(progress_);
    }
    ITSM_CHECK(store::begin_sweep(transaction, row_));
    return true;
  });
}

Result<bool> AgreementSweep::step() {
  switch (row_.phase) {
    case SweepPhase::tickets:
      return compare_tickets();
    case SweepPhase::keys:
      return look_for_keys();
    case SweepPhase::repair:
      return repair_some();
    case SweepPhase::none:
      break;
  }
  return false;
}

Result<bool> AgreementSweep::compare_tickets() {
  ITSM_TRY(const ComparedTickets compared, tickets_.compare(TicketId{row_.position}));
  if (compared.last == TicketId{}) {
    row_.phase = SweepPhase::keys;
    row_.position = 0;
    return store_step({}, {});
  }
  progress_.linked += compared.linked;
  progress_.agree += static_cast<std::int64_t>(compared.agreeing.size());
  progress_.differ += compared.differ;
  progress_.waiting += compared.waiting;
  progress_.unreachable += compared.unreachable;
  if (!compared.problem.empty()) progress_.problem = compared.problem;
  count(progress_.causes, compared.differences);
  row_.position = compared.last.value;
  return store_step(compared.differences, compared.agreeing);
}

Result<bool> AgreementSweep::look_for_keys() {
  ITSM_TRY(const ComparedKeys compared, compare_keys(tools_, scope_, IntentId{row_.position}));
  if (compared.last == IntentId{}) return conclude();
  count(progress_.causes, compared.differences);
  for (const auto& row : compared.differences) progress_.waiting += row.waits ? 1 : 0;
  row_.position = compared.last.value;
  return store_step(compared.differences, {});
}

Result<bool> AgreementSweep::store_step(const std::vector<store::DifferenceRow>& differences,
                                        const std::vector<TicketId>& agreeing) {
  row_.touched_at = now();
  row_.progress = to_document(progress_);
  return tools_.database.in_company(scope_.company, [&](store::Transaction& transaction) -> Result<bool> {
    ITSM_TRY(const bool ours, store::move_sweep(transaction, row_));
    if (!ours) return false;
    ITSM_CHECK(store::insert_differences(transaction, row_, differences));
    ITSM_CHECK(store::confirm_swept(transaction, agreeing, row_.touched_at));
    return true;
  });
}

// Everything is compared: what that comes to is the result from now on.
Result<bool> AgreementSweep::conclude() {
  row_.touched_at = now();
  row_.finished_at = row_.touched_at;
  progress_.as_of = to_rfc3339(row_.touched_at);
  row_.phase = row_.repairs ? SweepPhase::repair : SweepPhase::none;
  row_.position = 0;
  const SweepProgress before = progress_;
  ITSM_TRY(const bool ours,
           tools_.database.in_company(scope_.company, [&](store::Transaction& transaction) -> Result<bool> {
             progress_ = before;
             ITSM_CHECK(judge_missing(transaction));
             ITSM_CHECK(judge_duplicates(transaction));
             ITSM_TRY(const auto oldest, store::oldest_confirmation(transaction, scope_.place.integration));
             if (oldest) progress_.oldest_confirmed_at = to_rfc3339(*oldest);
             ITSM_CHECK(tell(transaction));
             ITSM_CHECK(store::forget_differences_but(transaction, row_.integration, row_.run));
             row_.progress = to_document(progress_);
             row_.result = row_.progress;
             row_.result["run"] = row_.run;
             return store::move_sweep(transaction, row_);
           }));
  return ours && row_.phase != SweepPhase::none;
}

// So many are not deleted at once: then the account may not see them any more.
Result<> AgreementSweep::judge_missing(store::Transaction& transaction) {
  const std::string missing(name_of(DifferenceCause::missing));
  const auto found = progress_.causes.find(missing);
  const std::int64_t count = found == progress_.causes.end() ? 0 : found->second;
  const std::string cause = store::alert_cause(scope_.place.integration, kAccessLostAlert);
  if (judge_absence(kJudgedAfter, count, progress_.linked) != Absence::access_lost)
    return store::close_alerts(transaction, scope_.place.integration, cause, row_.touched_at);
  progress_.causes[std::string(name_of(DifferenceCause::access_lost))] = count;
  progress_.causes.erase(missing);
  progress_.differ -= count;
  progress_.unreachable += count;
  ITSM_CHECK(store::rename_missing(transaction, row_));
  store::NewAlert alert;
  alert.cause = cause;
  alert.owner = scope_.place.owner;
  alert.integration = scope_.place.integration;
  alert.message = scope_.place.name + ": " + std::to_string(count) + " of " +
                  std::to_string(progress_.linked) +
                  " tickets cannot be read any more, and none is marked as gone";
  alert.remedy = "give the account its permissions back, then run: host_stub sweep";
  return store::raise_alert(transaction, alert, row_.touched_at);
}

Result<> AgreementSweep::judge_duplicates(store::Transaction& transaction) {
  const IntegrationId integration = scope_.place.integration;
  ITSM_TRY(const auto duplicates, store::list_differences(transaction, integration, row_.run,
                                                          DifferenceCause::duplicate, 0, kMostTold));
  ITSM_TRY(const auto orphans, store::list_differences(transaction, integration, row_.run,
                                                       DifferenceCause::orphan, 0, kMostTold));
  std::vector<std::string> ids;
  for (const auto& one : duplicates) {
    ids.push_back(one.remote_id);
    ITSM_CHECK(
        tell_of_second(transaction, scope_.place, {one.remote_id, one.key, one.ours}, row_.touched_at));
  }
  ITSM_CHECK(close_seconds_but(transaction, scope_.place, ids, row_.touched_at));
  std::vector<std::string> lost;
  for (const auto& one : orphans) lost.push_back(one.remote_id);
  ITSM_CHECK(
      store::settle_asked_but(transaction, integration, store::ReviewKind::duplicate, ids, row_.touched_at));
  return store::settle_asked_but(transaction, integration, store::ReviewKind::orphan, lost, row_.touched_at);
}

// Once, until all agree again; who has asked for it sees it.
Result<> AgreementSweep::tell(store::Transaction& transaction) {
  const std::string cause = store::alert_cause(scope_.place.integration, kAgreementAlert);
  const std::int64_t differences = all_of(progress_.causes);
  if (differences == 0)
    return store::close_alerts(transaction, scope_.place.integration, cause, row_.touched_at);
  ITSM_TRY(const bool told, store::has_open_alert(transaction, cause));
  if (told || row_.repairs || !is_scheduled_) return {};
  return store::raise_alert(
      transaction,
      {cause, scope_.place.owner, scope_.place.integration,
       scope_.place.name + ": a sweep found " + std::to_string(differences) +
           (differences == 1 ? " difference" : " differences") + " between findings and tickets",
       "look at them with: host_stub sweep --last; bring both sides in step with: host_stub sweep --repair"},
      row_.touched_at);
}

Result<bool> AgreementSweep::repair_some() {
  ITSM_TRY(const auto differences,
           tools_.database.in_company(scope_.company, [&](store::Transaction& transaction) {
             return store::list_differences(transaction, row_.integration, row_.run, {}, row_.position,
                                            kRepairsInAStep);
           }));
  if (differences.empty()) {
    row_.phase = SweepPhase::none;
    row_.result = to_document(progress_);
    row_.result["run"] = row_.run;
    ITSM_CHECK(store_step({}, {}));
    return false;
  }
  ITSM_CHECK(repair(tools_, scope_, differences));
  for (const auto& row : differences)
    if (!row.waits && row.cause != DifferenceCause::access_lost)
      ++progress_.repaired[std::string(name_of(row.cause))];
  row_.position = differences.back().id;
  return store_step({}, {});
}

}  // namespace itsm::host::sync
