// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/problem.hpp"

namespace itsm::host::services {

struct ArchivedFile {
  std::string name{};  // with its folder
  std::string text{};
};

// Writes a gzipped tar that only its owner may read. A file that is there already is left alone, and one that
// cannot be finished is removed.
Result<> write_archive(const std::filesystem::path& file, const std::vector<ArchivedFile>& files, Time at);

}  // namespace itsm::host::services
