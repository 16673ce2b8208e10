// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/agreement_sweeps.hpp"

namespace itsm::host::store {
namespace {

#define ITSM_SWEEP_COLUMNS                                                                           \
  "integration_id, run, phase, position, repairs, fence, progress, started_at, touched_at, result, " \
  "finished_at"

constexpr auto kLockSweep = "SELECT " ITSM_SWEEP_COLUMNS
                            " FROM agreement_sweep WHERE company_id = $1 AND integration_id = $2 FOR UPDATE";
constexpr auto kListSweeps =
    "SELECT " ITSM_SWEEP_COLUMNS
    " FROM agreement_sweep s WHERE company_id = $1 AND EXISTS (SELECT FROM ticket t WHERE t.company_id = $1 "
    "AND t.integration_id = s.integration_id AND t.archived_at IS NULL) ORDER BY integration_id";

constexpr auto kBeginSweep = R"(
  INSERT INTO agreement_sweep (company_id, integration_id, run, phase, position, repairs, fence, progress, started_at,
                               touched_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (company_id, integration_id) DO UPDATE SET
    run = EXCLUDED.run, phase = EXCLUDED.phase, position = EXCLUDED.position, repairs = EXCLUDED.repairs,
    fence = EXCLUDED.fence, progress = EXCLUDED.progress, started_at = EXCLUDED.started_at,
    touched_at = EXCLUDED.touched_at)";

constexpr auto kMoveSweep = R"(
  UPDATE agreement_sweep SET phase = $4, position = $5, progress = $6, touched_at = $7, result = $8, finished_at = $9
  WHERE company_id = $1 AND integration_id = $2 AND fence = $3)";

constexpr auto kInsertDifferences = R"(
  INSERT INTO agreement_difference (company_id, integration_id, run, cause, ticket_id, intent_id, remote_id, key, url,
                                    field, ours, theirs, waits)
  SELECT $1, $2, $3, d.* FROM unnest($4::smallint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[],
                                     $10::text[], $11::text[], $12::text[], $13::boolean[]) AS d)";

constexpr auto kListDifferences = R"(
  SELECT agreement_difference_id, cause, ticket_id, intent_id, remote_id, key, url, field, ours, theirs, waits
  FROM agreement_difference
  WHERE company_id = $1 AND integration_id = $2 AND run = $3 AND ($4::smallint IS NULL OR cause = $4)
    AND agreement_difference_id > $5
  ORDER BY agreement_difference_id LIMIT $6)";

constexpr auto kForgetDifferences =
    "DELETE FROM agreement_difference WHERE company_id = $1 AND integration_id = $2 AND run <> $3";

// 6 is missing, 10 access_lost.
constexpr auto kRenameMissing = R"(
  UPDATE agreement_difference SET cause = 10 WHERE company_id = $1 AND integration_id = $2 AND run = $3 AND cause = 6)";

SweepRow read_sweep(const Row& row) {
  SweepRow sweep;
  row.read(sweep.integration, sweep.run, sweep.phase, sweep.position, sweep.repairs, sweep.fence,
           sweep.progress, sweep.started_at, sweep.touched_at, sweep.result, sweep.finished_at);
  return sweep;
}

}  // namespace

Result<std::optional<SweepRow>> lock_sweep(Transaction& transaction, IntegrationId integration) {
  ITSM_TRY(const Rows rows, transaction.query(kLockSweep, transaction.company(), integration));
  if (rows.empty()) return std::optional<SweepRow>();
  return std::optional(read_sweep(rows.front()));
}

Result<std::vector<SweepRow>> list_sweeps(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kListSweeps, transaction.company()));
  std::vector<SweepRow> sweeps;
  for (const Row row : rows) sweeps.push_back(read_sweep(row));
  return sweeps;
}

Result<> begin_sweep(Transaction& transaction, const SweepRow& sweep) {
  ITSM_CHECK(transaction.execute(kBeginSweep, transaction.company(), sweep.integration, sweep.run,
                                 sweep.phase, sweep.position, sweep.repairs, sweep.fence, sweep.progress,
                                 sweep.started_at, sweep.touched_at));
  return {};
}

Result<bool> move_sweep(Transaction& transaction, const SweepRow& sweep) {
  ITSM_TRY(
      const std::int64_t moved,
      transaction.execute(kMoveSweep, transaction.company(), sweep.integration, sweep.fence, sweep.phase,
                          sweep.position, sweep.progress, sweep.touched_at, sweep.result, sweep.finished_at));
  return moved == 1;
}

Result<> insert_differences(Transaction& transaction, const SweepRow& sweep,
                            std::span<const DifferenceRow> differences) {
  if (differences.empty()) return {};
  using Each = const DifferenceRow&;
  const auto column = [&](auto&& member) { return column_of(differences, member); };
  ITSM_CHECK(transaction.execute(
      kInsertDifferences, transaction.company(), sweep.integration, sweep.run,
      column([](Each one) { return one.cause; }), column([](Each one) { return one.ticket; }),
      column([](Each one) { return one.intent; }), column([](Each one) { return one.remote_id; }),
      column([](Each one) { return one.key; }), column([](Each one) { return one.url; }),
      column([](Each one) { return one.field; }), column([](Each one) { return one.ours; }),
      column([](Each one) { return one.theirs; }), column([](Each one) { return one.waits; })));
  return {};
}

Result<std::vector<DifferenceRow>> list_differences(Transaction& transaction, IntegrationId integration,
                                                    std::int64_t run, std::optional<DifferenceCause> cause,
                                                    std::int64_t after, std::int64_t limit) {
  ITSM_TRY(const Rows rows,
           transaction.query(kListDifferences, transaction.company(), integration, run, cause, after, limit));
  std::vector<DifferenceRow> differences;
  for (const Row row : rows) {
    auto& one = differences.emplace_back();
    row.read(one.id, one.cause, one.ticket, one.intent, one.remote_id, one.key, one.url, one.field, one.ours,
             one.theirs, one.waits);
  }
  return differences;
}

Result<> forget_differences_but(Transaction& transaction, IntegrationId integration, std::int64_t run) {
  ITSM_CHECK(transaction.execute(kForgetDifferences, transaction.company(), integration, run));
  return {};
}

Result<> rename_missing(Transaction& transaction, const SweepRow& sweep) {
  ITSM_CHECK(transaction.execute(kRenameMissing, transaction.company(), sweep.integration, sweep.run));
  return {};
}

}  // namespace itsm::host::store
