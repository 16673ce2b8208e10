// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/integrations.hpp"

#include <algorithm>

namespace itsm::host::store {
namespace {

#define ITSM_INTEGRATION_COLUMNS                                                                         \
  "SELECT integration_id, company_id, name, webhook_key, plugin, state, base_url, auth_scheme, policy, " \
  "settings,"                                                                                            \
  " options, created_at, updated_at, row_version FROM integration WHERE company_id = $1"

constexpr auto kLoadIntegration = ITSM_INTEGRATION_COLUMNS " AND integration_id = $2";
constexpr auto kFindIntegration = ITSM_INTEGRATION_COLUMNS " AND name = $2";
constexpr auto kFindIntegrationByKey = ITSM_INTEGRATION_COLUMNS " AND webhook_key = $2";
constexpr auto kListIntegrations = ITSM_INTEGRATION_COLUMNS " ORDER BY name";

constexpr auto kUpsertIntegration = R"(
  INSERT INTO integration (company_id, name, webhook_key, plugin, state, base_url, auth_scheme, policy, settings,
                           options, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
  ON CONFLICT (company_id, name) DO UPDATE SET
    plugin = EXCLUDED.plugin, base_url = EXCLUDED.base_url, auth_scheme = EXCLUDED.auth_scheme,
    policy = EXCLUDED.policy, settings = EXCLUDED.settings,
    options = integration.options || EXCLUDED.options, updated_at = EXCLUDED.updated_at,
    row_version = integration.row_version + 1
  RETURNING integration_id)";

constexpr auto kSetState = R"(
  UPDATE integration SET state = $3, updated_at = $4, row_version = row_version + 1
  WHERE company_id = $1 AND integration_id = $2)";

constexpr auto kSetChosen = R"(
  UPDATE integration SET options = options || $3, updated_at = $4, row_version = row_version + 1
  WHERE company_id = $1 AND integration_id = $2)";

constexpr auto kSetHealth = R"(
  UPDATE integration_connection SET health = $3, problem = $4 WHERE company_id = $1 AND integration_id = $2)";

constexpr auto kForgetCheck = R"(
  UPDATE integration_connection SET passed = false, health = 0, problem = '' WHERE company_id = $1 AND integration_id = $2)";

constexpr auto kDeleteIntegration = "DELETE FROM integration WHERE company_id = $1 AND integration_id = $2";

constexpr auto kStoreConnection = R"(
  INSERT INTO integration_connection (company_id, integration_id, health, passed, settings_digest, connection, report,
                                      problem, checked_at)
  VALUES ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9)
  ON CONFLICT (company_id, integration_id) DO UPDATE SET
    health = EXCLUDED.health, passed = EXCLUDED.passed, settings_digest = EXCLUDED.settings_digest,
    connection = EXCLUDED.connection, report = EXCLUDED.report, problem = EXCLUDED.problem,
    checked_at = EXCLUDED.checked_at)";

constexpr auto kLoadConnection = R"(
  SELECT health, passed, encode(settings_digest, 'hex'), connection, report, problem, checked_at
  FROM integration_connection WHERE company_id = $1 AND integration_id = $2)";

constexpr auto kServe = R"(
  INSERT INTO integration_company (company_id, owner_id, integration_id, projects, created_at)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (company_id, owner_id, integration_id) DO UPDATE SET projects = EXCLUDED.projects)";

constexpr auto kStopServing =
    "DELETE FROM integration_company WHERE company_id = $1 AND owner_id = $2 AND integration_id = $3";

constexpr auto kServices = R"(
  SELECT owner_id, integration_id, projects FROM integration_company WHERE company_id = $1
  ORDER BY owner_id, integration_id)";

IntegrationRow read_integration(const Row& row) {
  IntegrationRow integration;
  Json settings;
  Json options;
  row.read(integration.id, integration.owner, integration.name, integration.webhook_key, integration.plugin,
           integration.state, integration.base_url, integration.auth, integration.policy, settings, options,
           integration.created_at, integration.updated_at, integration.row_version);
  integration.settings = settings.get<std::map<std::string, Json>>();
  integration.chosen = options.value("chosen", std::map<std::string, Json>());
  integration.addresses = options.value("addresses", std::map<std::string, std::string>());
  if (const auto sync = options.find("sync"); sync != options.end())
    integration.sync = from_document<SyncOptions>(*sync);
  return integration;
}

std::optional<IntegrationRow> read_integration(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return read_integration(rows.front());
}

}  // namespace

