// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/store/database.hpp"

// What a company's data keys seal, in whichever table it lies. For the rotation of data keys; all functions
// act in the transaction's company.
namespace itsm::host::store {

enum class SealedIn : std::int16_t {
  credential = 0,
  company_secret = 1,
  oauth_token = 2,
  oauth_consent = 3,
  sign_in_secret = 4,
};

struct SealedPlace {
  SealedIn table{};
  std::int64_t id = 0;  // of the integration, or of the consent
  std::string field{};  // of a credential; the issuer of a sign-in secret
};

struct SealedValue {
  IntegrationId integration{};
  Bytes state_hash{};  // of a consent
  std::int64_t row_version = 0;
  Bytes key_id{};
  Bytes sealed{};
};

// Where something is sealed by another key than this one.
Result<std::vector<SealedPlace>> places_sealed_otherwise(Transaction& transaction, const Bytes& key_id);
// The same for one place, locked until the transaction ends. Nothing: it is sealed by that key by now, is
// gone, or somebody else holds it.
Result<std::optional<SealedValue>> lock_sealed_otherwise(Transaction& transaction, const SealedPlace& place,
                                                         const Bytes& key_id);
// The same value, sealed by another key: version and time are the value's and stay. False when what is there
// is no longer what `before` says.
Result<bool> store_sealed_again(Transaction& transaction, const SealedPlace& place, const SealedValue& before,
                                const Bytes& key_id, const Bytes& sealed);

struct DataKeyUse {
  Bytes key_id{};
  Bytes wrapping_key_id{};
  bool retired = false;
  std::int64_t values = 0;  // sealed by it
};
// Every data key, the newest first.
Result<std::vector<DataKeyUse>> data_key_uses(Transaction& transaction);

}  // namespace itsm::host::store
