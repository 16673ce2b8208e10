// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/aead.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

Bytes counting_from(int first, std::size_t size) {
  Bytes bytes(size);
  std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<std::byte>(first++); });
  return bytes;
}

// draft-irtf-cfrg-xchacha-03, A.3.1
TEST_CASE("the cipher is the IETF's XChaCha20-Poly1305") {
  const Bytes key_bytes = counting_from(0x80, Key::kSize);
  const auto key = Key::copy_of(std::span(key_bytes).first<Key::kSize>());
  REQUIRE(key);
  Nonce nonce;
  std::ranges::copy(counting_from(0x40, nonce.size()), nonce.begin());
  const Bytes associated = from_hex("50515253c0c1c2c3c4c5c6c7");
  const std::string_view plaintext =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
      "sunscreen would be it.";
  const std::string_view ciphertext =
      "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
      "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
      "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49";

  CHECK(hex(encrypt(*key, nonce, associated, bytes_of(plaintext))) == ciphertext);
  const auto opened = decrypt(*key, nonce, associated, from_hex(ciphertext));
  REQUIRE(opened);
  CHECK(opened->text() == plaintext);
  CHECK_FALSE(decrypt(*key, nonce, from_hex("00"), from_hex(ciphertext)));
}

TEST_CASE("less than a tag is no ciphertext") {
  const auto key = Key::random();
  REQUIRE(key);
  CHECK_FALSE(decrypt(*key, Nonce{}, {}, Bytes(kTagSize - 1)));
}

}  // namespace
}  // namespace itsm::host::vault
