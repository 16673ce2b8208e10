// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "plugin_api/loader/descriptor.hpp"
#include "plugin_api/loader/load.hpp"
#include "plugin_api/loader/runtime.hpp"

namespace itsm::loader {

// Runs a plugin's code in worker processes. What a worker does to itself is one failed call.
Result<std::unique_ptr<Runtime>, LoadRefusal> load_in_worker(const std::filesystem::path& file,
                                                             Descriptor sealed, const LoadOptions& options);

}  // namespace itsm::loader
