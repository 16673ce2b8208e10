// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/key_ring.hpp"

#include "host_stub/vault/data_key.hpp"
#include "host_stub/vault/key_file.hpp"
#include "host_stub/vault/ring_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/vault/scratch_folder.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

namespace fs = std::filesystem;

KeyRing read_ring(const fs::path& file) {
  auto ring = KeyRing::read(file);
  REQUIRE(ring);
  return *std::move(ring);
}

TEST_CASE("the outer key is rotated: old keys are read, new ones written, then the old one goes") {
  const ScratchFolder folder;
  const fs::path path = folder.path() / "key";
  REQUIRE(create_key_file(path));
  const KeyRing before = read_ring(path);
  const auto file = RingFile::open(path);
  REQUIRE(file);
  REQUIRE((*file)->add_primary());
  const KeyRing between = read_ring(path);
  REQUIRE((*file)->remove(before.primary().id()));
  const KeyRing after = read_ring(path);

  const CompanyId company{42};
  const auto key = DataKey::make(company);
  REQUIRE(key);
  const auto stored = key->wrap(before);
  REQUIRE(stored);
  CHECK(code_of(DataKey::unwrap(after, company, *stored)) == "vault_key_missing");

  const auto opened = DataKey::unwrap(between, company, *stored);
  REQUIRE(opened);
  const auto rewrapped = opened->wrap(between);
  REQUIRE(rewrapped);
  CHECK(rewrapped->wrapping_key == after.primary().id());
  const auto again = DataKey::unwrap(after, company, *rewrapped);
  REQUIRE(again);
  CHECK(again->id() == key->id());
}

TEST_CASE("an unusable file is no ring") {
  const ScratchFolder folder;
  CHECK(code_of(KeyRing::read(folder.path() / "missing")) == "key_file_missing");
  CHECK(code_of(KeyRing::read(folder.write("key", "no key"))) == "key_file_malformed");
}

TEST_CASE("a key's id is the same in every process and tells keys apart") {
  const auto one = Key::random();
  REQUIRE(one);
  const auto same = Key::copy_of(one->bytes());
  const auto other = Key::random();
  REQUIRE(same);
  REQUIRE(other);
  CHECK(same->id() == one->id());
  CHECK(other->id() != one->id());
  CHECK(KeyId::from(one->id().bytes) == one->id());
  CHECK_FALSE(KeyId::from(Bytes(15)));
}

}  // namespace
}  // namespace itsm::host::vault
