// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "host_stub/core/problem.hpp"
#include "host_stub/vault/file_descriptor.hpp"

namespace itsm::host::vault {

// Internal to the vault. Opens a folder in which nobody but root and ourselves can have put, or can exchange,
// a file: every folder down from the root belongs to root or to us and cannot be written by its group or by
// others. A sticky one like /tmp is good enough on the way, where only its own entries count, and at the end
// only when it is ours. Refused: "key_folder_missing", "key_folder_unsafe".
Result<FileDescriptor> open_safe_folder(const std::filesystem::path& folder);

}  // namespace itsm::host::vault
