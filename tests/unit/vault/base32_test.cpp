// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/base32.hpp"

#include "host_stub/vault/bytes.hpp"
#include "tests/support/catch.hpp"

namespace itsm::host::vault {
namespace {

// RFC 4648, 10
TEST_CASE("base32 is that of RFC 4648 in lower case without padding") {
  CHECK(base32(bytes_of("")).empty());
  CHECK(base32(bytes_of("f")) == "my");
  CHECK(base32(bytes_of("fo")) == "mzxq");
  CHECK(base32(bytes_of("foo")) == "mzxw6");
  CHECK(base32(bytes_of("foob")) == "mzxw6yq");
  CHECK(base32(bytes_of("fooba")) == "mzxw6ytb");
  CHECK(base32(bytes_of("foobar")) == "mzxw6ytboi");
}

}  // namespace
}  // namespace itsm::host::vault
