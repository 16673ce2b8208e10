// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include <itsm/plugin_abi.h>

#include "plugin_api/loader/descriptor.hpp"
#include "plugin_api/loader/refusal.hpp"

namespace itsm::loader {

// Loads a sealed file and finds its entry. Code and descriptor stay for the life of the process: code is
// never unloaded, and the dynamic linker knows a library by its path, so that a second file under the number
// of a closed descriptor would be answered with the first. file is for the refusal.
Result<const itsm_plugin_entry*, LoadRefusal> load_entry(const std::filesystem::path& file,
                                                         Descriptor sealed);

}  // namespace itsm::loader
