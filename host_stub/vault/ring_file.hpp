// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "host_stub/vault/key_ring.hpp"

namespace itsm::host::vault {

// The key file of a process that runs while keys are rotated: its ring as it was read last. Whoever meets a
// key that is not on the ring reads the file again, so that nobody has to be started anew. Any thread.
class RingFile {
 public:
  // Refused as read_key_file does.
  static Result<std::unique_ptr<RingFile>> open(std::filesystem::path path);

  std::shared_ptr<const KeyRing> ring() const;
  // As the file is now. Refused as read_key_file does; ring() then stays what it was.
  Result<std::shared_ptr<const KeyRing>> read_again();

  // A new random key in front of the others. Refused as change_key_file does.
  Result<KeyId> add_primary();
  // Refused besides: "key_unknown", "key_is_primary".
  Result<> remove(const KeyId& id);

 private:
  RingFile(std::filesystem::path path, KeyRing ring)
      : path_(std::move(path)), ring_(std::make_shared<const KeyRing>(std::move(ring))) {}

  const std::filesystem::path path_;
  mutable std::mutex mutex_;
  std::shared_ptr<const KeyRing> ring_;
};

}  // namespace itsm::host::vault
