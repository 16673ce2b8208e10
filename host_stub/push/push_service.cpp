// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/push_service.hpp"

#include <algorithm>

#include "host_stub/push/staleness.hpp"

namespace itsm::host::push {
namespace {

PushReport report_of(const store::PushRow& push) {
  PushReport report;
  report.id = push.id.value;
  report.plan = push.plan.value;
  report.retry_of = push.retry_of ? push.retry_of->value : 0;
  report.finished = push.state != store::PushState::running;
  report.actor = push.actor;
  report.created_at = to_rfc3339(push.created_at);
  return report;
}

Record record_of(const store::PushRecord& row) {
  Record record;
  record.finding = row.finding.value;
  record.title = row.title;
  record.outcome = row.outcome;
  record.group_key = row.group_key;
  record.ticket_key = row.ticket_key;
  record.ticket_url = row.ticket_url;
  record.reason = row.reason;
  record.fields = row.fields;
  record.remedy = row.remedy;
  record.warning = row.warning;
  if (row.decided_by) record.decided_by = to_rfc3339(*row.decided_by);
  return record;
}

void count(PushReport& report, const std::vector<store::PushRecord>& records) {
  for (const auto& record : records) ++report.counts[std::string(name_of(record.outcome))];
}

Unexpected<Problem> push_unknown(PushId push) {
  return problem(ProblemKind::not_found, "push_unknown", "there is no push " + std::to_string(push.value),
                 "host_stub pushes list shows those that there are");
}

}  // namespace

Result<PushReport> PushService::start(CompanyId company, const PlanRequest& request, const std::string& actor,
                                      Asked asked) {
  ITSM_TRY(const PlanDraft plan, planner_.stored(company, request, actor));
  return queue(company, plan, {}, std::nullopt, actor, asked);
}

Result<PushReport> PushService::start_plan(CompanyId company, PlanId id, const std::string& actor) {
  ITSM_TRY(const PlanDraft plan, database_.in_company(company, [&](store::Transaction& transaction) {
    return read_plan(transaction, id);
  }));
  if (plan.state == store::PlanState::cancelled)
    return problem(ProblemKind::conflict, "plan_cancelled",
                   "the plan " + std::to_string(id.value) + " was cancelled when " + plan.plan.integration +
                       " was disconnected",
                   "make a new plan");
  ITSM_TRY(const Time expires_at, from_rfc3339(plan.plan.expires_at));
  if (expires_at <= clock_.now())
    return problem(ProblemKind::conflict, "plan_expired",
                   "the plan " + std::to_string(id.value) + " expired at " + plan.plan.expires_at,
                   "make a new plan");
  PlanRequest again = plan.request;
  again.integration = plan.plan.integration;
  ITSM_TRY(const PlanDraft now, planner_.draft(company, again));
  return queue(company, plan, stale_writes(plan, now), std::nullopt, actor);
}

Result<PushReport> PushService::retry(CompanyId company, PushId push, const std::string& actor) {
  ITSM_TRY(const PushReport failed, show(company, push));
  ITSM_TRY(const PlanDraft earlier, database_.in_company(company, [&](store::Transaction& transaction) {
    return read_plan(transaction, PlanId{failed.plan});
  }));
  PlanRequest request = earlier.request;
  request.integration = earlier.plan.integration;
  request.findings.clear();
  for (const auto& record : failed.records)
    if (record.outcome == store::RecordOutcome::failed) request.findings.push_back(record.finding);
  if (request.findings.empty())
    return problem(ProblemKind::conflict, "nothing_failed",
                   "no element of push " + std::to_string(push.value) + " failed",
                   "there is nothing to retry");
  ITSM_TRY(const PlanDraft plan, planner_.stored(company, request, actor));
  return queue(company, plan, {}, push, actor);
}

Result<PushReport> PushService::queue(CompanyId company, const PlanDraft& plan, const Stale& stale,
                                      std::optional<PushId> retry_of, const std::string& actor, Asked asked) {
  const Time now = clock_.now();
  ITSM_TRY(const PushId push, database_.in_company(company, [&](store::Transaction& transaction) {
    return queue_push(transaction, plan, stale, retry_of, actor, asked, now);
  }));
  ITSM_TRY(PushReport report, show(company, push));
  // Findings that this company does not have cannot have a row; the answer tells them all the same.
  for (const auto& left : plan.plan.left_out) {
    if (left.why != LeftOut::unknown) continue;
    Record record;
    record.finding = left.finding;
    record.outcome = store::RecordOutcome::failed;
    record.reason = left.reason;
    record.remedy = left.remedy;
    report.records.push_back(std::move(record));
    ++report.counts["failed"];
  }
  return report;
}

Result<PushReport> PushService::show(CompanyId company, PushId push) {
  return database_.in_company(company, [&](store::Transaction& transaction) -> Result<PushReport> {
    ITSM_TRY(const auto row, store::load_push(transaction, push));
    if (!row) return push_unknown(push);
    ITSM_TRY(const auto records, store::load_records(transaction, push));
    PushReport report = report_of(*row);
    count(report, records);
    for (const auto& record : records) report.records.push_back(record_of(record));
    return report;
  });
}

Result<std::vector<PushReport>> PushService::list(CompanyId company, std::int64_t limit, PushId before) {
  return database_.in_company(company,
                              [&](store::Transaction& transaction) -> Result<std::vector<PushReport>> {
                                ITSM_TRY(const auto rows, store::list_pushes(transaction, before, limit));
                                std::vector<PushReport> reports;
                                for (const auto& row : rows) {
                                  ITSM_TRY(const auto records, store::load_records(transaction, row.id));
                                  count(reports.emplace_back(report_of(row)), records);
                                }
                                return reports;
                              });
}

Result<store::RecordCounts> PushService::progress(CompanyId company, PushId push) {
  return database_.in_company(
      company, [&](store::Transaction& transaction) { return store::count_records(transaction, push); });
}

}  // namespace itsm::host::push
