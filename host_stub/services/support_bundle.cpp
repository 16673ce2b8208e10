// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/support_bundle.hpp"

#include <sys/utsname.h>

#include <fstream>
#include <thread>

#include <itsm/plugin_abi.h>

#include "host_stub/services/tar_archive.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/channels.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/store/erasures.hpp"
#include "host_stub/store/figures.hpp"
#include "host_stub/store/migration.hpp"
#include "host_stub/store/server.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kAlertsTold = 200;
constexpr auto kBundleFolder = "itsm-support/";

// An address, a connection string or a path that may hold a password: that it is there is all that is told.
std::string whether_set(const std::string& text) { return text.empty() ? "not set" : "set"; }

std::string system_name() {
  std::ifstream release("/etc/os-release");
  for (std::string line; std::getline(release, line);)
    if (line.starts_with("PRETTY_NAME=")) return line.substr(line.find('=') + 1);
  return "unknown";
}

Result<Json> told_versions(Services& services) {
  utsname kernel{};
  ::uname(&kernel);
  ITSM_TRY(const auto server, services.database.in_house(store::server_version));
  Json migrations = Json::array();
  for (const auto& migration : store::embedded_migrations()) migrations.push_back(migration.name);
  return Json{{"host", ITSM_SDK_VERSION},
              {"system", system_name()},
              {"kernel", std::string(kernel.sysname) + " " + kernel.release + " " + kernel.machine},
              {"processors", std::thread::hardware_concurrency()},
              {"postgresql", server},
              {"schema", migrations.back()},
              {"migrations", migrations},
              {"written_at", to_rfc3339(services.clock.now())}};
}

Json told_configuration(const config::HostSettings& settings) {
  return {{"server",
           {{"port", settings.server.listen.port}, {"public_url", whether_set(settings.server.public_url)}}},
          {"database",
           {{"url", settings.database.url.empty() ? "a private PostgreSQL" : "set"},
            {"admin_url", whether_set(settings.database.admin_url)}}},
          {"plugins", {{"in_process", settings.plugins.in_process}, {"workers", settings.plugins.workers}}},
          {"network",
           {{"allow", settings.network.allow}, {"ca_file", whether_set(settings.network.ca_file.string())}}},
          {"log", {{"level", name_of(settings.log.level)}, {"format", name_of(settings.log.format)}}},
          {"limits",
           {{"request_body", settings.limits.request_body},
            {"webhook_body", settings.limits.webhook_body},
            {"import_body", settings.limits.import_body}}},
          {"alerts", {{"webhook", whether_set(settings.alerts.webhook_url)}}},
          {"sign_in", {{"oidc", whether_set(settings.sign_in.provider.issuer)}}},
          {"retention",
           {{"webhooks_s", settings.retention.webhooks.count()},
            {"exchanges_s", settings.retention.exchanges.count()}}},
          {"development", settings.development}};
}

Json told_plugins(const integrations::PluginCatalog& catalog) {
  Json items = Json::array();
  for (const auto& entry : catalog.entries()) {
    Json item = {
        {"file", entry.file.filename().string()}, {"sha256", entry.digest}, {"in_use", entry.in_use}};
    if (entry.plugin) {
      item["id"] = entry.plugin->manifest().id;
      item["version"] = entry.plugin->manifest().version;
    } else if (entry.refusal) {
      item["refused"] = name_of(entry.refusal->rule);
    }
    items.push_back(std::move(item));
  }
  return items;
}

Json integration_item(const store::IntegrationRow& row, const std::optional<store::ChannelRow>& channel) {
  Json item = {{"owner", row.owner.value},
               {"id", row.id.value},
               {"plugin", row.plugin},
               {"state", static_cast<int>(row.state)},
               {"auth", row.auth}};
  if (!channel) return item;
  item["poll_failures"] = channel->failures;
  item["webhooks_registered"] = channel->subscriptions.size();
  item["missed"] = channel->missed;
  return item;
}

