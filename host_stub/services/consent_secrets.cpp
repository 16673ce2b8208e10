// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/consent_secrets.hpp"

#include <charconv>

#include "host_stub/vault/base32.hpp"
#include "host_stub/vault/hash.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

vault::Place place_of(const store::OAuthConsentRow& consent) {
  return place_of_consent(consent.integration, consent.state_hash, consent.row_version);
}

}  // namespace

vault::Place place_of_consent(IntegrationId integration, const store::Bytes& state_hash,
                              std::int64_t row_version) {
  return {integration, "oauth_consent " + vault::base32(state_hash), row_version};
}

std::string new_consent_key(CompanyId company) {
  return std::to_string(company.value) + "." + vault::random_token();
}

std::optional<CompanyId> company_of_key(std::string_view key) {
  std::int64_t company = 0;
  const auto parsed = std::from_chars(key.data(), key.data() + key.size(), company);
  const auto used = static_cast<std::size_t>(parsed.ptr - key.data());
  if (parsed.ec != std::errc() || company < 0 || used >= key.size() || key[used] != '.') return std::nullopt;
  return CompanyId{company};
}

store::Bytes hash_of_key(std::string_view key) {
  const vault::Digest digest = vault::token_hash(key);
  return {digest.begin(), digest.end()};
}

Result<> seal_consent(Services& services, store::Transaction& owner, store::OAuthConsentRow& consent,
                      std::string_view content) {
  ITSM_TRY(integrations::Secrets::Sealed sealed, services.secrets.seal(owner, place_of(consent), content));
  consent.key_id = std::move(sealed.key_id);
  consent.sealed = std::move(sealed.bytes);
  return {};
}

Result<std::string> unseal_consent(Services& services, store::Transaction& owner,
                                   const store::OAuthConsentRow& consent) {
  if (!consent.key_id)
    return problem(ProblemKind::conflict, "consent_used", "this consent has been answered already",
                   "begin a new one");
  return services.secrets.unseal(owner, place_of(consent), {*consent.key_id, consent.sealed});
}

}  // namespace itsm::host::services
