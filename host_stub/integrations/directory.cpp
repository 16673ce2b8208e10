// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/directory.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "host_stub/core/digest.hpp"
#include "host_stub/core/near_match.hpp"
#include "host_stub/integrations/redirected_client.hpp"
#include "host_stub/integrations/stored_credential.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/store/paces.hpp"

namespace itsm::host::integrations {
namespace {

Unexpected<Problem> unknown_integration(const std::string& name, const std::vector<std::string>& known) {
  std::string remedy = "there is none; apply one from config/integrations";
  if (!known.empty()) {
    const std::string_view near = nearest(name, known);
    remedy = near.empty() ? "there are: " : "did you mean " + std::string(near) + "? There are: ";
    for (std::size_t i = 0; i < known.size(); ++i) remedy += (i == 0 ? "" : ", ") + known[i];
  }
  return problem(ProblemKind::not_found, "integration_unknown", "there is no integration '" + name + "'",
                 remedy);
}

// Failures that end only when somebody gives the vendor something that it takes.
bool needs_reconnect(const Problem& problem) {
  constexpr std::array<std::string_view, 6> kCodes{"vendor_unauthenticated", "reconnect_needed",
                                                   "not_connected",          "client_refused",
                                                   "login_refused",          "credential_missing"};
  return std::find(kCodes.begin(), kCodes.end(), problem.code) != kCodes.end();
}

Unexpected<Problem> development_only(const store::IntegrationRow& row) {
  return problem(ProblemKind::invalid, "development_only",
                 row.name + " leads addresses of its vendor elsewhere, and with them its credentials",
                 "take `development` out of it and apply again; for a simulator run the command with --dev");
}

Configuration configuration_of(const store::IntegrationRow& row, const Manifest& manifest,
                               const std::optional<store::ConnectionRow>& connection) {
  Configuration configuration;
  configuration.auth = row.auth;
  if (configuration.auth.empty() && !manifest.auth.empty()) configuration.auth = manifest.auth.front().id;
  configuration.settings = row.settings;
  configuration.settings.insert(row.chosen.begin(), row.chosen.end());
  for (const auto& setting : manifest.settings)
    if (!setting.default_value.is_null()) configuration.settings.emplace(setting.key, setting.default_value);
  if (connection && !connection->connection.empty()) configuration.connection = connection->connection;
  return configuration;
}

Result<> check_settings(const store::IntegrationRow& row, const Manifest& manifest,
                        const Configuration& configuration) {
  Problem wrong{ProblemKind::invalid,
                "settings_wrong",
                "the settings of " + row.name + " do not fit the plugin " + row.plugin,
                "host_stub plugins inspect " + row.plugin + " lists its settings",
                {}};
  for (const auto& [key, value] : row.settings) {
    const bool known = std::any_of(manifest.settings.begin(), manifest.settings.end(),
                                   [&key = key](const Setting& setting) { return setting.key == key; });
    if (!known) wrong.complaints.push_back({"/settings/" + key, "the plugin has no such setting"});
  }
  const auto scheme =
      std::find_if(manifest.auth.begin(), manifest.auth.end(),
                   [&](const AuthScheme& candidate) { return candidate.id == configuration.auth; });
  if (scheme == manifest.auth.end())
    wrong.complaints.push_back({"/auth", "the plugin has no authentication '" + configuration.auth + "'"});
  else if ((scheme->kind == AuthKind::oauth2 && !scheme->oauth2) ||
           (scheme->kind == AuthKind::session && !scheme->session))
    wrong.complaints.push_back({"/auth", "the plugin does not say how '" + configuration.auth + "' works"});
  if (!wrong.complaints.empty()) return unexpected(std::move(wrong));
  return {};
}

std::vector<std::string> missing_permissions(const Manifest& manifest, const CheckReport& report) {
  std::vector<std::string> missing;
  for (const auto& permission : manifest.permissions) {
    if (permission.level != PermissionLevel::required) continue;
    for (const auto& answer : report.permissions)
      if (answer.permission == permission.id && !answer.granted)
        missing.push_back(permission.label + ": " + permission.purpose +
                          (answer.reason.empty() ? "" : " " + answer.reason));
  }
  return missing;
}

}  // namespace

std::string settings_digest(const store::IntegrationRow& row, const std::vector<Named>& projects) {
  Json document = {{"plugin", row.plugin}, {"auth", row.auth}, {"settings", row.settings}};
  for (const auto& project : projects) document["projects"].push_back(project.name);
  if (!row.chosen.empty()) document["chosen"] = row.chosen;
  if (!row.addresses.empty()) document["addresses"] = row.addresses;
  return sha256_hex(dump(document));
}

Result<std::optional<store::ConnectionRow>> Directory::connection_of(const store::IntegrationRow& row) {
  return database_.in_company(row.owner, [&](store::Transaction& transaction) {
    return store::load_connection(transaction, row.id);
  });
}

Result<Account> Directory::account(const store::IntegrationRow& row) {
  ITSM_TRY(const auto connection, connection_of(row));
  return account(row, connection);
}

Result<Account> Directory::account(const store::IntegrationRow& row,
                                   const std::optional<store::ConnectionRow>& connection) {
  if (!row.addresses.empty() && !development_) return development_only(row);
  Account account;
  account.identity = {row.id, row.owner, row.name};
  ITSM_TRY(account.plugin, plugins_.find(row.plugin));
  account.configuration = configuration_of(row, account.manifest(), connection);
  ITSM_CHECK(check_settings(row, account.manifest(), account.configuration));
  for (const auto& scheme : account.manifest().auth)
    if (scheme.id == account.configuration.auth) account.scheme = &scheme;
  account.addresses = row.addresses;
  if (row.addresses.empty())
    account.client = std::shared_ptr<http::Client>(std::shared_ptr<void>(), &client_);  // borrowed
  else
    account.client = std::make_shared<RedirectedClient>(client_, row.addresses);
  return account;
}

Result<std::shared_ptr<LiveIntegration>> Directory::open(const store::IntegrationRow& row) {
  ITSM_TRY(const auto connection, connection_of(row));
  const Time checked_at = connection ? connection->checked_at : Time{};
  {
    const std::lock_guard lock(mutex_);
    const auto known = opened_.find(row.id);
    if (known != opened_.end() && known->second.row_version == row.row_version &&
        known->second.checked_at == checked_at)
      return known->second.live;
  }
  ITSM_TRY(Account opening, account(row, connection));
  auto credential = std::make_unique<StoredCredential>(opening, secrets_, tokens_, sessions_);
  ITSM_TRY(auto live, LiveIntegration::open(std::move(opening), std::move(credential), clock_, log_));
  const std::lock_guard lock(mutex_);
  opened_[row.id] = {row.row_version, checked_at, live};
  return live;
}

Result<std::shared_ptr<LiveIntegration>> Directory::live(CompanyId owner, IntegrationId id) {
  ITSM_TRY(const auto row, database_.in_company(owner, [&](store::Transaction& transaction) {
    return store::load_integration(transaction, id);
  }));
  if (!row)
    return problem(ProblemKind::not_found, "integration_unknown", "the integration no longer exists",
                   "host_stub integrations list shows those that there are");
  if (row->state != store::IntegrationState::enabled)
    return problem(ProblemKind::conflict, "integration_not_enabled",
                   "the integration " + row->name + " is " + std::string(name_of(row->state)),
                   (row->state == store::IntegrationState::disconnected ? "connect, check and enable it: "
                                                                        : "enable it: ") +
                       ("host_stub integrations enable " + row->name));
  return open(*row);
}

Result<std::vector<Serving>> Directory::serving(CompanyId company) {
  return store::serving(database_, company);
}

Result<Serving> Directory::serving(CompanyId company, const std::string& name) {
  ITSM_TRY(auto all_serving, serving(company));
  std::vector<std::string> known;
  for (auto& candidate : all_serving) {
    if (candidate.integration.name == name) return std::move(candidate);
    known.push_back(candidate.integration.name);
  }
  return unknown_integration(name, known);
}

Result<std::vector<store::IntegrationRow>> Directory::all() {
  ITSM_TRY(const auto companies, database_.in_house([](store::Transaction& transaction) {
    return store::list_companies(transaction);
  }));
  std::vector<CompanyId> owners{store::kHouse};
  for (const auto& company : companies) owners.push_back(company.id);
  std::vector<store::IntegrationRow> rows;
  for (const CompanyId owner : owners) {
    ITSM_TRY(auto owned, database_.in_company(owner, [](store::Transaction& transaction) {
      return store::list_integrations(transaction);
    }));
    std::move(owned.begin(), owned.end(), std::back_inserter(rows));
  }
  return rows;
}

Result<store::IntegrationRow> Directory::find(const std::string& name) {
  ITSM_TRY(auto rows, all());
  std::vector<std::string> known;
  for (auto& row : rows) {
    if (row.name == name) return std::move(row);
    known.push_back(row.name);
  }
  return unknown_integration(name, known);
}

Result<CheckOutcome> Directory::check(const store::IntegrationRow& row, const std::vector<Named>& projects) {
  ITSM_TRY(const auto before, connection_of(row));
  store::ConnectionRow connection;
  connection.settings_digest = settings_digest(row, projects);
  connection.checked_at = clock_.now();
  connection.connection = Json::object();
  connection.report = Json::object();

  ITSM_TRY(const auto live, open(row));
  auto report = live->check({projects});
  CheckOutcome outcome;
  if (report) {
    outcome.report = *report;
    outcome.missing = missing_permissions(live->manifest(), outcome.report);
    outcome.passed = outcome.missing.empty();
    connection.passed = outcome.passed;
    connection.health = outcome.passed ? store::IntegrationHealth::good : store::IntegrationHealth::degraded;
    connection.connection = to_document(outcome.report.connection);
    connection.report = to_document(outcome.report);
  } else {
    const Problem& why = report.error();
    const bool unanswered = why.kind == ProblemKind::unavailable || why.kind == ProblemKind::throttled;
    const bool known = before && before->settings_digest == connection.settings_digest;
    if (known) {
      connection.connection = before->connection;
      connection.report = before->report;
      connection.passed = before->passed && unanswered;
    }
    connection.problem = why.message;
    connection.health = needs_reconnect(why)               ? store::IntegrationHealth::needs_reconnect
                        : unanswered && !connection.passed ? store::IntegrationHealth::unchecked
                                                           : store::IntegrationHealth::degraded;
  }
  ITSM_CHECK(database_.in_company(row.owner, [&](store::Transaction& transaction) -> Result<> {
    if (connection.passed) ITSM_CHECK(store::forget_pace(transaction, row.id, connection.checked_at));
    return store::store_connection(transaction, row.id, connection);
  }));
  if (!report) return unexpected(std::move(report).error());
  return outcome;
}

Result<> Directory::passed_check(const store::IntegrationRow& row, const std::vector<Named>& projects) {
  ITSM_TRY(const auto connection, connection_of(row));
  if (connection && connection->passed && connection->settings_digest == settings_digest(row, projects))
    return {};
  return problem(ProblemKind::conflict, "check_needed",
                 "the integration " + row.name + " has not passed a check with its present settings",
                 "run: host_stub integrations check " + row.name);
}

}  // namespace itsm::host::integrations
