// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/key_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/unit/vault/format_1.hpp"
#include "tests/unit/vault/scratch_folder.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Umask {
  explicit Umask(mode_t mask) : before(::umask(mask)) {}
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;
  ~Umask() { ::umask(before); }
  mode_t before;
};

TEST_CASE("a new key file is readable by us alone, whatever the umask is, and is read back") {
  const ScratchFolder folder;
  const fs::path path = folder.path() / "key";
  {
    const Umask everything_off(0777);
    REQUIRE(create_key_file(path));
  }
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0600);
  CHECK(read_key_file(path));
  // Nothing else is left in the folder.
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("two new key files hold different keys") {
  const ScratchFolder folder;
  REQUIRE(create_key_file(folder.path() / "one"));
  REQUIRE(create_key_file(folder.path() / "two"));
  CHECK(text_of(folder.path() / "one") != text_of(folder.path() / "two"));
}

TEST_CASE("a key file that exists is never replaced") {
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile);
  CHECK(code_of(create_key_file(path)) == "key_file_exists");
  CHECK(text_of(path) == format_1::kKeyFile);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
  // Nor is what a link leads to.
  fs::create_symlink(folder.path() / "elsewhere", folder.path() / "link");
  CHECK(code_of(create_key_file(folder.path() / "link")) == "key_file_exists");
  CHECK_FALSE(fs::exists(folder.path() / "elsewhere"));
}

TEST_CASE("a key file is written and read by a name relative to the working folder") {
  const ScratchFolder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  const auto created = create_key_file("key");
  const auto read = read_key_file("key");
  fs::current_path(before);
  CHECK(created);
  CHECK(read);
}

TEST_CASE("a key file that others can use is refused with the command that mends it") {
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile, 0644);
  const auto key = read_key_file(path);
  REQUIRE(code_of(key) == "key_file_unsafe");
  CHECK(key.error().message == "The key file " + path.string() + " can be used by others (mode 0644).");
  CHECK(key.error().remedy == "chmod 600 " + path.string());
}

TEST_CASE("a key file has mode 0600 or 0400") {
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile);
  for (mode_t mode = 0; mode <= 07777; ++mode) {
    if ((mode & 0400) == 0 && ::geteuid() != 0) continue;  // could not even be opened
    REQUIRE(::chmod(path.c_str(), mode) == 0);
    CAPTURE(mode);
    REQUIRE(code_of(read_key_file(path)) == (mode == 0600 || mode == 0400 ? "" : "key_file_unsafe"));
  }
}

TEST_CASE("only a regular file is a key file, and a pipe does not hold us up") {
  const ScratchFolder folder;
  const fs::path file = folder.write("key", format_1::kKeyFile);
  fs::create_symlink(file, folder.path() / "link");
  CHECK(code_of(read_key_file(folder.path() / "link")) == "key_file_unsafe");
  REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
  CHECK(code_of(read_key_file(folder.path() / "pipe")) == "key_file_unsafe");
  CHECK(code_of(read_key_file(folder.make_folder("folder", 0700))) == "key_file_unsafe");
}

TEST_CASE("a key file of another user is refused") {
  if (::geteuid() != 0) {
    WARN("skipped: only root can give a file to another user");
    return;
  }
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile);
  REQUIRE(::chown(path.c_str(), 65534, 65534) == 0);
  const auto key = read_key_file(path);
  REQUIRE(code_of(key) == "key_file_unsafe");
  CHECK(key.error().remedy == "chown 0 " + path.string());
}

TEST_CASE("a key file that is not there is said to be missing") {
  const ScratchFolder folder;
  CHECK(code_of(read_key_file(folder.path() / "key")) == "key_file_missing");
  CHECK(code_of(read_key_file(folder.path() / "no" / "key")) == "key_folder_missing");
  CHECK(code_of(create_key_file(folder.path() / "no" / "key")) == "key_folder_missing");
}

TEST_CASE("a key file is taken only as it was written, to the last byte") {
  const ScratchFolder folder;
  const std::string good(format_1::kKeyFile);
  const auto read = [&](const std::string& text) {
    return code_of(read_key_file(folder.write("key", text)));
  };
  REQUIRE(read(good).empty());

  for (std::size_t size = 0; size < good.size(); ++size) {
    CAPTURE(size);
    CHECK(read(good.substr(0, size)) == "key_file_malformed");
  }
  CHECK(read(good + "\n") == "key_file_malformed");
  std::string version = good;
  version[version.find('1')] = '2';
  CHECK(read(version) == "key_file_malformed");
  std::string letter = good;
  letter[20] = '*';
  CHECK(read(letter) == "key_file_malformed");
  std::string loose_bits = good;
  loose_bits[good.size() - 3] = 'R';  // "Q=" and "R=" would decode alike
  CHECK(read(loose_bits) == "key_file_malformed");
  const std::string zeros = "itsm-vault-key 1\n" + std::string(43, 'A') + "=\n";
  CHECK(read(zeros) == "key_file_malformed");
}

}  // namespace
}  // namespace itsm::host::vault
