// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>

#include "host_stub/core/problem.hpp"

namespace itsm::host::store {

// A lock among processes on a file that is made for it. The system lets go of it when its holder ends,
// however that happens.
class FileLock {
 public:
  FileLock() = default;
  static Result<FileLock> open(const std::filesystem::path& file);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

  // Whether it is ours. One that is held is changed from shared to exclusive or back.
  bool try_exclusive();
  bool wait_exclusive(std::chrono::milliseconds at_most);
  bool try_shared();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_ = -1;
};

}  // namespace itsm::host::store
