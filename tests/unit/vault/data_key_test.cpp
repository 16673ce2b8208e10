// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/data_key.hpp"

#include <rapidcheck.h>

#include <algorithm>

#include "host_stub/vault/envelope.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

constexpr std::size_t kVersionAt = 4;
constexpr std::size_t kKeyIdAt = 5;

const CompanyId kCompany{42};
const Place kPlace{IntegrationId{7}, "api_token", 3};
const std::string kSecret = "a token of the vendor";

KeyRing new_ring() {
  auto key = Key::random();
  REQUIRE(key);
  return KeyRing(*std::move(key));
}

DataKey new_key(CompanyId company = kCompany) {
  auto key = DataKey::make(company);
  REQUIRE(key);
  return *std::move(key);
}

Bytes sealed_by(const DataKey& key) {
  auto blob = key.seal(kPlace, bytes_of(kSecret));
  REQUIRE(blob);
  return *std::move(blob);
}

// A stored data key with the content of our choice, as only a holder of the ring can make it.
WrappedKey forged(const KeyRing& ring, CompanyId company, const KeyId& id,
                  std::span<const std::byte> content) {
  const Framing context = Framing().add(company.value).add(id.bytes);
  auto wrapped = seal_envelope(Kind::data_key, ring.primary(), context, content);
  REQUIRE(wrapped);
  return {id, *std::move(wrapped), ring.primary().id()};
}

TEST_CASE("what was sealed opens in its place, whatever it is") {
  const DataKey key = new_key();
  CHECK(rc::check(
      [&](std::int64_t integration, std::string field, std::int64_t row_version, const std::string& secret) {
        const Place place{IntegrationId{integration}, std::move(field), row_version};
        const auto blob = key.seal(place, bytes_of(secret));
        RC_ASSERT(blob.has_value());
        const auto opened = key.open(place, *blob);
        RC_ASSERT(opened.has_value());
        RC_ASSERT(opened->text() == secret);
      }));
}

TEST_CASE("sealing twice gives two different blobs, neither of which shows the secret") {
  const DataKey key = new_key();
  const Bytes one = sealed_by(key);
  CHECK(one != sealed_by(key));
  CHECK(hex(one).find(hex(bytes_of(kSecret))) == std::string::npos);
}

TEST_CASE("a blob does not open for another company, even if both had the same data key") {
  const KeyRing ring = new_ring();
  const auto shared = Key::random();
  REQUIRE(shared);
  const CompanyId other{43};
  const auto ours = DataKey::unwrap(ring, kCompany, forged(ring, kCompany, shared->id(), shared->bytes()));
  const auto theirs = DataKey::unwrap(ring, other, forged(ring, other, shared->id(), shared->bytes()));
  REQUIRE(ours);
  REQUIRE(theirs);
  CHECK(code_of(theirs->open(kPlace, sealed_by(*ours))) == "sealed_refused");
}

TEST_CASE("a blob does not open for another integration") {
  const DataKey key = new_key();
  Place other = kPlace;
  other.integration = IntegrationId{8};
  CHECK(code_of(key.open(other, sealed_by(key))) == "sealed_refused");
}

TEST_CASE("a blob does not open as another field") {
  const DataKey key = new_key();
  Place other = kPlace;
  other.field = "api_toke";
  CHECK(code_of(key.open(other, sealed_by(key))) == "sealed_refused");
}

TEST_CASE("an old blob that is put back does not open") {
  const DataKey key = new_key();
  Place later = kPlace;
  ++later.row_version;
  CHECK(code_of(key.open(later, sealed_by(key))) == "sealed_refused");
}

TEST_CASE("a blob does not open with another key, whatever key its header names") {
  const DataKey key = new_key();
  const DataKey other = new_key();
  Bytes blob = sealed_by(key);
  CHECK(code_of(other.open(kPlace, blob)) == "sealed_with_other_key");
  std::ranges::copy(other.id().bytes, blob.begin() + kKeyIdAt);
  CHECK(code_of(other.open(kPlace, blob)) == "sealed_refused");
  CHECK(code_of(key.open(kPlace, blob)) == "sealed_with_other_key");
}

TEST_CASE("a blob of a later format is refused with what to do") {
  const DataKey key = new_key();
  Bytes blob = sealed_by(key);
  blob[kVersionAt] = std::byte{2};
  const auto opened = key.open(kPlace, blob);
  REQUIRE(code_of(opened) == "sealed_by_newer_version");
  CHECK(opened.error().message ==
        "The sealed value api_token of integration 7 of company 42 is sealed in format 2, which this version "
        "does not know.");
  CHECK_FALSE(opened.error().remedy.empty());
}

