// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "host_stub/core/ids.hpp"
#include "host_stub/core/problem.hpp"
#include "host_stub/vault/bytes.hpp"
#include "host_stub/vault/key.hpp"
#include "host_stub/vault/key_ring.hpp"
#include "host_stub/vault/secret_bytes.hpp"

namespace itsm::host::vault {

// Where a sealed value is stored, besides the company and the key, which the data key brings. A blob opens
// only in the place for which it was sealed: copied to another row, or put back after row_version went on, it
// does not.
struct Place {
  IntegrationId integration{};  // 0: of no integration
  std::string field{};
  std::int64_t row_version = 0;  // that of the row once it is written
};

// A data key as it is stored.
struct WrappedKey {
  KeyId id{};
  Bytes wrapped{};
  KeyId wrapping_key{};  // of the ring
};

// The key that seals one company's secrets. The house has one as well. Opening one costs microseconds, so
// that it need not be kept. May be used from any thread.
class DataKey {
 public:
  // A new, random one. Nothing sealed with it opens again unless its wrapped form is stored.
  static Result<DataKey> make(CompanyId company);
  // Refused: "vault_key_missing" when the ring lacks the wrapping key, "data_key_damaged" when it holds
  // another key than its id says, and as open() does.
  static Result<DataKey> unwrap(const KeyRing& ring, CompanyId company, const WrappedKey& stored);
  // Under the ring's primary key, or another one. Of an unwrapped one: the rotation of the outer key.
  Result<WrappedKey> wrap(const KeyRing& ring) const { return wrap(ring.primary()); }
  Result<WrappedKey> wrap(const Key& outer) const;

  CompanyId company() const noexcept { return company_; }
  const KeyId& id() const noexcept { return key_.id(); }

  // At most 64 KiB, else "secret_too_long". Sealing twice gives two different blobs.
  Result<Bytes> seal(const Place& place, std::span<const std::byte> plaintext) const;
  // Refused: "sealed_damaged" (not a sealed value), "sealed_by_newer_version", "sealed_with_other_key",
  // "sealed_refused" (changed, or sealed for another place).
  Result<SecretBytes> open(const Place& place, std::span<const std::byte> blob) const;

 private:
  DataKey(CompanyId company, Key key) : company_(company), key_(std::move(key)) {}

  CompanyId company_;
  Key key_;
};

}  // namespace itsm::host::vault
