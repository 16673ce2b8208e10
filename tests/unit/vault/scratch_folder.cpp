// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/vault/scratch_folder.hpp"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/catch.hpp"

namespace itsm::host::vault {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  std::string name = fs::temp_directory_path() / "vault-test-XXXXXX";
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path ScratchFolder::write(std::string_view name, std::string_view text, mode_t mode) const {
  fs::path path = path_ / name;
  std::ofstream(path, std::ios::binary) << text;
  REQUIRE(::chmod(path.c_str(), mode) == 0);
  return path;
}

fs::path ScratchFolder::make_folder(std::string_view name, mode_t mode) const {
  fs::path path = path_ / name;
  fs::create_directories(path);
  REQUIRE(::chmod(path.c_str(), mode) == 0);
  return path;
}

}  // namespace itsm::host::vault
