// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string_view>

namespace itsm::host::vault {

// A folder of its own below the system's temporary one, with mode 0700; gone at the end.
class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(std::string_view name, std::string_view text, mode_t mode = 0600) const;
  std::filesystem::path make_folder(std::string_view name, mode_t mode) const;

 private:
  std::filesystem::path path_;
};

}  // namespace itsm::host::vault
