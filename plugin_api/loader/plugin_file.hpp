// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "plugin_api/loader/descriptor.hpp"
#include "plugin_api/loader/refusal.hpp"

namespace itsm::loader {

// A file that nobody but root or the service user could have written; the rules are those of
// open_plugin_file.
Result<Descriptor, LoadRefusal> open_trusted_file(const std::filesystem::path& file);

// As one word of a shell command, for remedies.
std::string shell_word(const std::filesystem::path& path);

// The bytes of a plugin file that nobody but root or the service user could have written, in memory that
// nobody can change any more: what was checked is what is loaded.
//
// The file and every folder above it must belong to root or to the user of this process and must not be
// writable by others (a sticky folder such as /tmp may be, where it is not the file's own).
Result<Descriptor, LoadRefusal> open_plugin_file(const std::filesystem::path& file);

}  // namespace itsm::loader
