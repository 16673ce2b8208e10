// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/backfills.hpp"

#include "host_stub/store/outbox_jobs.hpp"

namespace itsm::host::store {
namespace {

// cross-tenant: reads ids only, without locks.
constexpr auto kCompaniesWithBackfills =
    "SELECT DISTINCT company_id FROM policy_backfill WHERE ended_at IS NULL";

constexpr auto kBeginBackfill = R"(
  INSERT INTO policy_backfill (company_id, policy_version_id, activated_at, tickets, started_at)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT (company_id, policy_version_id, activated_at) DO NOTHING)";

#define ITSM_BACKFILL_COLUMNS                                                                        \
  "SELECT backfill_id, policy_version_id, activated_at, tickets, queued, after_ticket, started_at, " \
  "ended_at, "                                                                                       \
  "superseded FROM policy_backfill WHERE company_id = $1"

constexpr auto kLockBackfills = ITSM_BACKFILL_COLUMNS " AND ended_at IS NULL ORDER BY backfill_id FOR UPDATE";
constexpr auto kBackfillOf = ITSM_BACKFILL_COLUMNS " AND policy_version_id = $2 AND activated_at = $3";

constexpr auto kSaveBackfill = R"(
  UPDATE policy_backfill SET queued = $3, after_ticket = $4, ended_at = $5, superseded = $6
  WHERE company_id = $1 AND backfill_id = $2)";

constexpr auto kCountBackfilled = R"(
  SELECT count(*) FROM outbox_job
  WHERE company_id = $1 AND state = 0 AND lane = $2 AND kind = $3 AND ticket_id <= $4)";

std::vector<Backfill> read_backfills(const Rows& rows) {
  std::vector<Backfill> runs;
  for (const Row row : rows) {
    Backfill& run = runs.emplace_back();
    row.read(run.id, run.policy_version, run.activated_at, run.tickets, run.queued, run.after, run.started_at,
             run.ended_at, run.superseded);
  }
  return runs;
}

}  // namespace

Result<std::vector<CompanyId>> companies_with_backfills(Transaction& scheduler) {
  ITSM_TRY(const Rows rows, scheduler.query(kCompaniesWithBackfills));
  std::vector<CompanyId> companies;
  for (const Row row : rows) companies.push_back(row.get<CompanyId>(0));
  return companies;
}

Result<> begin_backfill(Transaction& transaction, const Backfill& run) {
  ITSM_CHECK(transaction.execute(kBeginBackfill, transaction.company(), run.policy_version, run.activated_at,
                                 run.tickets, run.started_at));
  return {};
}

Result<std::vector<Backfill>> lock_backfills(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kLockBackfills, transaction.company()));
  return read_backfills(rows);
}

Result<std::optional<Backfill>> backfill_of(Transaction& transaction, std::int64_t policy_version,
                                            Time activated_at) {
  ITSM_TRY(const Rows rows,
           transaction.query(kBackfillOf, transaction.company(), policy_version, activated_at));
  if (rows.empty()) return std::optional<Backfill>();
  return std::optional(read_backfills(rows).front());
}

Result<> save_backfill(Transaction& transaction, const Backfill& run) {
  ITSM_CHECK(transaction.execute(kSaveBackfill, transaction.company(), run.id, run.queued, run.after,
                                 run.ended_at, run.superseded));
  return {};
}

Result<std::int64_t> count_backfilled(Transaction& transaction, TicketId up_to) {
  ITSM_TRY(const Rows rows, transaction.query(kCountBackfilled, transaction.company(), Lane::backfill,
                                              JobKind::update, up_to));
  return rows.front().get<std::int64_t>(0);
}

}  // namespace itsm::host::store
