// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/documents/manifest.hpp>

#include "host_stub/integrations/plugin_catalog.hpp"
#include "host_stub/integrations/secrets.hpp"
#include "host_stub/store/integrations.hpp"

namespace itsm::host::sync {

// Who receives at an address, and how a delivery shows where it comes from.
struct HookTarget {
  CompanyId owner{};
  IntegrationId integration{};
  std::optional<WebhookProof> proof{};  // absent: none can be checked
  std::vector<std::string> secrets{};
  bool allow_unsigned = false;
};

// The receivers of webhooks by their address, known for some seconds so that a delivery costs no reads. An
// address that nobody has costs as much as one that somebody has. Any thread.
class HookTargets {
 public:
  // All borrowed. `development`: integrations may take deliveries without a proof.
  HookTargets(store::Database& database, const integrations::PluginCatalog& plugins,
              integrations::Secrets& secrets, const Clock& clock, bool development)
      : database_(database), plugins_(plugins), secrets_(secrets), clock_(clock), development_(development) {}

  // What was known of the address at most so long ago.
  struct Found {
    std::shared_ptr<const HookTarget> target{};  // null: nobody receives there
    Time known_since{};
  };
  // `company`: the name of the owner, "_" for what serves several.
  Result<Found> find(const std::string& company, const std::string& key, std::chrono::milliseconds age);

 private:
  Result<std::shared_ptr<const HookTarget>> look_up(const std::string& company, const std::string& key);

  store::Database& database_;
  const integrations::PluginCatalog& plugins_;
  integrations::Secrets& secrets_;
  const Clock& clock_;
  const bool development_;
  std::mutex mutex_;
  std::map<std::string, Found, std::less<>> known_;
};

// Below it vendors deliver: /hooks/{company}/{key}.
inline constexpr std::string_view kHookPath = "/hooks/";
// How an owner is called there.
Result<std::string> hook_company(store::Database& database, CompanyId owner);

// Long enough that deliveries cost no reads, and as long as a change may take to be seen.
inline constexpr std::chrono::seconds kTargetsKnownFor{5};

// The fields of a credential that sign webhooks: the one in force, and for a day the one before.
inline constexpr std::string_view kWebhookSecret = "webhook";
inline constexpr std::string_view kPreviousWebhookSecret = "webhook.previous";

}  // namespace itsm::host::sync
