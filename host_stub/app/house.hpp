// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "host_stub/app/disaster.hpp"
#include "host_stub/http/guard_proxy.hpp"
#include "host_stub/http/rest_client.hpp"
#include "host_stub/outbox/live_vendors.hpp"
#include "host_stub/outbox/stored_ledger.hpp"
#include "host_stub/services/plugin_trial.hpp"
#include "host_stub/services/services.hpp"
#include "host_stub/store/private_cluster.hpp"
#include "host_stub/sync/live_sources.hpp"
#include "host_stub/sync/outward_job.hpp"
#include "host_stub/sync/stored_journal.hpp"

namespace itsm::host::app {

// How a process was started, above what its configuration says.
struct HouseOptions {
  std::filesystem::path configuration{};        // config/host.yaml; empty: defaults
  std::optional<std::filesystem::path> data{};  // --data
  std::filesystem::path program{};              // the running program; its helpers lie beside it
  bool quiet = false;                           // a command: warnings and errors only
  bool development = false;                     // --dev
  std::filesystem::path record{};               // --record; empty: nothing is recorded
  std::filesystem::path replay{};               // --replay; empty: vendors are reached
};

// The composition: everything that a process of this host needs, opened in order and closed in its exact
// reverse.
class House {
 public:
  static Result<std::unique_ptr<House>> open(const HouseOptions& options);
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House() = default;

  services::Services& services() { return *services_; }

  // Without a database and what needs it: for trial_room alone.
  static Result<std::unique_ptr<House>> open_for_trial(const HouseOptions& options);
  services::TrialRoom trial_room(const HouseOptions& options);

 private:
  House() = default;

  Result<> open_settings(const HouseOptions& options);
  Result<> open_database();
  Result<> open_keys();
  Result<> open_network(const HouseOptions& options);
  loader::LoadOptions load_options(const HouseOptions& options);
  void open_plugins(const HouseOptions& options);
  void assemble();

  // In the order of opening; destroyed from the last to the first.
  config::HostSettings settings_;
  std::optional<Disaster> disaster_;
  std::unique_ptr<observe::Log> log_;
  SystemClock clock_;
  std::unique_ptr<store::PrivateCluster> cluster_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<vault::RingFile> keys_;
  std::unique_ptr<http::GuardProxy> guard_;
  std::unique_ptr<http::Client> client_;
  std::optional<integrations::PluginCatalog> plugins_;
  std::optional<integrations::Secrets> secrets_;
  std::optional<integrations::Directory> directory_;
  std::optional<findings::ImportService> imports_;
  std::optional<push::Planner> planner_;
  std::optional<push::PushService> pushes_;
  std::unique_ptr<outbox::Ledger> ledger_;
  std::unique_ptr<outbox::Vendors> vendors_;
  outbox::SteadyMonotonic monotonic_;
  outbox::SystemRandom random_;
  const outbox::Instruments instruments_{clock_, monotonic_, random_};
  std::optional<sync::StoredJournal> journal_;
  std::optional<sync::LiveSources> sources_;
  std::unique_ptr<sync::Journal> outward_journal_;
  std::unique_ptr<sync::OutwardRecords> outward_records_;
  std::unique_ptr<sync::Sources> outward_sources_;
  std::optional<sync::OutwardWork> outward_;
  std::optional<outbox::Worker> worker_;
  std::optional<services::Services> services_;
};

// Where the workbench's pages lie that come with this program.
std::filesystem::path web_folder(const std::filesystem::path& program);
// Where the example plugin lies that comes with it.
std::filesystem::path example_folder(const std::filesystem::path& program);

// Brings the configured database's schema up to date; answers the names of the migrations that were applied.
Result<std::vector<std::string>> migrate(const HouseOptions& options);

}  // namespace itsm::host::app
