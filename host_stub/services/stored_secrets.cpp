// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/stored_secrets.hpp"

#include "host_stub/store/audit.hpp"

namespace itsm::host::services {

Result<> set_secret(Services& services, const store::IntegrationRow& integration, const std::string& field,
                    const std::string& value, const std::string& actor) {
  ITSM_CHECK(services.secrets.set(integration.owner, integration.id, field, value));
  return services.database.in_company(integration.owner, [&](store::Transaction& owner) {
    store::AuditEntry entry;
    entry.at = services.clock.now();
    entry.actor = actor;
    entry.action = "secret.set";
    entry.subject = "integration " + integration.name;
    entry.details = {{"field", field}};
    return store::append_audit(owner, entry);
  });
}

}  // namespace itsm::host::services
