// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "tests/simulators/world/world.hpp"

namespace itsm::simulators {

// Reads YAML into the document that World takes. Quoted scalars are text; map keys always are. Throws
// SeedError, with the line where YAML itself is wrong.
Json read_seed_text(const std::string& yaml);
Json read_seed_file(const std::filesystem::path& file);
// The seed of a vendor ("jira_cloud") that is installed beside the program, found from the program's own
// place.
std::filesystem::path default_seed(const std::string& vendor);

}  // namespace itsm::simulators
