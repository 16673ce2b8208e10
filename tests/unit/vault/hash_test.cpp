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

// RFC 4231, test cases 1 to 4, 6 and 7; case 5 is about a shortened one.
TEST_CASE("signatures are the HMAC-SHA-256 of RFC 4231") {
  const auto mac = [](std::string_view key, std::string_view bytes) {
    return hex(bytes_of(hmac_sha256(key, bytes)));
  };
  std::string counting;
  for (char each = 1; each <= 25; ++each) counting += each;
  const std::string long_key(131, '\xaa');
  CHECK(mac(std::string(20, '\x0b'), "Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(mac("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(mac(std::string(20, '\xaa'), std::string(50, '\xdd')) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  CHECK(mac(counting, std::string(50, '\xcd')) ==
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  CHECK(mac(long_key, "Test Using Larger Than Block-Size Key - Hash Key First") ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  CHECK(mac(long_key,
            "This is a test using a larger than block-size key and a larger than block-size data. The key "
            "needs to be hashed before being used by the HMAC algorithm.") ==
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

// From its documentation of validating deliveries.
TEST_CASE("a signature of GitHub's example comes out as GitHub says") {
  CHECK(hex(bytes_of(hmac_sha256("It's a Secret to Everybody", "Hello, World!"))) ==
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
}

// Standard Webhooks 1.0.0, as its libraries' tests have it.
TEST_CASE("a signature of the Standard Webhooks example comes out as their libraries say") {
  const auto key = from_base64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  const auto signature = from_base64("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  REQUIRE(key);
  REQUIRE(signature);
  CHECK(hmac_sha256(*key, R"(msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314})") == *signature);
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
