// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/random.hpp"

#include <set>

#include "tests/support/catch.hpp"

namespace itsm::host::vault {
namespace {

TEST_CASE("random tokens are base64url without padding and never repeat") {
  std::set<std::string> tokens;
  for (int i = 0; i < 1000; ++i) {
    const std::string token = random_token();
    CHECK(token.size() == 43);
    CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    tokens.insert(token);
  }
  CHECK(tokens.size() == 1000);
  CHECK(random_token(16).size() == 22);
}

TEST_CASE("random bytes have the asked length and never repeat") {
  CHECK(random_bytes(0).empty());
  CHECK(random_bytes(24).size() == 24);
  CHECK(random_bytes(24) != random_bytes(24));
}

}  // namespace
}  // namespace itsm::host::vault
