// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// Sealed things, as the vault made them: nothing here can be read without the key that lies outside the
// database. All functions act in the transaction's company.
namespace itsm::host::store {

struct DataKeyRow {
  Bytes key_id{};
  Bytes wrapped{};
  Bytes wrapping_key_id{};
};
// The newest that is not retired. Until the transaction ends it is not deleted.
Result<std::optional<DataKeyRow>> current_data_key(Transaction& transaction);
Result<std::optional<DataKeyRow>> load_data_key(Transaction& transaction, const Bytes& key_id);
Result<> insert_data_key(Transaction& transaction, const DataKeyRow& key, Time now);
// Those that other keys wrap, locked until the transaction ends.
Result<std::vector<DataKeyRow>> lock_keys_wrapped_otherwise(Transaction& transaction,
                                                            const Bytes& wrapping_key_id);
// The same key, wrapped anew.
Result<> update_wrapped(Transaction& transaction, const DataKeyRow& key);
// All that there are seal nothing any more; they are still read.
Result<> retire_data_keys(Transaction& transaction, Time now);
// Retired keys that seal nothing that is stored; answers how many went.
Result<std::int64_t> delete_unused_data_keys(Transaction& transaction);

struct SealedRow {
  std::string field{};
  Bytes key_id{};
  Bytes sealed{};
  std::int64_t row_version = 0;
  Time updated_at{};
};
Result<std::optional<SealedRow>> load_company_secret(Transaction& transaction);
// False when there is one already: it never changes.
Result<bool> insert_company_secret(Transaction& transaction, const Bytes& key_id, const Bytes& sealed,
                                   Time now);

Result<std::vector<SealedRow>> load_credential(Transaction& transaction, IntegrationId integration);
// The version that the field has now; 0 when it is not there. The seal covers the next one.
Result<std::int64_t> credential_version(Transaction& transaction, IntegrationId integration,
                                        const std::string& field);
// False when somebody else stored that version in between.
Result<bool> store_credential(Transaction& transaction, IntegrationId integration, const SealedRow& field,
                              Time now);
// Of the integration, the named fields.
Result<> delete_credential(Transaction& transaction, IntegrationId integration,
                           const std::vector<std::string>& fields);

}  // namespace itsm::host::store
