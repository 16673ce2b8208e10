// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/check.hpp>

#include "host_stub/store/database.hpp"

// Configured integrations: an owner (a company, or the house), whom they serve, and what the last check
// learned.
namespace itsm::host::store {

enum class IntegrationState : std::int16_t { draft = 0, disabled = 1, enabled = 2, disconnected = 3 };
enum class IntegrationHealth : std::int16_t { unchecked = 0, good = 1, degraded = 2, needs_reconnect = 3 };

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::IntegrationState> {
  using enum itsm::host::store::IntegrationState;
  static constexpr std::array<std::pair<itsm::host::store::IntegrationState, std::string_view>, 4> names{
      {{draft, "draft"}, {disabled, "disabled"}, {enabled, "enabled"}, {disconnected, "disconnected"}}};
};
template <>
struct itsm::EnumNames<itsm::host::store::IntegrationHealth> {
  using enum itsm::host::store::IntegrationHealth;
  static constexpr std::array<std::pair<itsm::host::store::IntegrationHealth, std::string_view>, 4> names{
      {{unchecked, "unchecked"},
       {good, "good"},
       {degraded, "degraded"},
       {needs_reconnect, "needs_reconnect"}}};
};

namespace itsm::host::store {

// How an integration is kept in step with its vendor.
struct SyncOptions {
  std::int64_t poll_every_s = 300;
  std::optional<std::int64_t> poll_daily_min{};
  std::string proof{};
  bool allow_unsigned = false;
  std::optional<bool> auto_close{};
  std::int64_t sweep_every_s = 86'400;
  bool sweep_repairs = false;
  bool sweep_off = false;
  std::int64_t join_edits_s = 600;
  bool join_edits_off = false;

  static constexpr std::string_view kDocument = "sync_options";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("poll_every_s", self.poll_every_s, "Seconds between two polls.");
    visit.optional("poll_daily_min", self.poll_daily_min, "Instead: minutes after midnight, UTC.");
    visit.optional("proof", self.proof, "What its webhooks must carry; empty: the strongest.");
    visit.optional("allow_unsigned", self.allow_unsigned, "Development: webhooks need no proof.");
    visit.optional("auto_close", self.auto_close, "In the place of the policy's auto_close_on_resolve.");
    visit.optional("sweep_every_s", self.sweep_every_s, "Seconds between two comparisons of all links.");
    visit.optional("sweep_repairs", self.sweep_repairs, "They bring in step what differs.");
    visit.optional("sweep_off", self.sweep_off, "They come only when somebody asks.");
    visit.optional("join_edits_s", self.join_edits_s, "Seconds for which edits of one ticket wait for more.");
    visit.optional("join_edits_off", self.join_edits_off, "They do not wait.");
  }
  bool operator==(const SyncOptions&) const = default;
};

struct IntegrationRow {
  IntegrationId id{};
  CompanyId owner{};
  std::string name{};
  std::string webhook_key{};  // random; its part of the webhook path
  std::string plugin{};
  IntegrationState state = IntegrationState::draft;
  std::string base_url{};
  std::string auth{};
  std::string policy{};
  std::map<std::string, Json> settings{};
  std::map<std::string, Json> chosen{};            // settings that were picked while it was connected
  std::map<std::string, std::string> addresses{};  // development: where requests to an address go instead
  SyncOptions sync{};
  Time created_at{};
  Time updated_at{};
  std::int64_t row_version = 0;
};

// What serves a company.
struct ServiceRow {
  CompanyId owner{};
  IntegrationId integration{};
  std::vector<Named> projects{};  // allowed for this company; empty: not restricted
};

// What may be used for a company: the integration and the projects allowed there.
struct Serving {
  IntegrationRow integration{};
  std::vector<Named> projects{};
};

struct ConnectionRow {
  IntegrationHealth health = IntegrationHealth::unchecked;
  bool passed = false;
  std::string settings_digest{};  // hex; of the settings that were checked
  Json connection{};
  Json report{};
  std::string problem{};
  Time checked_at{};
};

// In the owner's scope. Made, or brought up to date: state, webhook key and chosen settings of an existing
// one are kept.
Result<IntegrationId> upsert_integration(Transaction& owner, const IntegrationRow& row, Time now);
Result<std::optional<IntegrationRow>> load_integration(Transaction& owner, IntegrationId id);
Result<std::optional<IntegrationRow>> find_integration(Transaction& owner, const std::string& name);
Result<std::optional<IntegrationRow>> find_integration_by_webhook_key(Transaction& owner,
                                                                      const std::string& key);
Result<std::vector<IntegrationRow>> list_integrations(Transaction& owner);
Result<> set_integration_state(Transaction& owner, IntegrationId id, IntegrationState state, Time now);

// In the place of those that were chosen before.
Result<> set_chosen_settings(Transaction& owner, IntegrationId id, const std::map<std::string, Json>& chosen,
                             Time now);

// With its connection, credentials, tokens and consents; what it holds in companies must be gone before.
Result<> delete_integration(Transaction& owner, IntegrationId id);

Result<> store_connection(Transaction& owner, IntegrationId id, const ConnectionRow& connection);
Result<std::optional<ConnectionRow>> load_connection(Transaction& owner, IntegrationId id);
// What was learned between two checks. Nothing happens where there was no check yet.
Result<> set_health(Transaction& owner, IntegrationId id, IntegrationHealth health,
                    const std::string& problem);
// It must pass a check again before it is enabled.
Result<> forget_check(Transaction& owner, IntegrationId id);

// In the scope of the company that is served.
Result<> serve_company(Transaction& company, const ServiceRow& service, Time now);
Result<> stop_serving_company(Transaction& company, CompanyId owner, IntegrationId id);
Result<std::vector<ServiceRow>> services_of_company(Transaction& company);

// The integrations that serve the company, by name. They may have other owners: each is read in a transaction
// of its own.
Result<std::vector<Serving>> serving(Database& database, CompanyId company);

}  // namespace itsm::host::store
