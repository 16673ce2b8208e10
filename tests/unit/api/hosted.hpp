// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "host_stub/api/api.hpp"
#include "host_stub/outbox/live_vendors.hpp"
#include "host_stub/outbox/service.hpp"
#include "host_stub/outbox/stored_ledger.hpp"
#include "host_stub/services/apply.hpp"
#include "host_stub/sync/live_sources.hpp"
#include "host_stub/sync/stored_journal.hpp"
#include "tests/support/postgres.hpp"
#include "tests/unit/api/desk_plugin.hpp"
#include "tests/unit/http/temporary_folder.hpp"

namespace itsm::host::api::test {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers{};  // names in lower case
  std::string body{};
  Json json() const { return Json::parse(body); }
  std::string code() const { return json().value("code", ""); }
};

// The API over a real listener and a private PostgreSQL, with the companies acme and other, which share
// nothing, and the integration `desk` of acme.
class Hosted {
 public:
  // Nothing where PostgreSQL is not installed; it said so.
  static std::unique_ptr<Hosted> start();
  ~Hosted();

  // As the analyst of acme, unless told otherwise; an empty token sends none.
  Answer send(const std::string& method, const std::string& target, const std::string& body = {},
              std::map<std::string, std::string> headers = {});
  Answer get(const std::string& target) { return send("GET", target); }
  Answer post(const std::string& target, const Json& body, std::map<std::string, std::string> headers = {});
  // Stores a further document, as `apply` does.
  Result<services::ApplyReport> try_apply(const std::string& file, const std::string& text);
  void apply(const std::string& file, const std::string& text);
  // The document of the integration, for these projects; only SEC is allowed at first.
  std::string desk(const std::string& projects) const;
  // Imports a scan with so many findings; answers the import.
  Json import(int findings, const std::string& asset = "shop");
  std::vector<std::int64_t> finding_ids();
  // Makes their tickets; answers the push.
  Json push(const std::vector<std::int64_t>& findings);
  // The push, when it has ended.
  Json finished_push(std::int64_t push);
  Json alerts(const std::string& query = {});

  std::string token(const std::string& company, const std::string& role);
  void use(std::string bearer) { bearer_ = std::move(bearer); }
  services::Services& services() { return *services_; }
  DeskVendor& vendor() { return vendor_; }
  SettableClock& clock() { return clock_; }
  void start_outbox();

 private:
  explicit Hosted(itsm::test::TestDatabase database);
  void open();
  void apply_configuration();

  http::test::TemporaryFolder folder_{};
  itsm::test::TestDatabase database_;
  config::HostSettings settings_{};
  std::unique_ptr<observe::Log> log_ = observe::Log::silent();
  SettableClock clock_;
  DeskVendor vendor_{};
  std::unique_ptr<vault::RingFile> keys_{};
  std::optional<integrations::PluginCatalog> plugins_{};
  std::optional<integrations::Secrets> secrets_{};
  std::optional<integrations::Directory> directory_{};
  std::optional<findings::ImportService> imports_{};
  std::optional<push::Planner> planner_{};
  std::optional<push::PushService> pushes_{};
  std::optional<outbox::StoredLedger> ledger_{};
  std::optional<outbox::LiveVendors> vendors_{};
  outbox::SteadyMonotonic monotonic_{};
  outbox::SystemRandom random_{};
  const outbox::Instruments instruments_{clock_, monotonic_, random_};
  std::optional<outbox::Worker> worker_{};
  std::optional<sync::StoredJournal> journal_{};
  std::optional<sync::LiveSources> sources_{};
  std::optional<services::Services> services_{};
  std::optional<outbox::Service> outbox_{};
  std::stop_source stopping_{};
  std::optional<Api> api_{};
  std::unique_ptr<http::Listener> listener_{};
  std::string bearer_{};
};

// SARIF with so many results in files of their own.
std::string sarif(int results);

}  // namespace itsm::host::api::test
