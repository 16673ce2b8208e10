// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/ring_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <thread>

#include "host_stub/vault/key_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/vault/format_1.hpp"
#include "tests/unit/vault/scratch_folder.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<RingFile> opened(const fs::path& path) {
  auto file = RingFile::open(path);
  REQUIRE(file);
  return *std::move(file);
}

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST_CASE("a new key stands in front, the old ones stay, and another process sees both once it reads again") {
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile);
  const auto ours = opened(path);
  const auto other = opened(path);
  const auto added = ours->add_primary();
  REQUIRE(added);
  CHECK(ours->ring()->primary().id() == *added);
  CHECK(ours->ring()->keys()[1].id().hex() == format_1::kKeyId);
  CHECK(other->ring()->find(*added) == nullptr);
  const auto read = other->read_again();
  REQUIRE(read);
  CHECK((*read)->find(*added) != nullptr);
  CHECK(other->ring()->primary().id() == *added);
}

TEST_CASE("an older key is removed, the one that wraps is not, and an unknown one is said to be unknown") {
  const ScratchFolder folder;
  const auto file = opened(folder.write("key", format_1::kKeyFile));
  const KeyId old = file->ring()->primary().id();
  CHECK(code_of(file->remove(old)) == "key_is_primary");
  const auto added = file->add_primary();
  REQUIRE(added);
  CHECK(file->remove(old));
  CHECK(file->ring()->keys().size() == 1);
  CHECK(code_of(file->remove(old)) == "key_unknown");
  CHECK(code_of(file->remove(*added)) == "key_is_primary");
}

TEST_CASE("a change keeps the file's owner and mode and leaves nothing else behind") {
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile, 0400);
  if (::geteuid() == 0) REQUIRE(::chown(path.c_str(), 0, 12345) == 0);
  folder.write(".key.left-by-a-killed-one", "half a file");
  REQUIRE(opened(path)->add_primary());
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0400);
  if (::geteuid() == 0) CHECK(status.st_gid == 12345);
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("of keys that are added at the same time none is lost") {
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile);
  std::vector<std::string> added(8);
  {
    std::vector<std::jthread> threads;
    for (auto& id : added)
      threads.emplace_back([&id, &path] {
        const auto file = RingFile::open(path);
        if (!file) {
          id = file.error().message;
          return;
        }
        const auto made = (*file)->add_primary();
        id = made ? made->hex() : made.error().message;
      });
  }
  std::set<std::string> kept;
  const auto ring = opened(path)->ring();
  for (const Key& key : ring->keys()) kept.insert(key.id().hex());
  for (const auto& id : added) {
    INFO(id);
    CHECK(kept.contains(id));
  }
  CHECK(kept.size() == 9);
}

TEST_CASE("a full key file takes no further key and stays as it is") {
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile);
  const auto file = opened(path);
  for (int i = 0; i < 15; ++i) REQUIRE(file->add_primary());
  const std::string before = content(path);
  CHECK(code_of(file->add_primary()) == "key_file_full");
  CHECK(content(path) == before);
}

TEST_CASE("a key file with several keys is taken to the last byte, and no key twice") {
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile);
  REQUIRE(opened(path)->add_primary());
  const std::string good = content(path);
  for (std::size_t size = 63; size < good.size(); ++size) {
    CAPTURE(size);
    CHECK(code_of(read_key_file(folder.write("cut", good.substr(0, size)))) == "key_file_malformed");
  }
  const std::string line = good.substr(good.size() - 45);
  CHECK(code_of(read_key_file(folder.write("twice", good + line))) == "key_file_malformed");
  CHECK(code_of(read_key_file(folder.write("more", good + "\n"))) == "key_file_malformed");
}

TEST_CASE("a key file that is unusable for a while leaves the ring as it was") {
  const ScratchFolder folder;
  const fs::path path = folder.write("key", format_1::kKeyFile);
  const auto file = opened(path);
  fs::remove(path);
  CHECK(code_of(file->read_again()) == "key_file_missing");
  CHECK(file->ring()->primary().id().hex() == format_1::kKeyId);
}

}  // namespace
}  // namespace itsm::host::vault
