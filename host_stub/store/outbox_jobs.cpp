// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/outbox_jobs.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kInsertJob = R"(
  INSERT INTO outbox_job (company_id, owner_id, integration_id, kind, lane, order_key, payload, due_at, created_at,
                          updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) RETURNING outbox_job_id)";

// cross-tenant: reads ids and due times only, without locks.
constexpr auto kCompaniesDue = R"(
  SELECT company_id FROM outbox_job
  WHERE state = 0 AND due_at <= $2 AND (lease_until IS NULL OR lease_until < now())
  GROUP BY company_id ORDER BY min(lane), min(due_at) LIMIT $1)";

constexpr auto kClaimJob = R"(
  UPDATE outbox_job SET lease_until = now() + make_interval(secs => $3), fence = fence + 1, attempts = attempts + 1,
    interrupted = CASE WHEN lease_until IS NULL THEN 0 ELSE interrupted + 1 END
  WHERE company_id = $1 AND outbox_job_id IN (
    SELECT outbox_job_id FROM outbox_job
    WHERE company_id = $1 AND state = 0 AND due_at <= $4 AND (lease_until IS NULL OR lease_until < now())
    ORDER BY lane, due_at, outbox_job_id LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING outbox_job_id, owner_id, integration_id, kind, coalesce(ticket_id, 0), payload, fence, revision, attempts,
    interrupted, lane, held_since)";

constexpr auto kHoldsJob = R"(
  SELECT 1 FROM outbox_job WHERE company_id = $1 AND outbox_job_id = $2 AND fence = $3 AND state = 0 FOR SHARE)";

constexpr auto kFinishJob = R"(
  UPDATE outbox_job SET state = CASE WHEN revision = $5 THEN 1 ELSE 0 END, lease_until = NULL, held_since = NULL,
    due_at = CASE WHEN revision = $5 THEN due_at ELSE $4 END, updated_at = $4
  WHERE company_id = $1 AND outbox_job_id = $2 AND fence = $3 AND state = 0)";

constexpr auto kPostpone = R"(
  UPDATE outbox_job SET lease_until = NULL, payload = $4, problem = $6, updated_at = $7,
    due_at = CASE WHEN revision = $8 THEN $5 ELSE $7 END
  WHERE company_id = $1 AND outbox_job_id = $2 AND fence = $3 AND state = 0)";

// Whoever is told to wait has not failed.
constexpr auto kHold = R"(
  UPDATE outbox_job SET lease_until = NULL, held_since = coalesce(held_since, $6), attempts = 0, interrupted = 0,
    problem = $5, updated_at = $6, due_at = CASE WHEN revision = $7 THEN $4 ELSE $6 END
  WHERE company_id = $1 AND outbox_job_id = $2 AND fence = $3 AND state = 0)";

constexpr auto kPark = R"(
  UPDATE outbox_job SET state = 2, lease_until = NULL, problem = $4, updated_at = $5
  WHERE company_id = $1 AND outbox_job_id = $2 AND fence = $3 AND state = 0)";

constexpr auto kListParked = R"(
  SELECT outbox_job_id, integration_id, kind, payload, attempts, coalesce(problem->>'reason', ''), updated_at
  FROM outbox_job WHERE company_id = $1 AND state = 2 AND ($2 = 0 OR outbox_job_id < $2)
  ORDER BY outbox_job_id DESC LIMIT $3)";

constexpr auto kReplay = R"(
  UPDATE outbox_job SET state = 0, lease_until = NULL, attempts = 0, interrupted = 0, due_at = $3, updated_at = $3
  WHERE company_id = $1 AND outbox_job_id = $2 AND state = 2)";

constexpr auto kHasten = R"(
  UPDATE outbox_job SET due_at = $3, updated_at = $3
  WHERE company_id = $1 AND integration_id = $2 AND state = 0 AND due_at > $3)";

constexpr auto kNextDue = "SELECT min(due_at) FROM outbox_job WHERE company_id = $1 AND state = 0";

}  // namespace