// Never the message: it quotes what vendors answered.
Json alert_item(CompanyId company, const store::AlertRow& alert) {
  return {{"company", company.value},
          {"cause", alert.cause},
          {"count", alert.count},
          {"first_at", to_rfc3339(alert.first_at)},
          {"last_at", to_rfc3339(alert.last_at)}};
}

Json backlog_item(CompanyId company, const store::Backlog& waiting) {
  return {{"company", company.value},
          {"creates_due", waiting.creates_due},
          {"creates_uncertain", waiting.creates_uncertain},
          {"jobs_parked", waiting.jobs_parked},
          {"news_due", waiting.news_due},
          {"news_parked", waiting.news_parked},
          {"reviews_open", waiting.reviews_open},
          {"alerts_open", waiting.alerts_open},
          {"duplicates", waiting.duplicates},
          {"channels_degraded", waiting.channels_degraded}};
}

// What is told of each company and of the house.
struct BundleParts {
  Json integrations = Json::array();
  Json alerts = Json::array();
  Json waiting = Json::array();
  Json rows = Json::array();
};

Result<> tell_owner(Services& services, CompanyId owner, BundleParts& told) {
  BundleParts of_owner;
  std::vector<store::IntegrationRow> own;
  ITSM_CHECK(services.database.in_company(owner, [&](store::Transaction& transaction) -> Result<> {
    of_owner = {};
    ITSM_TRY(own, store::list_integrations(transaction));
    for (const auto& row : own) {
      ITSM_TRY(const auto channel, store::load_channel(transaction, row.id));
      of_owner.integrations.push_back(integration_item(row, channel));
    }
    ITSM_TRY(const auto alerts, store::list_alerts(transaction, true, 0, kAlertsTold));
    for (const auto& alert : alerts) of_owner.alerts.push_back(alert_item(owner, alert));
    ITSM_TRY(const auto waiting, store::backlog(transaction));
    of_owner.waiting.push_back(backlog_item(owner, waiting));
    Json counts = Json::object();
    for (const std::string_view table : store::erased_tables()) {
      ITSM_TRY(const auto rows, store::count_rows(transaction, table));
      if (rows > 0) counts[std::string(table)] = rows;
    }
    of_owner.rows.push_back({{"company", owner.value}, {"rows", counts}});
    return {};
  }));
  // Opened to be looked for in what is written; one that does not open is not known to anybody.
  for (const auto& row : own)
    if (const auto opened = services.secrets.open(owner, row.id))
      for (const auto& [field, value] : *opened) services.log.redactor().remember(value);
  const auto append = [](Json& all, Json& some) {
    for (auto& item : some) all.push_back(std::move(item));
  };
  append(told.integrations, of_owner.integrations);
  append(told.alerts, of_owner.alerts);
  append(told.waiting, of_owner.waiting);
  append(told.rows, of_owner.rows);
  return {};
}

}  // namespace

Result<SupportBundle> write_support_bundle(Services& services, const std::filesystem::path& file) {
  ITSM_TRY(const auto companies, services.database.in_house(
                                     [](store::Transaction& house) { return store::list_companies(house); }));
  BundleParts told;
  ITSM_CHECK(tell_owner(services, store::kHouse, told));
  for (const auto& company : companies) ITSM_CHECK(tell_owner(services, company.id, told));
  ITSM_TRY(const Json version, told_versions(services));
  const std::vector<std::pair<std::string, Json>> documents{
      {"versions.json", version},
      {"configuration.json", told_configuration(services.settings)},
      {"plugins.json", told_plugins(services.plugins)},
      {"integrations.json", told.integrations},
      {"alerts.json", told.alerts},
      {"waiting.json", told.waiting},
      {"rows.json", told.rows}};
  std::vector<ArchivedFile> files;
  SupportBundle bundle{file.string(), {}};
  for (const auto& [name, document] : documents) {
    files.push_back(
        {kBundleFolder + name, services.log.redactor().redact(
                                   document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n")});
    bundle.holds.push_back(name);
  }
  ITSM_CHECK(write_archive(file, files, services.clock.now()));
  return bundle;
}

}  // namespace itsm::host::services
