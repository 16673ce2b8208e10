// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/password.hpp"

#include <set>

#include "tests/support/catch.hpp"

namespace itsm::host::vault {
namespace {

TEST_CASE("a password fits its own hash alone, and is salted") {
  const std::string hash = password_hash("correct horse battery staple");
  CHECK(hash.starts_with("$argon2id$v=19$"));
  CHECK(password_fits(hash, "correct horse battery staple"));
  CHECK_FALSE(password_fits(hash, "correct horse battery stapl"));
  CHECK_FALSE(password_fits(hash, ""));
  CHECK(password_hash("correct horse battery staple") != hash);
}

// Made by the reference implementation: echo -n "correct horse battery staple" | argon2 somesaltsomesalt -id
// -t 2 -k 65536 -p 1 -e
TEST_CASE("a hash of the reference implementation holds") {
  const std::string hash =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$0/wzVjqIgyAOovUtHREODJVIaeUyNPEuVDvK4ry0A/Q";
  CHECK(password_fits(hash, "correct horse battery staple"));
  CHECK_FALSE(password_fits(hash, "correct horse battery stable"));
}

TEST_CASE("nothing fits what is no hash") {
  for (const auto* const hash : {"", "x", "$argon2id$", "$argon2i$v=19$m=4096,t=3,p=1$c2FsdA$aGFzaA"}) {
    CHECK_FALSE(password_fits(hash, ""));
    CHECK_FALSE(password_fits(hash, "x"));
  }
  CHECK_FALSE(password_fits(std::string(4096, '$'), "x"));
}

TEST_CASE("a password for one sign-in is five groups of five letters and digits, and never the same") {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string password = one_time_password();
    REQUIRE(password.size() == 29);
    for (std::size_t at = 0; at < password.size(); ++at) {
      const std::string expected = at % 6 == 5 ? "-" : "abcdefghijklmnopqrstuvwxyz234567";
      CHECK(expected.find(password[at]) != std::string::npos);
    }
    seen.insert(password);
  }
  CHECK(seen.size() == 100);
}

}  // namespace
}  // namespace itsm::host::vault
