// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/hash.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

// `printf abc | b2sum -l 256`
TEST_CASE("a token's hash is BLAKE2b with 256 bits") {
  CHECK(hex(token_hash("abc")) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("the comparison in constant time finds every difference") {
  CHECK(constant_time_equal("", ""));
  CHECK(constant_time_equal("signature", "signature"));
  CHECK_FALSE(constant_time_equal("signature", "signaturf"));
  CHECK_FALSE(constant_time_equal("signature", "Signature"));
  CHECK_FALSE(constant_time_equal("signature", "signatur"));
  CHECK_FALSE(constant_time_equal("signature", ""));
  CHECK_FALSE(constant_time_equal(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

}  // namespace
}  // namespace itsm::host::vault