Result<IntegrationId> upsert_integration(Transaction& owner, const IntegrationRow& row, Time now) {
  ITSM_TRY(const Rows rows,
           owner.query(kUpsertIntegration, owner.company(), row.name, row.webhook_key, row.plugin, row.state,
                       row.base_url, row.auth, row.policy, Json(row.settings),
                       Json{{"addresses", row.addresses}, {"sync", to_document(row.sync)}}, now));
  return rows.front().get<IntegrationId>(0);
}

Result<std::optional<IntegrationRow>> load_integration(Transaction& owner, IntegrationId id) {
  ITSM_TRY(const Rows rows, owner.query(kLoadIntegration, owner.company(), id));
  return read_integration(rows);
}

Result<std::optional<IntegrationRow>> find_integration(Transaction& owner, const std::string& name) {
  ITSM_TRY(const Rows rows, owner.query(kFindIntegration, owner.company(), name));
  return read_integration(rows);
}

Result<std::optional<IntegrationRow>> find_integration_by_webhook_key(Transaction& owner,
                                                                      const std::string& key) {
  ITSM_TRY(const Rows rows, owner.query(kFindIntegrationByKey, owner.company(), key));
  return read_integration(rows);
}

Result<std::vector<IntegrationRow>> list_integrations(Transaction& owner) {
  ITSM_TRY(const Rows rows, owner.query(kListIntegrations, owner.company()));
  std::vector<IntegrationRow> list;
  for (const Row row : rows) list.push_back(read_integration(row));
  return list;
}

Result<> set_integration_state(Transaction& owner, IntegrationId id, IntegrationState state, Time now) {
  ITSM_CHECK(owner.execute(kSetState, owner.company(), id, state, now));
  return {};
}

Result<> set_chosen_settings(Transaction& owner, IntegrationId id, const std::map<std::string, Json>& chosen,
                             Time now) {
  ITSM_CHECK(owner.execute(kSetChosen, owner.company(), id, Json{{"chosen", chosen}}, now));
  return {};
}

Result<> delete_integration(Transaction& owner, IntegrationId id) {
  ITSM_CHECK(owner.execute(kDeleteIntegration, owner.company(), id));
  return {};
}

Result<> store_connection(Transaction& owner, IntegrationId id, const ConnectionRow& connection) {
  ITSM_CHECK(owner.execute(kStoreConnection, owner.company(), id, connection.health, connection.passed,
                           connection.settings_digest, connection.connection, connection.report,
                           connection.problem, connection.checked_at));
  return {};
}

Result<std::optional<ConnectionRow>> load_connection(Transaction& owner, IntegrationId id) {
  ITSM_TRY(const Rows rows, owner.query(kLoadConnection, owner.company(), id));
  if (rows.empty()) return std::optional<ConnectionRow>();
  ConnectionRow connection;
  rows.front().read(connection.health, connection.passed, connection.settings_digest, connection.connection,
                    connection.report, connection.problem, connection.checked_at);
  return std::optional(std::move(connection));
}

Result<> set_health(Transaction& owner, IntegrationId id, IntegrationHealth health,
                    const std::string& problem) {
  ITSM_CHECK(owner.execute(kSetHealth, owner.company(), id, health, problem));
  return {};
}

Result<> forget_check(Transaction& owner, IntegrationId id) {
  ITSM_CHECK(owner.execute(kForgetCheck, owner.company(), id));
  return {};
}

Result<> serve_company(Transaction& company, const ServiceRow& service, Time now) {
  Json projects = Json::array();
  for (const auto& project : service.projects) projects.push_back(to_document(project));
  ITSM_CHECK(company.execute(kServe, company.company(), service.owner, service.integration, projects, now));
  return {};
}

Result<> stop_serving_company(Transaction& company, CompanyId owner, IntegrationId id) {
  ITSM_CHECK(company.execute(kStopServing, company.company(), owner, id));
  return {};
}

Result<std::vector<ServiceRow>> services_of_company(Transaction& company) {
  ITSM_TRY(const Rows rows, company.query(kServices, company.company()));
  std::vector<ServiceRow> services;
  for (const Row row : rows) {
    auto& service = services.emplace_back();
    Json projects;
    row.read(service.owner, service.integration, projects);
    for (const auto& project : projects) service.projects.push_back(from_document<Named>(project));
  }
  return services;
}

Result<std::vector<Serving>> serving(Database& database, CompanyId company) {
  ITSM_TRY(const auto services, database.in_company(company, services_of_company));
  std::vector<Serving> found;
  for (const auto& service : services) {
    ITSM_TRY(const auto row, database.in_company(service.owner, [&](Transaction& owner) {
      return load_integration(owner, service.integration);
    }));
    if (row) found.push_back({*row, service.projects});
  }
  std::sort(found.begin(), found.end(),
            [](const Serving& a, const Serving& b) { return a.integration.name < b.integration.name; });
  return found;
}

}  // namespace itsm::host::store
