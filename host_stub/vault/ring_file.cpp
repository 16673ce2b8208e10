// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/ring_file.hpp"

#include <algorithm>

#include "host_stub/vault/key_file.hpp"

namespace itsm::host::vault {

Result<std::unique_ptr<RingFile>> RingFile::open(std::filesystem::path path) {
  ITSM_TRY(KeyRing ring, KeyRing::read(path));
  return std::unique_ptr<RingFile>(new RingFile(std::move(path), std::move(ring)));
}

std::shared_ptr<const KeyRing> RingFile::ring() const {
  const std::lock_guard lock(mutex_);
  return ring_;
}

Result<std::shared_ptr<const KeyRing>> RingFile::read_again() {
  ITSM_TRY(KeyRing read, KeyRing::read(path_));
  auto ring = std::make_shared<const KeyRing>(std::move(read));
  const std::lock_guard lock(mutex_);
  ring_ = ring;
  return ring;
}

Result<KeyId> RingFile::add_primary() {
  KeyId id;
  ITSM_CHECK(change_key_file(path_, [&](std::vector<Key>& keys) -> Result<> {
    ITSM_TRY(Key key, Key::random());
    id = key.id();
    keys.insert(keys.begin(), std::move(key));
    return {};
  }));
  ITSM_CHECK(read_again());
  return id;
}

Result<> RingFile::remove(const KeyId& id) {
  ITSM_CHECK(change_key_file(path_, [&](std::vector<Key>& keys) -> Result<> {
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.id() == id; });
    if (found == keys.end())
      return problem(ProblemKind::not_found, "key_unknown", "The key file holds no key " + id.hex() + ".",
                     "host_stub secrets keys lists those that it holds.");
    if (found == keys.begin())
      return problem(ProblemKind::conflict, "key_is_primary",
                     "The key " + id.hex() + " wraps what is new, and is not retired.",
                     "Put another one in front of it first: host_stub secrets rewrap --new-key");
    keys.erase(found);
    return {};
  }));
  ITSM_CHECK(read_again());
  return {};
}

}  // namespace itsm::host::vault
