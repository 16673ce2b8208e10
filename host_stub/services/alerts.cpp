// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/alerts.hpp"

#include <map>

namespace itsm::host::services {

Result<std::vector<AlertItem>> items_of(Services& services, CompanyId company,
                                        const std::vector<store::AlertRow>& rows) {
  ITSM_TRY(const auto serving, services.directory.serving(company));
  std::map<IntegrationId, std::string> names;
  for (const auto& one : serving) names[one.integration.id] = one.integration.name;
  std::vector<AlertItem> items;
  for (const auto& row : rows) {
    AlertItem& item = items.emplace_back();
    item.id = row.id;
    item.cause = row.cause;
    item.integration = names[row.integration];
    item.message = row.message;
    item.remedy = row.remedy;
    item.count = row.count;
    item.first_at = to_rfc3339(row.first_at);
    item.last_at = to_rfc3339(row.last_at);
    item.acknowledged_by = row.acknowledged_by;
    if (row.closed_at) item.closed_at = to_rfc3339(*row.closed_at);
  }
  return items;
}

Result<std::vector<AlertItem>> list_alerts(Services& services, CompanyId company, const AlertQuery& query) {
  ITSM_TRY(const auto rows, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::list_alerts(transaction, !query.all, query.before, query.limit);
  }));
  return items_of(services, company, rows);
}

Result<> acknowledge_alert(Services& services, CompanyId company, std::int64_t id, const std::string& actor) {
  ITSM_TRY(const bool found, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::acknowledge_alert(transaction, id, actor, services.clock.now());
  }));
  if (found) return {};
  return problem(ProblemKind::not_found, "alert_unknown", "there is no alert " + std::to_string(id),
                 "host_stub alerts list shows those that there are");
}

}  // namespace itsm::host::services
