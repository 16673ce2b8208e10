// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host_stub/core/problem.hpp"

namespace itsm::host::services {

// A plugin's project of its own, made for its author.
struct PluginProject {
  std::string name{};
  std::filesystem::path folder{};
  std::vector<std::string> files{};  // in it, by name
};

// Copies the example plugin with another name in the place of its own, in file names too; what its files say
// only for the tutorial's sake is left out. The folder is made and must not exist, so that nothing is
// overwritten. Refused: "plugin_name_wrong", "folder_exists", "folder_unwritable", "example_missing".
Result<PluginProject> write_plugin_project(const std::filesystem::path& example, const std::string& name,
                                           const std::filesystem::path& folder);

}  // namespace itsm::host::services
