// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/file_lock.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace itsm::host::store {
namespace {

constexpr std::chrono::milliseconds kNextTry{20};

}  // namespace

Result<FileLock> FileLock::open(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor >= 0) return FileLock(descriptor);
  return problem(ProblemKind::invalid, "data_folder_unusable",
                 file.string() + " cannot be opened: " + std::generic_category().message(errno) + ".",
                 "Make the data folder writable.");
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool FileLock::try_exclusive() { return ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }

bool FileLock::wait_exclusive(std::chrono::milliseconds at_most) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  while (!try_exclusive()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    ::poll(nullptr, 0, static_cast<int>(kNextTry.count()));
  }
  return true;
}

bool FileLock::try_shared() { return ::flock(descriptor_, LOCK_SH | LOCK_NB) == 0; }

}  // namespace itsm::host::store
