// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "host_stub/core/problem.hpp"
#include "host_stub/vault/key.hpp"

// The file with a key of the ring. It is text of exactly two lines:
//
//   itsm-vault-key 1
//   <32 bytes as base64>
//
// It lies outside the database and outside the database's backups; without it nothing sealed opens again.
namespace itsm::host::vault {

// Writes a new random key, readable by us alone. The file appears whole and durable, or not at all; one that
// exists is never replaced. Refused: "key_file_exists", "key_file_unwritable", and for its folder as
// read_key_file does.
Result<> create_key_file(const std::filesystem::path& path);

// Refused: "key_file_missing"; "key_file_unsafe" (a symbolic link, no regular file, owned by somebody other
// than root and ourselves, a mode other than 0600 or 0400); "key_file_malformed" (other text, or all zeros);
// "key_folder_missing"; "key_folder_unsafe" (a folder in which others could exchange the file).
Result<Key> read_key_file(const std::filesystem::path& path);

}  // namespace itsm::host::vault
