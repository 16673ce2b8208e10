// SPDX-License-Identifier: Apache-2.0
#include "host_stub/app/house.hpp"

#include <fstream>
#include <iterator>

#include "host_stub/http/address_guard.hpp"
#include "host_stub/integrations/recording.hpp"
#include "host_stub/services/new_ticket.hpp"
#include "host_stub/store/migration.hpp"
#include "host_stub/vault/key_file.hpp"

namespace itsm::host::app {
namespace {

// What belongs to the program.
struct Companions {
  std::filesystem::path worker{};
  std::filesystem::path plugins{};  // those that come with it
  std::filesystem::path web{};      // the workbench's pages
};

// A build folder has them in bin and beside it, an installation where the install rules put them.
Companions companions_of(const std::filesystem::path& program) {
  const auto bin = program.parent_path();
  const auto built = bin / "itsm-worker";
  const auto web = bin.parent_path() / "share/itsm/web";
  if (std::filesystem::exists(built)) return {built, bin.parent_path() / "plugins", web};
  return {bin.parent_path() / "libexec/itsm/itsm-worker", bin.parent_path() / "lib/itsm/plugins", web};
}

LogLevel level_of(config::Verbosity verbosity) {
  switch (verbosity) {
    case config::Verbosity::debug:
      return LogLevel::debug;
    case config::Verbosity::info:
      return LogLevel::info;
    case config::Verbosity::warning:
      return LogLevel::warning;
    case config::Verbosity::error:
      return LogLevel::error;
  }
  return LogLevel::info;
}

Result<config::HostSettings> read_settings(const HouseOptions& options) {
  config::HostSettings settings;
  if (!options.configuration.empty()) {
    std::ifstream file(options.configuration);
    if (!file)
      return problem(ProblemKind::invalid, "configuration_missing",
                     "the configuration " + options.configuration.string() + " cannot be read",
                     "name an existing file with --config; config/host.yaml is an example");
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    ITSM_TRY(settings, config::read_host_settings(options.configuration.string(), text));
  }
  if (options.data) settings.data = *options.data;
  settings.development = options.development;
  settings.data = std::filesystem::absolute(settings.data);
  if (settings.plugins.directory.empty()) settings.plugins.directory = companions_of(options.program).plugins;
  settings.plugins.directory = std::filesystem::absolute(settings.plugins.directory);
  if (settings.key_file.empty()) settings.key_file = settings.data / "vault.key";
  return settings;
}

// A recording is a file, or the one of this name in a folder.
std::filesystem::path exchanges_in(const std::filesystem::path& recording) {
  return std::filesystem::is_directory(recording) ? recording / "exchanges.jsonl" : recording;
}

Result<> make_data_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  const bool made = std::filesystem::create_directories(folder, failed);
  if (failed)
    return problem(ProblemKind::invalid, "data_folder",
                   "the data folder " + folder.string() + " cannot be made: " + failed.message(),
                   "name another one with --data");
  if (made)
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all |
                                             std::filesystem::perms::group_exec |
                                             std::filesystem::perms::others_exec);
  return {};
}

}  // namespace

Result<std::unique_ptr<House>> House::open(const HouseOptions& options) {
  std::unique_ptr<House> house(new House());
  ITSM_CHECK(house->open_settings(options));
  ITSM_CHECK(make_data_folder(house->settings_.data));
  ITSM_CHECK(house->open_database());
  ITSM_CHECK(house->open_keys());
  ITSM_CHECK(house->open_network(options));
  house->open_plugins(options);
  house->assemble();
  return house;
}

Result<std::unique_ptr<House>> House::open_for_trial(const HouseOptions& options) {
  std::unique_ptr<House> house(new House());
  ITSM_CHECK(house->open_settings(options));
  ITSM_CHECK(house->open_network(options));
  return house;
}

services::TrialRoom House::trial_room(const HouseOptions& options) {
  loader::LoadOptions load = load_options(options);
  load.pins = loader::Pins::ignored;  // whoever tries a file names it
  return {std::move(load), client_.get(), &clock_, log_.get(), options.development};
}

Result<> House::open_settings(const HouseOptions& options) {
  ITSM_TRY(settings_, read_settings(options));
  if (options.development) {
    ITSM_TRY(disaster_, Disaster::from_environment());
  }
  observe::LogOptions log;
  log.level = options.quiet ? LogLevel::warning : level_of(settings_.log.level);
  log.json = settings_.log.format == config::LogFormat::json;
  ITSM_TRY(log_, observe::Log::open(log));
  return {};
}

Result<> House::open_database() {
  store::DatabaseOptions options;
  options.pool.url = settings_.database.url;
  if (options.pool.url.empty()) {
    store::ClusterOptions cluster;
    cluster.data_dir = settings_.data;
    ITSM_TRY(cluster_, store::PrivateCluster::start(cluster));
    // Our own database is brought up to date without asking; a configured one is the operator's: host_stub
    // migrate.
    ITSM_TRY(const auto applied, store::migrate(cluster_->administrator_url()));
    if (!applied.empty())
      log_->info("migrated", "the private database is up to date",
                 {{"applied", static_cast<std::int64_t>(applied.size())}});
    options.pool.url = cluster_->application_url();
    options.pool.revive = [this] {
      if (!cluster_->revive()) return false;
      log_->warning("database_revived", "the private database could not be reached; it runs again");
      return true;
    };
  }
  ITSM_TRY(database_, store::Database::open(options));
  return {};
}

