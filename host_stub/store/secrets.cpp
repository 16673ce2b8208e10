// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/secrets.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kCurrentKey = R"(
  SELECT key_id, wrapped, wrapping_key_id FROM data_key WHERE company_id = $1 AND retired_at IS NULL
  ORDER BY created_at DESC, key_id LIMIT 1 FOR KEY SHARE)";
constexpr auto kLoadKey =
    "SELECT key_id, wrapped, wrapping_key_id FROM data_key WHERE company_id = $1 AND key_id = $2";
constexpr auto kInsertKey = R"(
  INSERT INTO data_key (company_id, key_id, wrapped, wrapping_key_id, created_at) VALUES ($1, $2, $3, $4, $5))";

constexpr auto kLockOtherwise = R"(
  SELECT key_id, wrapped, wrapping_key_id FROM data_key WHERE company_id = $1 AND wrapping_key_id <> $2
  ORDER BY key_id FOR NO KEY UPDATE)";
constexpr auto kUpdateWrapped =
    "UPDATE data_key SET wrapped = $3, wrapping_key_id = $4 WHERE company_id = $1 AND key_id = $2";
constexpr auto kRetire = "UPDATE data_key SET retired_at = $2 WHERE company_id = $1 AND retired_at IS NULL";
// Whoever is about to seal with one holds it. What he has stored is seen by the statement after this one.
constexpr auto kLockRetired = R"(
  SELECT key_id FROM data_key WHERE company_id = $1 AND retired_at IS NOT NULL ORDER BY key_id FOR UPDATE)";
constexpr auto kDeleteUnused = R"(
  DELETE FROM data_key k WHERE company_id = $1 AND retired_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM credential s WHERE s.company_id = $1 AND s.key_id = k.key_id)
    AND NOT EXISTS (SELECT FROM company_secret s WHERE s.company_id = $1 AND s.key_id = k.key_id)
    AND NOT EXISTS (SELECT FROM oauth_token s WHERE s.company_id = $1 AND s.key_id = k.key_id)
    AND NOT EXISTS (SELECT FROM oauth_consent s WHERE s.company_id = $1 AND s.key_id = k.key_id)
    AND NOT EXISTS (SELECT FROM sign_in_secret s WHERE s.company_id = $1 AND s.key_id = k.key_id))";

constexpr auto kLoadSecret = "SELECT key_id, sealed FROM company_secret WHERE company_id = $1";
constexpr auto kInsertSecret = R"(
  INSERT INTO company_secret (company_id, key_id, sealed, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING)";

constexpr auto kLoadCredential = R"(
  SELECT field, key_id, sealed, row_version, updated_at FROM credential
  WHERE company_id = $1 AND integration_id = $2 ORDER BY field)";
constexpr auto kVersion =
    "SELECT row_version FROM credential WHERE company_id = $1 AND integration_id = $2 AND field = $3";
constexpr auto kStoreCredential = R"(
  INSERT INTO credential (company_id, integration_id, field, key_id, sealed, row_version, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (company_id, integration_id, field) DO UPDATE SET
    key_id = EXCLUDED.key_id, sealed = EXCLUDED.sealed, row_version = EXCLUDED.row_version,
    updated_at = EXCLUDED.updated_at
  WHERE credential.row_version = EXCLUDED.row_version - 1)";

constexpr auto kDeleteCredential =
    "DELETE FROM credential WHERE company_id = $1 AND integration_id = $2 AND field = ANY ($3)";

std::optional<DataKeyRow> read_key(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  DataKeyRow key;
  rows.front().read(key.key_id, key.wrapped, key.wrapping_key_id);
  return key;
}

}  // namespace

Result<std::optional<DataKeyRow>> current_data_key(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kCurrentKey, transaction.company()));
  return read_key(rows);
}

Result<std::optional<DataKeyRow>> load_data_key(Transaction& transaction, const Bytes& key_id) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadKey, transaction.company(), key_id));
  return read_key(rows);
}

Result<> insert_data_key(Transaction& transaction, const DataKeyRow& key, Time now) {
  ITSM_CHECK(transaction.execute(kInsertKey, transaction.company(), key.key_id, key.wrapped,
                                 key.wrapping_key_id, now));
  return {};
}

Result<std::vector<DataKeyRow>> lock_keys_wrapped_otherwise(Transaction& transaction,
                                                            const Bytes& wrapping_key_id) {
  ITSM_TRY(const Rows rows, transaction.query(kLockOtherwise, transaction.company(), wrapping_key_id));
  std::vector<DataKeyRow> keys;
  for (const Row row : rows) {
    DataKeyRow& key = keys.emplace_back();
    row.read(key.key_id, key.wrapped, key.wrapping_key_id);
  }
  return keys;
}

Result<> update_wrapped(Transaction& transaction, const DataKeyRow& key) {
  ITSM_CHECK(transaction.execute(kUpdateWrapped, transaction.company(), key.key_id, key.wrapped,
                                 key.wrapping_key_id));
  return {};
}

Result<> retire_data_keys(Transaction& transaction, Time now) {
  ITSM_CHECK(transaction.execute(kRetire, transaction.company(), now));
  return {};
}

Result<std::int64_t> delete_unused_data_keys(Transaction& transaction) {
  ITSM_CHECK(transaction.query(kLockRetired, transaction.company()));
  return transaction.execute(kDeleteUnused, transaction.company());
}

Result<std::optional<SealedRow>> load_company_secret(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadSecret, transaction.company()));
  if (rows.empty()) return std::optional<SealedRow>();
  SealedRow secret;
  rows.front().read(secret.key_id, secret.sealed);
  return std::optional(std::move(secret));
}

Result<bool> insert_company_secret(Transaction& transaction, const Bytes& key_id, const Bytes& sealed,
                                   Time now) {
  ITSM_TRY(const std::int64_t inserted,
           transaction.execute(kInsertSecret, transaction.company(), key_id, sealed, now));
  return inserted == 1;
}

Result<std::vector<SealedRow>> load_credential(Transaction& transaction, IntegrationId integration) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadCredential, transaction.company(), integration));
  std::vector<SealedRow> fields;
  for (const Row row : rows) {
    auto& field = fields.emplace_back();
    row.read(field.field, field.key_id, field.sealed, field.row_version, field.updated_at);
  }
  return fields;
}

Result<std::int64_t> credential_version(Transaction& transaction, IntegrationId integration,
                                        const std::string& field) {
  ITSM_TRY(const Rows rows, transaction.query(kVersion, transaction.company(), integration, field));
  return rows.empty() ? std::int64_t{0} : rows.front().get<std::int64_t>(0);
}

Result<bool> store_credential(Transaction& transaction, IntegrationId integration, const SealedRow& field,
                              Time now) {
  ITSM_TRY(const std::int64_t stored,
           transaction.execute(kStoreCredential, transaction.company(), integration, field.field,
                               field.key_id, field.sealed, field.row_version, now));
  return stored == 1;
}

Result<> delete_credential(Transaction& transaction, IntegrationId integration,
                           const std::vector<std::string>& fields) {
  ITSM_CHECK(transaction.execute(kDeleteCredential, transaction.company(), integration, fields));
  return {};
}

}  // namespace itsm::host::store
