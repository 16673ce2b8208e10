// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/sign_in_secrets.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kLoadSignInSecret =
    "SELECT key_id, sealed, row_version FROM sign_in_secret WHERE company_id = $1 AND issuer = $2";
constexpr auto kStoreSignInSecret = R"(
  INSERT INTO sign_in_secret (company_id, issuer, key_id, sealed, row_version, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (company_id, issuer) DO UPDATE SET
    key_id = EXCLUDED.key_id, sealed = EXCLUDED.sealed, row_version = EXCLUDED.row_version,
    updated_at = EXCLUDED.updated_at
  WHERE sign_in_secret.row_version = EXCLUDED.row_version - 1)";

}  // namespace

Result<std::optional<SignInSecretRow>> load_sign_in_secret(Transaction& house, const std::string& issuer) {
  ITSM_TRY(const Rows rows, house.query(kLoadSignInSecret, house.company(), issuer));
  if (rows.empty()) return std::optional<SignInSecretRow>();
  SignInSecretRow secret;
  rows.front().read(secret.key_id, secret.sealed, secret.row_version);
  return std::optional(std::move(secret));
}

Result<bool> store_sign_in_secret(Transaction& house, const std::string& issuer,
                                  const SignInSecretRow& secret, Time now) {
  ITSM_TRY(const std::int64_t stored, house.execute(kStoreSignInSecret, house.company(), issuer,
                                                    secret.key_id, secret.sealed, secret.row_version, now));
  return stored == 1;
}

}  // namespace itsm::host::store
