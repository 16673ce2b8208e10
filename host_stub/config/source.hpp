// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "host_stub/core/problem.hpp"

namespace itsm::host::config {

// A file as a person wrote it, kept for messages and for storage.
struct Source {
  std::string file{};
  std::string text{};
};

// The YAML files (*.yaml, *.yml) of these files and folders; folders with all they hold, in the order of
// names, but for host.yaml, which configures the host itself. A file that is named is read whatever its name.
Result<std::vector<Source>> read_sources(std::span<const std::filesystem::path> paths);

}  // namespace itsm::host::config
