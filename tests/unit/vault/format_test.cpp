// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/company_secret.hpp"
#include "host_stub/vault/data_key.hpp"
#include "host_stub/vault/hash.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/vault/format_1.hpp"
#include "tests/unit/vault/scratch_folder.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

KeyRing ring_of_fixture() {
  const ScratchFolder folder;
  auto ring = KeyRing::read(folder.write("key", format_1::kKeyFile));
  REQUIRE(ring);
  return *std::move(ring);
}

DataKey data_key_of_fixture() {
  const KeyRing ring = ring_of_fixture();
  const WrappedKey stored{*KeyId::from(from_hex(format_1::kDataKeyId)), from_hex(format_1::kWrappedDataKey),
                          ring.primary().id()};
  auto key = DataKey::unwrap(ring, CompanyId{format_1::kCompany}, stored);
  REQUIRE(key);
  return *std::move(key);
}

TEST_CASE("a key file of format version 1 is read for ever") {
  CHECK(ring_of_fixture().primary().id().hex() == format_1::kKeyId);
}

TEST_CASE(
    "a key file of format version 1 with an older key is read for ever, and opens what that has wrapped") {
  const ScratchFolder folder;
  const auto ring = KeyRing::read(folder.write("key", format_1::kKeyFileOfTwo));
  REQUIRE(ring);
  CHECK(ring->primary().id().hex() == format_1::kNewKeyId);
  const WrappedKey stored{*KeyId::from(from_hex(format_1::kDataKeyId)), from_hex(format_1::kWrappedDataKey),
                          *KeyId::from(from_hex(format_1::kKeyId))};
  const auto key = DataKey::unwrap(*ring, CompanyId{format_1::kCompany}, stored);
  REQUIRE(key);
  const auto rewrapped = key->wrap(*ring);
  REQUIRE(rewrapped);
  CHECK(rewrapped->wrapping_key.hex() == format_1::kNewKeyId);
}

TEST_CASE("a secret that format version 1 sealed opens for ever") {
  const auto token =
      data_key_of_fixture().open({IntegrationId{7}, "api_token", 3}, from_hex(format_1::kSealedToken));
  REQUIRE(token);
  CHECK(token->text() == format_1::kToken);
}

TEST_CASE("correlation keys and keyed hashes come out the same for ever") {
  const auto secret = CompanySecret::open(data_key_of_fixture(), from_hex(format_1::kSealedCompanySecret));
  REQUIRE(secret);
  CHECK(hex(keyed_hash(*secret, "example", {"a", "b"})) == format_1::kKeyedHash);
  CHECK(correlation_key(*secret, IntegrationId{7}, "rule:CVE-2024-3094", 1) == format_1::kCorrelationKey1);
  CHECK(correlation_key(*secret, IntegrationId{7}, "rule:CVE-2024-3094", 2) == format_1::kCorrelationKey2);
}

TEST_CASE("the hash of a token comes out the same for ever") {
  CHECK(hex(token_hash(format_1::kToken)) == format_1::kTokenHash);
}

}  // namespace
}  // namespace itsm::host::vault
