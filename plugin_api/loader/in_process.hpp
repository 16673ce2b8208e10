// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "plugin_api/loader/descriptor.hpp"
#include "plugin_api/loader/load.hpp"
#include "plugin_api/loader/runtime.hpp"

namespace itsm::loader {

// Runs a plugin's code in this process; in a worker, too. file is for refusals.
Result<std::unique_ptr<Runtime>, LoadRefusal> load_in_process(const std::filesystem::path& file,
                                                              Descriptor sealed, const Limits& limits);

}  // namespace itsm::loader
