// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "host_stub/core/problem.hpp"
#include "host_stub/http/listener.hpp"

namespace itsm::host::api {

// The workbench as its build left it. Read once, so that no request ever names a file. Immutable; any thread.
class WebFiles {
 public:
  // None at all: a host without pages.
  WebFiles() = default;
  // Fails with "web_files" when the folder is there and cannot be read, or has no index.html.
  static Result<WebFiles> read(const std::filesystem::path& folder);

  bool empty() const { return files_.empty(); }
  // The file, packed as the client takes it. A path without a file is one of the workbench's own, which
  // index.html goes by; below /assets/ it is nothing, and so is everything in a host without pages.
  std::optional<http::Response> answer(const http::Request& request) const;

 private:
  struct File {
    std::string_view type{};
    std::map<std::string, std::string> bodies{};  // by Content-Encoding; "" as it is
  };

  std::map<std::string, File> files_;  // by path
};

}  // namespace itsm::host::api
