// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "host_stub/core/problem.hpp"
#include "host_stub/vault/key.hpp"

// The file with the keys of the ring. It is text of two lines or more:
//
//   itsm-vault-key 1
//   <32 bytes as base64>    the key that wraps
//   <32 bytes as base64>    an older one, for reading alone; none, or up to fifteen of them
//
// It lies outside the database and outside the database's backups; without it nothing sealed opens again.
namespace itsm::host::vault {

// Writes a new random key, readable by us alone. The file appears whole and durable, or not at all; one that
// exists is never replaced. Refused: "key_file_exists", "key_file_unwritable", and for its folder as
// read_key_file does.
Result<> create_key_file(const std::filesystem::path& path);

// The key that wraps, then the older ones. Refused: "key_file_missing"; "key_file_unsafe" (a symbolic link,
// no regular file, owned by somebody other than root and ourselves, a mode other than 0600 or 0400);
// "key_file_malformed" (other text, a key twice, or all zeros); "key_folder_missing"; "key_folder_unsafe" (a
// folder in which others could exchange the file).
Result<std::vector<Key>> read_key_file(const std::filesystem::path& path);

// Reads the file, has its keys changed, and puts the new file in the place of the old one, with its owner and
// mode: whole and durable, or not at all. One change at a time on a machine. Refused as read_key_file does,
// with "key_file_full", "key_file_unwritable", and as `change` does.
Result<> change_key_file(const std::filesystem::path& path,
                         const std::function<Result<>(std::vector<Key>&)>& change);

}  // namespace itsm::host::vault