Result<> House::open_keys() {
  if (!std::filesystem::exists(settings_.key_file)) {
    ITSM_CHECK(vault::create_key_file(settings_.key_file));
    log_->info("key_made", "a new key file was made; without it no stored secret opens again, so back it up",
               {{"file", settings_.key_file.string()}});
  }
  ITSM_TRY(keys_, vault::RingFile::open(settings_.key_file));
  return {};
}

Result<> House::open_network(const HouseOptions& options) {
  http::GuardOptions guard;
  for (const auto& network : settings_.network.allow) {
    ITSM_TRY(const http::Network parsed, http::Network::parse(network));
    guard.allowed.push_back(parsed);
  }
  ITSM_TRY(guard_, http::GuardProxy::start(guard));
  http::ClientOptions client;
  client.ca_file = settings_.network.ca_file;
  ITSM_TRY(client_, http::make_client(*guard_, client));
  if (!options.replay.empty()) {
    ITSM_TRY(client_, integrations::ReplayingClient::from(exchanges_in(options.replay), *log_));
  }
  if (!options.record.empty()) {
    ITSM_TRY(client_, integrations::RecordingClient::around(std::move(client_), exchanges_in(options.record),
                                                            *log_, clock_));
  }
  if (disaster_) client_ = disaster_->around(std::move(client_));
  return {};
}

loader::LoadOptions House::load_options(const HouseOptions& options) {
  loader::LoadOptions load;
  load.worker_program = companions_of(options.program).worker;
  load.in_process = settings_.plugins.in_process;
  load.workers = static_cast<std::size_t>(settings_.plugins.workers);
  load.pins = options.development ? loader::Pins::told : loader::Pins::required;
  load.on_unpinned = [this](const loader::LoadRefusal& seen) {
    log_->warning("plugin_unpinned", seen.message, {{"file", seen.file.string()}, {"remedy", seen.remedy}});
  };
  load.on_misbehaviour = [this](const loader::Misbehaviour& seen) {
    log_->error("plugin_misbehaves", seen.message, {{"plugin", seen.plugin}, {"operation", seen.operation}});
  };
  bool told = false;  // of the kernel, not of each plugin
  load.on_missing_lock = [this, told](const std::string& missing) mutable {
    if (!std::exchange(told, true)) log_->warning("plugin_lock_missing", missing, {});
  };
  return load;
}

void House::open_plugins(const HouseOptions& options) {
  plugins_ = integrations::PluginCatalog::load(settings_.plugins.directory, load_options(options), *log_);
}

void House::assemble() {
  secrets_.emplace(*database_, *keys_, clock_);
  directory_.emplace(*database_, *plugins_, *secrets_, *client_, clock_, *log_, settings_.development);
  imports_.emplace(*database_, clock_);
  planner_.emplace(*database_, *directory_, *secrets_, clock_, settings_.server.public_url);
  pushes_.emplace(*database_, *planner_, clock_);
  ledger_ = std::make_unique<outbox::StoredLedger>(*database_, *log_);
  vendors_ = std::make_unique<outbox::LiveVendors>(*directory_);
  outbox::Lease lease;
  if (disaster_) {
    ledger_ = disaster_->around(std::move(ledger_));
    vendors_ = disaster_->around(std::move(vendors_));
    lease = disaster_->lease;
  }
  journal_.emplace(*database_, *log_);
  sources_.emplace(*directory_);
  outward_journal_ = std::make_unique<sync::StoredJournal>(*database_, *log_);
  outward_records_ = std::make_unique<sync::StoredOutwardRecords>(*database_);
  outward_sources_ = std::make_unique<sync::LiveSources>(*directory_);
  if (disaster_) {
    outward_journal_ = disaster_->around(std::move(outward_journal_));
    outward_records_ = disaster_->around(std::move(outward_records_));
    outward_sources_ = disaster_->around(std::move(outward_sources_));
  }
  outward_.emplace(sync::OutwardTools{
      *database_, *ledger_, *outward_sources_, *outward_journal_, *outward_records_, instruments_, *log_,
      settings_.server.public_url,
      [this](CompanyId company, const sync::Place& place, const std::vector<FindingId>& findings) {
        return services::make_new_ticket(*pushes_, company, place.name, findings);
      }});
  worker_.emplace(*ledger_, *vendors_, instruments_, *log_, lease, &*outward_);
  services_.emplace(services::Services{settings_, *log_, clock_, *database_, *plugins_, *secrets_,
                                       *directory_, *imports_, *planner_, *pushes_, *worker_, *journal_,
                                       *sources_, instruments_, *client_});
  if (disaster_ && disaster_->crash_point)
    services_->at_step = [point = disaster_->crash_point](std::string_view step) { point->pass(step); };
}

std::filesystem::path web_folder(const std::filesystem::path& program) { return companions_of(program).web; }

std::filesystem::path example_folder(const std::filesystem::path& program) {
  return program.parent_path().parent_path() / "share/itsm/examples/acme";
}

Result<std::vector<std::string>> migrate(const HouseOptions& options) {
  ITSM_TRY(const config::HostSettings settings, read_settings(options));
  const config::DatabaseSettings& database = settings.database;
  if (!database.admin_url.empty()) return store::migrate(database.admin_url);
  if (!database.url.empty()) return store::migrate(database.url);
  ITSM_CHECK(make_data_folder(settings.data));
  store::ClusterOptions cluster;
  cluster.data_dir = settings.data;
  ITSM_TRY(const auto started, store::PrivateCluster::start(cluster));
  return store::migrate(started->administrator_url());
}

}  // namespace itsm::host::app
