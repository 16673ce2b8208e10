// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/sealed_values.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kPlaces = R"(
  SELECT 0::smallint, integration_id, field FROM credential WHERE company_id = $1 AND key_id <> $2
  UNION ALL SELECT 1::smallint, 0::bigint, '' FROM company_secret WHERE company_id = $1 AND key_id <> $2
  UNION ALL SELECT 2::smallint, integration_id, '' FROM oauth_token WHERE company_id = $1 AND key_id <> $2
  UNION ALL SELECT 3::smallint, oauth_consent_id, '' FROM oauth_consent WHERE company_id = $1 AND key_id <> $2
  UNION ALL SELECT 4::smallint, 0::bigint, issuer FROM sign_in_secret WHERE company_id = $1 AND key_id <> $2
  ORDER BY 1, 2, 3)";

// Whoever asks a vendor for tokens holds their row meanwhile.
constexpr auto kLockCredential = R"(
  SELECT integration_id, ''::bytea, row_version, key_id, sealed FROM credential
  WHERE company_id = $1 AND key_id <> $2 AND integration_id = $3 AND field = $4 FOR UPDATE SKIP LOCKED)";
constexpr auto kLockSecret = R"(
  SELECT 0::bigint, ''::bytea, 1::bigint, key_id, sealed FROM company_secret
  WHERE company_id = $1 AND key_id <> $2 FOR UPDATE SKIP LOCKED)";
constexpr auto kLockToken = R"(
  SELECT integration_id, ''::bytea, row_version, key_id, sealed FROM oauth_token
  WHERE company_id = $1 AND key_id <> $2 AND integration_id = $3 FOR UPDATE SKIP LOCKED)";
constexpr auto kLockConsent = R"(
  SELECT integration_id, state_hash, row_version, key_id, sealed FROM oauth_consent
  WHERE company_id = $1 AND key_id <> $2 AND oauth_consent_id = $3 FOR UPDATE SKIP LOCKED)";
constexpr auto kLockSignInSecret = R"(
  SELECT 0::bigint, ''::bytea, row_version, key_id, sealed FROM sign_in_secret
  WHERE company_id = $1 AND key_id <> $2 AND issuer = $3 FOR UPDATE SKIP LOCKED)";

#define ITSM_SEAL_AGAIN(table) \
  "UPDATE " table " SET key_id = $2, sealed = $3 WHERE company_id = $1 AND key_id = $4 AND sealed = $5"
constexpr auto kSealCredential =
    ITSM_SEAL_AGAIN("credential") " AND row_version = $6 AND integration_id = $7 AND field = $8";
constexpr auto kSealSecret = ITSM_SEAL_AGAIN("company_secret");
constexpr auto kSealToken = ITSM_SEAL_AGAIN("oauth_token") " AND row_version = $6 AND integration_id = $7";
constexpr auto kSealConsent =
    ITSM_SEAL_AGAIN("oauth_consent") " AND row_version = $6 AND oauth_consent_id = $7";
constexpr auto kSealSignInSecret = ITSM_SEAL_AGAIN("sign_in_secret") " AND row_version = $6 AND issuer = $7";

constexpr auto kUses = R"(
  SELECT k.key_id, k.wrapping_key_id, k.retired_at IS NOT NULL,
    (SELECT count(*) FROM credential s WHERE s.company_id = k.company_id AND s.key_id = k.key_id)
    + (SELECT count(*) FROM company_secret s WHERE s.company_id = k.company_id AND s.key_id = k.key_id)
    + (SELECT count(*) FROM oauth_token s WHERE s.company_id = k.company_id AND s.key_id = k.key_id)
    + (SELECT count(*) FROM oauth_consent s WHERE s.company_id = k.company_id AND s.key_id = k.key_id)
    + (SELECT count(*) FROM sign_in_secret s WHERE s.company_id = k.company_id AND s.key_id = k.key_id)
  FROM data_key k WHERE k.company_id = $1 ORDER BY k.retired_at DESC NULLS FIRST, k.created_at DESC, k.key_id)";

}  // namespace

Result<std::vector<SealedPlace>> places_sealed_otherwise(Transaction& transaction, const Bytes& key_id) {
  ITSM_TRY(const Rows rows, transaction.query(kPlaces, transaction.company(), key_id));
  std::vector<SealedPlace> places;
  for (const Row row : rows) {
    SealedPlace& place = places.emplace_back();
    row.read(place.table, place.id, place.field);
  }
  return places;
}

Result<std::optional<SealedValue>> lock_sealed_otherwise(Transaction& transaction, const SealedPlace& place,
                                                         const Bytes& key_id) {
  const auto read = [](const Rows& rows) {
    std::optional<SealedValue> value;
    if (rows.empty()) return value;
    value.emplace();
    rows.front().read(value->integration, value->state_hash, value->row_version, value->key_id,
                      value->sealed);
    return value;
  };
  const CompanyId company = transaction.company();
  if (place.table == SealedIn::credential) {
    ITSM_TRY(const Rows rows, transaction.query(kLockCredential, company, key_id, place.id, place.field));
    return read(rows);
  }
  if (place.table == SealedIn::company_secret) {
    ITSM_TRY(const Rows rows, transaction.query(kLockSecret, company, key_id));
    return read(rows);
  }
  if (place.table == SealedIn::sign_in_secret) {
    ITSM_TRY(const Rows rows, transaction.query(kLockSignInSecret, company, key_id, place.field));
    return read(rows);
  }
  const auto* const lock = place.table == SealedIn::oauth_token ? kLockToken : kLockConsent;
  ITSM_TRY(const Rows rows, transaction.query(lock, company, key_id, place.id));
  return read(rows);
}

Result<bool> store_sealed_again(Transaction& transaction, const SealedPlace& place, const SealedValue& before,
                                const Bytes& key_id, const Bytes& sealed) {
  const CompanyId company = transaction.company();
  std::int64_t stored = 0;
  if (place.table == SealedIn::credential) {
    ITSM_TRY(stored, transaction.execute(kSealCredential, company, key_id, sealed, before.key_id,
                                         before.sealed, before.row_version, place.id, place.field));
  } else if (place.table == SealedIn::company_secret) {
    ITSM_TRY(stored, transaction.execute(kSealSecret, company, key_id, sealed, before.key_id, before.sealed));
  } else if (place.table == SealedIn::sign_in_secret) {
    ITSM_TRY(stored, transaction.execute(kSealSignInSecret, company, key_id, sealed, before.key_id,
                                         before.sealed, before.row_version, place.field));
  } else {
    const auto* const seal = place.table == SealedIn::oauth_token ? kSealToken : kSealConsent;
    ITSM_TRY(stored, transaction.execute(seal, company, key_id, sealed, before.key_id, before.sealed,
                                         before.row_version, place.id));
  }
  return stored == 1;
}

Result<std::vector<DataKeyUse>> data_key_uses(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kUses, transaction.company()));
  std::vector<DataKeyUse> uses;
  for (const Row row : rows) {
    DataKeyUse& use = uses.emplace_back();
    row.read(use.key_id, use.wrapping_key_id, use.retired, use.values);
  }
  return uses;
}

}  // namespace itsm::host::store
