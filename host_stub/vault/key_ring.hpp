// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "host_stub/core/problem.hpp"
#include "host_stub/vault/key.hpp"

namespace itsm::host::vault {

// The keys that lie outside the database and wrap the data keys in it. New data keys are wrapped by the
// primary; older ones stay for reading until every data key has been wrapped again (DataKey::unwrap, then
// wrap). Does not change once made (see RingFile); may be used from any thread.
class KeyRing {
 public:
  explicit KeyRing(Key primary, std::vector<Key> older = {});
  // Refused as read_key_file does.
  static Result<KeyRing> read(const std::filesystem::path& file);

  const Key& primary() const noexcept { return keys_.front(); }
  // The primary first.
  std::span<const Key> keys() const noexcept { return keys_; }
  // nullptr: not on the ring.
  const Key* find(const KeyId& id) const noexcept;

 private:
  std::vector<Key> keys_;  // the primary first
};

}  // namespace itsm::host::vault
