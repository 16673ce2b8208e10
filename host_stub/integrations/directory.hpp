// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/integrations/plugin_catalog.hpp"
#include "host_stub/integrations/secrets.hpp"
#include "host_stub/integrations/source.hpp"
#include "host_stub/integrations/tokens/session_keeper.hpp"
#include "host_stub/integrations/tokens/token_keeper.hpp"
#include "host_stub/store/integrations.hpp"

namespace itsm::host::integrations {

using store::Serving;

// The report of a check, as stored and shown.
struct CheckOutcome {
  CheckReport report{};
  bool passed = false;
  std::vector<std::string> missing{};  // required permissions that are not granted, as sentences
};

// All configured integrations, opened when they are needed and kept until their configuration changes. Any
// thread.
class Directory final : public IntegrationSource {
 public:
  // All borrowed. `development`: integrations may lead a vendor's addresses to a simulator.
  Directory(store::Database& database, const PluginCatalog& plugins, Secrets& secrets, http::Client& client,
            const Clock& clock, observe::Log& log, bool development = false)
      : database_(database),
        plugins_(plugins),
        secrets_(secrets),
        client_(client),
        clock_(clock),
        log_(log),
        development_(development),
        tokens_(database, secrets, clock, log),
        sessions_(secrets, clock, log) {}

  Result<std::shared_ptr<LiveIntegration>> live(CompanyId owner, IntegrationId id) override;
  // Also one that is not enabled: for checks and pickers while it is set up.
  Result<std::shared_ptr<LiveIntegration>> open(const store::IntegrationRow& row);
  // What opening starts from. Refused: settings that do not fit the plugin.
  Result<Account> account(const store::IntegrationRow& row);
  TokenKeeper& tokens() { return tokens_; }

  // The integrations that serve the company, by name.
  Result<std::vector<Serving>> serving(CompanyId company);
  // One of them. Refused with the names that there are.
  Result<Serving> serving(CompanyId company, const std::string& name);
  // Of all owners.
  Result<std::vector<store::IntegrationRow>> all();
  // By name among all owners, for operators. Refused with the names that there are.
  Result<store::IntegrationRow> find(const std::string& name);

  // Asks the vendor for the permissions in these projects (none: wherever the account may) and stores what
  // was learned. A vendor that does not answer takes nothing away from what an earlier check of the same
  // learned.
  Result<CheckOutcome> check(const store::IntegrationRow& row, const std::vector<Named>& projects);
  // Whether exactly these settings have passed a check in exactly these projects. Refused with
  // "check_needed".
  Result<> passed_check(const store::IntegrationRow& row, const std::vector<Named>& projects);

 private:
  struct Opened {
    std::int64_t row_version = 0;
    Time checked_at{};
    std::shared_ptr<LiveIntegration> live{};
  };

  Result<std::optional<store::ConnectionRow>> connection_of(const store::IntegrationRow& row);
  Result<Account> account(const store::IntegrationRow& row,
                          const std::optional<store::ConnectionRow>& connection);

  store::Database& database_;
  const PluginCatalog& plugins_;
  Secrets& secrets_;
  http::Client& client_;
  const Clock& clock_;
  observe::Log& log_;
  const bool development_;
  TokenKeeper tokens_;
  SessionKeeper sessions_;
  std::mutex mutex_;
  std::map<IntegrationId, Opened> opened_;
};

// SHA-256 of what a check depends on, hex. Projects count by the names that the configuration gives them.
std::string settings_digest(const store::IntegrationRow& row, const std::vector<Named>& projects);

}  // namespace itsm::host::integrations
