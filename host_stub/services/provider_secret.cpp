// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/provider_secret.hpp"

#include "host_stub/services/provider_client.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/store/sign_in_secrets.hpp"

namespace itsm::host::services {

vault::Place place_of_sign_in_secret(const std::string& issuer, std::int64_t row_version) {
  return {IntegrationId{}, "sign_in_secret " + issuer, row_version};
}

Result<> set_provider_secret(Services& services, const std::string& value, const std::string& actor) {
  ITSM_CHECK(check_has_provider(services));
  const std::string& issuer = services.settings.sign_in.provider.issuer;
  return services.database.in_house([&](store::Transaction& house) -> Result<> {
    ITSM_TRY(const auto before, store::load_sign_in_secret(house, issuer));
    store::SignInSecretRow secret;
    secret.row_version = (before ? before->row_version : 0) + 1;
    ITSM_TRY(auto sealed,
             services.secrets.seal(house, place_of_sign_in_secret(issuer, secret.row_version), value));
    secret.key_id = std::move(sealed.key_id);
    secret.sealed = std::move(sealed.bytes);
    ITSM_TRY(const bool stored, store::store_sign_in_secret(house, issuer, secret, services.clock.now()));
    if (!stored)
      return problem(ProblemKind::conflict, "secret_changed",
                     "somebody else stored this secret at the same moment", "run the command again");
    store::AuditEntry entry;
    entry.at = services.clock.now();
    entry.actor = actor;
    entry.action = "secret.set";
    entry.subject = "sign-in provider " + issuer;
    entry.details = {{"field", "client_secret"}};
    return store::append_audit(house, entry);
  });
}

Result<std::string> provider_secret(Services& services) {
  const std::string& issuer = services.settings.sign_in.provider.issuer;
  return services.database.in_house([&](store::Transaction& house) -> Result<std::string> {
    ITSM_TRY(const auto secret, store::load_sign_in_secret(house, issuer));
    if (!secret) return std::string();
    ITSM_TRY(std::string value,
             services.secrets.unseal(house, place_of_sign_in_secret(issuer, secret->row_version),
                                     {secret->key_id, secret->sealed}));
    services.log.redactor().remember(value);
    return value;
  });
}

}  // namespace itsm::host::services
