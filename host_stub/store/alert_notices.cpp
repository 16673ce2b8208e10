// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/alert_notices.hpp"

namespace itsm::host::store {
namespace {

// What nobody could be told for a day is history.
constexpr std::chrono::hours kNews{24};

#define ITSM_UNTOLD                                                        \
  "told < CASE WHEN closed_at IS NULL THEN 1 ELSE 2 END AND last_at > $2 " \
  "AND (notice_due_at IS NULL OR notice_due_at <= $3)"

// cross-tenant: reads ids and times only, without locks.
constexpr auto kCompaniesUntold =
    "SELECT DISTINCT company_id FROM alert WHERE " ITSM_UNTOLD " ORDER BY company_id LIMIT $1";

constexpr auto kClaimNotices =
    "UPDATE alert SET notice_due_at = $4, notice_attempts = notice_attempts + 1 "
    "WHERE company_id = $1 AND alert_id IN ("
    "SELECT alert_id FROM alert WHERE company_id = $1 AND " ITSM_UNTOLD
    " ORDER BY alert_id LIMIT $5 FOR UPDATE SKIP LOCKED) "
    "RETURNING alert_id, cause, integration_id, message, remedy, count, first_at, last_at, acknowledged_by, "
    "closed_at, notice_attempts";

constexpr auto kNoticeTold = R"(
  UPDATE alert SET told = $3, notice_due_at = NULL, notice_attempts = 0 WHERE company_id = $1 AND alert_id = $2)";

constexpr auto kNoticeFailed = "UPDATE alert SET notice_due_at = $3 WHERE company_id = $1 AND alert_id = $2";

}  // namespace

Result<std::vector<CompanyId>> companies_with_notices(Transaction& scheduler, std::int64_t limit, Time now) {
  ITSM_TRY(const Rows rows, scheduler.query(kCompaniesUntold, limit, now - kNews, now));
  std::vector<CompanyId> companies;
  for (const Row row : rows) companies.push_back(row.get<CompanyId>(0));
  return companies;
}

Result<std::vector<DueNotice>> claim_notices(Transaction& transaction, std::int64_t limit, Time until,
                                             Time now) {
  ITSM_TRY(const Rows rows,
           transaction.query(kClaimNotices, transaction.company(), now - kNews, now, until, limit));
  std::vector<DueNotice> notices;
  for (const Row row : rows) {
    auto& [alert, attempts] = notices.emplace_back();
    row.read(alert.id, alert.cause, alert.integration, alert.message, alert.remedy, alert.count,
             alert.first_at, alert.last_at, alert.acknowledged_by, alert.closed_at, attempts);
  }
  return notices;
}

Result<> notice_told(Transaction& transaction, const AlertRow& alert) {
  const std::int64_t told = alert.closed_at ? 2 : 1;
  ITSM_CHECK(transaction.execute(kNoticeTold, transaction.company(), alert.id, told));
  return {};
}

Result<> notice_failed(Transaction& transaction, const AlertRow& alert, Time due_at) {
  ITSM_CHECK(transaction.execute(kNoticeFailed, transaction.company(), alert.id, due_at));
  return {};
}

}  // namespace itsm::host::store
