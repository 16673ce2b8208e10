// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/safe_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace itsm::host::vault {
namespace {

namespace fs = std::filesystem;

Unexpected<Problem> missing(const fs::path& folder, const std::string& reason) {
  return problem(ProblemKind::invalid, "key_folder_missing",
                 "The folder " + folder.string() + " of the key file cannot be opened: " + reason + ".",
                 "mkdir -m 700 " + folder.string() + ", or choose another place for the key file.");
}

Unexpected<Problem> unsafe(const fs::path& folder, const std::string& reason, const std::string& remedy) {
  return problem(ProblemKind::invalid, "key_folder_unsafe",
                 "The folder " + folder.string() + ", which leads to the key file, " + reason + ".",
                 remedy + ", or choose another place for the key file.");
}

Result<> check(const fs::path& folder, const FileDescriptor& opened, bool is_last) {
  struct stat status {};
  if (::fstat(opened.get(), &status) != 0) return missing(folder, std::generic_category().message(errno));
  const uid_t self = ::geteuid();
  if (status.st_uid != 0 && status.st_uid != self)
    return unsafe(folder, "belongs to another user (uid " + std::to_string(status.st_uid) + ")",
                  "chown " + std::to_string(self) + " " + folder.string());
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0) return {};
  const bool sticky = (status.st_mode & S_ISVTX) != 0;
  if (sticky && (!is_last || status.st_uid == self)) return {};
  return unsafe(folder, "can be written by others", "chmod go-w " + folder.string());
}

}  // namespace

Result<FileDescriptor> open_safe_folder(const fs::path& folder) {
  std::error_code error;
  const fs::path real = fs::canonical(folder, error);
  if (error) return missing(folder, error.message());

  // Step by step from what was already judged, so that nothing can be exchanged in between.
  constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  fs::path walked = "/";
  FileDescriptor current(::open("/", kFlags));
  if (!current) return missing(walked, std::generic_category().message(errno));
  ITSM_CHECK(check(walked, current, walked == real));
  for (const auto& name : real.relative_path()) {
    walked /= name;
    FileDescriptor next(::openat(current.get(), name.c_str(), walked == real ? kFlags : kFlags | O_PATH));
    if (!next) return missing(walked, std::generic_category().message(errno));
    ITSM_CHECK(check(walked, next, walked == real));
    current = std::move(next);
  }
  return current;
}

}  // namespace itsm::host::vault
