// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/connections.hpp"

#include "host_stub/store/audit.hpp"
#include "host_stub/store/oauth_consents.hpp"

namespace itsm::host::services {

Result<Disconnection> disconnect(Services& services, const store::IntegrationRow& integration,
                                 const std::string& actor, bool dry_run) {
  ITSM_TRY(const integrations::Account account, services.directory.account(integration));
  const bool has_tokens = account.scheme->kind == AuthKind::oauth2;
  Disconnection told{integration.name, !dry_run, {}, {}};
  told.effects.emplace_back("nothing is sent to " + account.manifest().name + " any more; queued work waits");
  if (has_tokens) told.effects.emplace_back("its tokens are destroyed here and revoked where the vendor can");
  told.effects.emplace_back("tickets at the vendor, and links to them, stay as they are");
  if (dry_run) return told;

  // Before the tokens go, so that nobody asks for new ones.
  ITSM_CHECK(services.database.in_company(integration.owner, [&](store::Transaction& owner) -> Result<> {
    const Time now = services.clock.now();
    ITSM_CHECK(
        store::set_integration_state(owner, integration.id, store::IntegrationState::disconnected, now));
    ITSM_CHECK(store::delete_consents(owner, integration.id));
    ITSM_CHECK(store::set_health(owner, integration.id, store::IntegrationHealth::unchecked, ""));
    store::AuditEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = "integration.disconnect";
    entry.subject = "integration " + integration.name;
    return store::append_audit(owner, entry);
  }));
  if (has_tokens) {
    ITSM_TRY(std::string left, services.directory.tokens().forget(account));
    if (!left.empty()) told.left_to_do.push_back(std::move(left));
  }
  return told;
}

}  // namespace itsm::host::services