Result<std::int64_t> insert_job(Transaction& transaction, const NewJob& job, Time now) {
  ITSM_TRY(const Rows rows,
           transaction.query(kInsertJob, transaction.company(), job.owner, job.integration, job.kind,
                             job.lane, job.order_key, job.payload, job.due_at, now));
  return rows.front().get<std::int64_t>(0);
}

Result<std::vector<CompanyId>> companies_with_due_jobs(Transaction& scheduler, std::int64_t limit, Time now) {
  ITSM_TRY(const Rows rows, scheduler.query(kCompaniesDue, limit, now));
  std::vector<CompanyId> companies;
  for (const Row row : rows) companies.push_back(row.get<CompanyId>(0));
  return companies;
}

Result<std::vector<Job>> claim_jobs(Transaction& transaction, std::int64_t limit,
                                    std::chrono::milliseconds lease, Time now) {
  const double seconds = static_cast<double>(lease.count()) / 1000.0;
  ITSM_TRY(const Rows rows, transaction.query(kClaimJob, transaction.company(), limit, seconds, now));
  std::vector<Job> jobs;
  for (const Row row : rows) {
    auto& job = jobs.emplace_back();
    job.company = transaction.company();
    row.read(job.id, job.owner, job.integration, job.kind, job.ticket, job.payload, job.fence, job.revision,
             job.attempts, job.interrupted, job.lane, job.held_since);
  }
  return jobs;
}

Result<bool> holds_job(Transaction& transaction, const Job& job) {
  ITSM_TRY(const Rows rows, transaction.query(kHoldsJob, job.company, job.id, job.fence));
  return !rows.empty();
}

Result<bool> finish_job(Transaction& transaction, const Job& job, Time now) {
  ITSM_TRY(const std::int64_t moved,
           transaction.execute(kFinishJob, job.company, job.id, job.fence, now, job.revision));
  return moved == 1;
}

Result<bool> postpone_job(Transaction& transaction, const Job& job, const Json& payload, Time due_at,
                          const std::string& reason, Time now) {
  ITSM_TRY(const std::int64_t moved,
           transaction.execute(kPostpone, job.company, job.id, job.fence, payload, due_at,
                               Json{{"reason", reason}}, now, job.revision));
  return moved == 1;
}

Result<bool> hold_job(Transaction& transaction, const Job& job, Time due_at, const std::string& reason,
                      Time now) {
  ITSM_TRY(const std::int64_t moved,
           transaction.execute(kHold, job.company, job.id, job.fence, due_at,
                               Json{{"reason", reason}, {"held", true}}, now, job.revision));
  return moved == 1;
}

Result<bool> park_job(Transaction& transaction, const Job& job, const std::string& reason, Time now) {
  ITSM_TRY(const std::int64_t moved,
           transaction.execute(kPark, job.company, job.id, job.fence, Json{{"reason", reason}}, now));
  return moved == 1;
}

Result<std::optional<Time>> next_due(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kNextDue, transaction.company()));
  return rows.front().get<std::optional<Time>>(0);
}

Result<std::vector<ParkedJob>> list_parked(Transaction& transaction, std::int64_t before,
                                           std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kListParked, transaction.company(), before, limit));
  std::vector<ParkedJob> jobs;
  for (const Row row : rows) {
    auto& job = jobs.emplace_back();
    row.read(job.id, job.integration, job.kind, job.payload, job.attempts, job.reason, job.parked_at);
  }
  return jobs;
}

Result<bool> replay_job(Transaction& transaction, std::int64_t id, Time now) {
  ITSM_TRY(const std::int64_t moved, transaction.execute(kReplay, transaction.company(), id, now));
  return moved == 1;
}

Result<> hasten_jobs(Transaction& transaction, IntegrationId integration, Time now) {
  ITSM_CHECK(transaction.execute(kHasten, transaction.company(), integration, now));
  return {};
}

}  // namespace itsm::host::store
