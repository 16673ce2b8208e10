// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/alerts.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kRaise = R"(
  INSERT INTO alert (company_id, cause, owner_id, integration_id, message, remedy, count, first_at, last_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
  ON CONFLICT (company_id, cause) WHERE closed_at IS NULL DO UPDATE SET
    count = alert.count + EXCLUDED.count, last_at = EXCLUDED.last_at, message = EXCLUDED.message)";

constexpr auto kClose = R"(
  UPDATE alert SET closed_at = $4
  WHERE company_id = $1 AND integration_id = $2 AND starts_with(cause, $3) AND closed_at IS NULL)";

constexpr auto kCloseBut = R"(
  UPDATE alert SET closed_at = $5
  WHERE company_id = $1 AND integration_id = $2 AND starts_with(cause, $3) AND cause <> ALL ($4)
    AND closed_at IS NULL)";

constexpr auto kListAlerts = R"(
  SELECT alert_id, cause, integration_id, message, remedy, count, first_at, last_at, acknowledged_by, closed_at
  FROM alert WHERE company_id = $1 AND (NOT $2 OR closed_at IS NULL) AND ($3 = 0 OR alert_id < $3)
  ORDER BY alert_id DESC LIMIT $4)";

constexpr auto kIsOpen =
    "SELECT EXISTS (SELECT FROM alert WHERE company_id = $1 AND cause = $2 AND closed_at IS NULL)";

constexpr auto kMetSince =
    "SELECT EXISTS (SELECT FROM alert WHERE company_id = $1 AND starts_with(cause, $2) AND last_at > $3)";

constexpr auto kAcknowledge = R"(
  UPDATE alert SET acknowledged_by = $3, acknowledged_at = $4 WHERE company_id = $1 AND alert_id = $2)";

}  // namespace

std::string alert_cause(IntegrationId integration, const std::string& what) {
  return "integration/" + std::to_string(integration.value) + "/" + what;
}

Result<> raise_alert(Transaction& transaction, const NewAlert& alert, Time now) {
  ITSM_CHECK(transaction.execute(kRaise, transaction.company(), alert.cause, alert.owner, alert.integration,
                                 alert.message, alert.remedy, alert.count, now));
  return {};
}

Result<> close_alerts(Transaction& transaction, IntegrationId integration, const std::string& cause,
                      Time now) {
  ITSM_CHECK(transaction.execute(kClose, transaction.company(), integration, cause, now));
  return {};
}

Result<> close_alerts_but(Transaction& transaction, IntegrationId integration, const std::string& cause,
                          const std::vector<std::string>& still_true, Time now) {
  ITSM_CHECK(transaction.execute(kCloseBut, transaction.company(), integration, cause, still_true, now));
  return {};
}

Result<bool> has_open_alert(Transaction& transaction, const std::string& cause) {
  ITSM_TRY(const Rows rows, transaction.query(kIsOpen, transaction.company(), cause));
  return rows.front().get<bool>(0);
}

Result<bool> was_met_since(Transaction& transaction, const std::string& cause, Time since) {
  ITSM_TRY(const Rows rows, transaction.query(kMetSince, transaction.company(), cause, since));
  return rows.front().get<bool>(0);
}

Result<std::vector<AlertRow>> list_alerts(Transaction& transaction, bool open_only, std::int64_t before,
                                          std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kListAlerts, transaction.company(), open_only, before, limit));
  std::vector<AlertRow> alerts;
  for (const Row row : rows) {
    auto& alert = alerts.emplace_back();
    row.read(alert.id, alert.cause, alert.integration, alert.message, alert.remedy, alert.count,
             alert.first_at, alert.last_at, alert.acknowledged_by, alert.closed_at);
  }
  return alerts;
}

Result<bool> acknowledge_alert(Transaction& transaction, std::int64_t id, const std::string& actor,
                               Time now) {
  ITSM_TRY(const std::int64_t moved,
           transaction.execute(kAcknowledge, transaction.company(), id, actor, now));
  return moved == 1;
}

}  // namespace itsm::host::store
