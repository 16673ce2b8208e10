// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/resyncs.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kLoadResync = R"(
  SELECT actor, started_at, finished_at, outcome FROM resync_run WHERE company_id = $1 AND scope = $2)";
constexpr auto kLockResync = R"(
  SELECT actor, started_at, finished_at, outcome FROM resync_run WHERE company_id = $1 AND scope = $2 FOR UPDATE)";

constexpr auto kMakeResync = R"(
  INSERT INTO resync_run (company_id, scope, actor, started_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING)";
constexpr auto kBeginResync = R"(
  UPDATE resync_run SET actor = $3, started_at = $4, finished_at = NULL, outcome = '{}'
  WHERE company_id = $1 AND scope = $2)";
constexpr auto kFinishResync = R"(
  UPDATE resync_run SET finished_at = $4, outcome = $3 WHERE company_id = $1 AND scope = $2)";

std::optional<ResyncRun> read_resync(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  ResyncRun run;
  rows.front().read(run.actor, run.started_at, run.finished_at, run.outcome);
  return run;
}

}  // namespace

Result<std::optional<ResyncRun>> lock_resync(Transaction& transaction, const std::string& scope) {
  ITSM_TRY(const Rows rows, transaction.query(kLockResync, transaction.company(), scope));
  return read_resync(rows);
}

Result<std::optional<ResyncRun>> load_resync(Transaction& transaction, const std::string& scope) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadResync, transaction.company(), scope));
  return read_resync(rows);
}

Result<bool> begin_resync(Transaction& transaction, const std::string& scope, const std::string& actor,
                          Time now) {
  ITSM_TRY(const std::int64_t made,
           transaction.execute(kMakeResync, transaction.company(), scope, actor, now));
  if (made == 1) return true;
  ITSM_TRY(const std::int64_t begun,
           transaction.execute(kBeginResync, transaction.company(), scope, actor, now));
  return begun == 1;
}

Result<> finish_resync(Transaction& transaction, const std::string& scope, const Json& outcome, Time now) {
  ITSM_CHECK(transaction.execute(kFinishResync, transaction.company(), scope, outcome, now));
  return {};
}

}  // namespace itsm::host::store
