// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "plugin_api/loader/descriptor.hpp"
#include "plugin_api/loader/refusal.hpp"

// Which bytes of a plugin somebody has said may run: FILE.sha256 beside it, as sha256sum writes and checks
// it.
namespace itsm::loader {

enum class Pins { ignored, told, required };

// SHA-256 of what an open plugin file holds, in hex.
Result<std::string, LoadRefusal> digest_of(const std::filesystem::path& file, const Descriptor& sealed);

// Refused where there is no pin, or one of other bytes. A pin must meet the rules of a plugin's file.
Result<void, LoadRefusal> compare_with_pin(const std::filesystem::path& file, const std::string& digest);

struct Pinned {
  std::filesystem::path file{};  // the plugin
  std::filesystem::path pin{};
  std::string digest{};
};

// Says that the file may run as it is now. Refused where its folder or itself may be changed by others: that
// would say nothing.
Result<Pinned, LoadRefusal> pin(const std::filesystem::path& file);

}  // namespace itsm::loader
