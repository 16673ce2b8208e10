// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "host_stub/core/problem.hpp"

namespace itsm::host::http {

// Collects a body piece by piece: in memory at first, beyond `keep` bytes in a file of mode 0600 that is
// removed with the spool. Not for several threads at once.
class BodySpool {
 public:
  // An empty directory means that no file may be used; the owner then must not append more than `keep`.
  BodySpool(std::size_t keep, std::filesystem::path directory)
      : keep_(keep), directory_(std::move(directory)) {}
  BodySpool(const BodySpool&) = delete;
  BodySpool& operator=(const BodySpool&) = delete;
  ~BodySpool();

  // Fails with code "disk_full" when there is no room, "spool_failed" when the file cannot be made or
  // written.
  Result<> append(std::string_view piece);
  std::uint64_t size() const { return size_; }

  // After the last piece. The text is empty when the body is in the file, and the path when it is not.
  std::string take_text() { return std::move(text_); }
  const std::filesystem::path& file() const { return file_; }

 private:
  Result<> open_file();
  Result<> write_file(std::string_view piece);

  std::size_t keep_;
  std::filesystem::path directory_;
  std::uint64_t size_ = 0;
  std::string text_{};
  std::filesystem::path file_{};
  int descriptor_ = -1;
};

}  // namespace itsm::host::http
