// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/company_secret.hpp"

#include "host_stub/vault/base32.hpp"
#include "host_stub/vault/framing.hpp"
#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {
namespace {

constexpr std::size_t kCorrelationBytes = 16;

// Always the same place: the secret has no versions.
Place place_of_secret() { return {.integration = {}, .field = "company_secret", .row_version = 1}; }

}  // namespace

Result<CompanySecret> CompanySecret::make(CompanyId company) {
  ITSM_TRY(Key key, Key::random());
  return CompanySecret(company, std::move(key));
}

Result<CompanySecret> CompanySecret::open(const DataKey& key, std::span<const std::byte> blob) {
  ITSM_TRY(const SecretBytes bytes, key.open(place_of_secret(), blob));
  if (bytes.size() != Key::kSize)
    return problem(ProblemKind::internal, "company_secret_damaged",
                   "The secret of company " + std::to_string(key.company().value) + " has the wrong length.");
  ITSM_TRY(Key secret, Key::copy_of(bytes.bytes().first<Key::kSize>()));
  return CompanySecret(key.company(), std::move(secret));
}

Result<Bytes> CompanySecret::seal(const DataKey& key) const {
  if (key.company() != company_)
    return problem(ProblemKind::internal, "other_company",
                   "The secret of company " + std::to_string(company_.value) +
                       " is not sealed with a key of company " + std::to_string(key.company().value) + ".");
  return key.seal(place_of_secret(), key_.bytes());
}

Digest keyed_hash(const CompanySecret& secret, std::string_view purpose,
                  std::initializer_list<std::string_view> parts) {
  Framing framing;
  framing.add(secret.company_.value).add(purpose);
  for (const auto part : parts) framing.add(part);
  Digest digest;
  crypto_generichash(octets(digest), digest.size(), octets(framing.bytes()), framing.bytes().size(),
                     octets(secret.key_.bytes()), Key::kSize);
  return digest;
}

std::string correlation_key(const CompanySecret& secret, IntegrationId integration,
                            std::string_view group_key, std::int64_t generation) {
  const Digest digest = keyed_hash(
      secret, "correlation key", {std::to_string(integration.value), group_key, std::to_string(generation)});
  return "itsm-" + base32(std::span(digest).first(kCorrelationBytes));
}

}  // namespace itsm::host::vault