TEST_CASE("a blob that is cut short or lengthened does not open") {
  const DataKey key = new_key();
  const Bytes blob = sealed_by(key);
  for (std::size_t size = 0; size < blob.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(key.open(kPlace, std::span(blob).first(size)));
  }
  Bytes longer = blob;
  longer.push_back(std::byte{0});
  CHECK(code_of(key.open(kPlace, longer)) == "sealed_refused");
  longer.resize(1024 * 1024);
  CHECK(code_of(key.open(kPlace, longer)) == "sealed_damaged");
}

TEST_CASE("a blob with any one bit flipped does not open") {
  const DataKey key = new_key();
  Bytes blob = sealed_by(key);
  for (std::size_t bit = 0; bit < blob.size() * 8; ++bit) {
    const std::byte mask = std::byte{1} << (bit % 8);
    blob[bit / 8] ^= mask;
    CAPTURE(bit);
    CHECK_FALSE(key.open(kPlace, blob));
    blob[bit / 8] ^= mask;
  }
  CHECK(key.open(kPlace, blob));
}

TEST_CASE("a secret longer than 64 KiB is refused") {
  const DataKey key = new_key();
  const std::string longest(64 * 1024, 'x');
  const auto blob = key.seal(kPlace, bytes_of(longest));
  REQUIRE(blob);
  CHECK(key.open(kPlace, *blob));
  CHECK(code_of(key.seal(kPlace, bytes_of(longest + "x"))) == "secret_too_long");
}

TEST_CASE("a data key is opened again from what is stored of it") {
  const KeyRing ring = new_ring();
  const DataKey key = new_key();
  const auto stored = key.wrap(ring);
  REQUIRE(stored);
  CHECK(stored->id == key.id());
  CHECK(stored->wrapping_key == ring.primary().id());
  const auto again = DataKey::unwrap(ring, kCompany, *stored);
  REQUIRE(again);
  CHECK(again->company() == kCompany);
  CHECK(again->open(kPlace, sealed_by(key)));
}

TEST_CASE("a data key that is copied to another company does not open") {
  const KeyRing ring = new_ring();
  const auto stored = new_key().wrap(ring);
  REQUIRE(stored);
  CHECK(code_of(DataKey::unwrap(ring, CompanyId{43}, *stored)) == "sealed_refused");
}

TEST_CASE("a data key does not open under the id of another") {
  const KeyRing ring = new_ring();
  auto stored = new_key().wrap(ring);
  REQUIRE(stored);
  stored->id = new_key().id();
  CHECK(code_of(DataKey::unwrap(ring, kCompany, *stored)) == "sealed_refused");
}

TEST_CASE("a data key that is not the one its id names is refused") {
  const KeyRing ring = new_ring();
  const auto key = Key::random();
  REQUIRE(key);
  const auto refusal = [&](const KeyId& id, std::span<const std::byte> content) {
    return code_of(DataKey::unwrap(ring, kCompany, forged(ring, kCompany, id, content)));
  };
  CHECK(refusal(key->id(), key->bytes()).empty());
  CHECK(refusal(new_key().id(), key->bytes()) == "data_key_damaged");
  CHECK(refusal(key->id(), key->bytes().first(31)) == "data_key_damaged");
}

TEST_CASE("a data key whose outer key is on no ring is named with that key") {
  const KeyRing ring = new_ring();
  const DataKey key = new_key();
  const auto stored = key.wrap(ring);
  REQUIRE(stored);
  const auto opened = DataKey::unwrap(new_ring(), kCompany, *stored);
  REQUIRE(code_of(opened) == "vault_key_missing");
  CHECK(opened.error().message == "The data key " + key.id().hex() + " of company 42 is wrapped by key " +
                                      ring.primary().id().hex() + ", which is in none of the key files.");
}

TEST_CASE("a wrapped data key does not pass as a sealed value") {
  const DataKey key = new_key();
  auto outer = Key::copy_of(std::array<std::byte, Key::kSize>{std::byte{1}});
  REQUIRE(outer);
  const auto stored = key.wrap(KeyRing(*std::move(outer)));
  REQUIRE(stored);
  CHECK(code_of(key.open(kPlace, stored->wrapped)) == "sealed_damaged");
}

}  // namespace
}  // namespace itsm::host::vault
