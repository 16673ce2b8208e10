// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/key_ring.hpp"

#include <algorithm>

#include "host_stub/vault/key_file.hpp"

namespace itsm::host::vault {

KeyRing::KeyRing(Key primary, std::vector<Key> older) : keys_(std::move(older)) {
  keys_.insert(keys_.begin(), std::move(primary));
}

Result<KeyRing> KeyRing::read(const std::filesystem::path& file) {
  ITSM_TRY(std::vector<Key> keys, read_key_file(file));
  Key primary = std::move(keys.front());
  keys.erase(keys.begin());
  return KeyRing(std::move(primary), std::move(keys));
}

const Key* KeyRing::find(const KeyId& id) const noexcept {
  const auto found = std::find_if(keys_.begin(), keys_.end(), [&](const Key& key) { return key.id() == id; });
  return found == keys_.end() ? nullptr : &*found;
}

}  // namespace itsm::host::vault
