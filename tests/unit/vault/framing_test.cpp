// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/framing.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

TEST_CASE("each member stands behind its length") {
  CHECK(hex(Framing().add("ab").add(std::int64_t{-2}).add("").bytes()) ==
        "0000000000000002"
        "6162"
        "0000000000000008"
        "fffffffffffffffe"
        "0000000000000000");
}

TEST_CASE("one text cut at two different places never makes the same bytes") {
  CHECK(rc::check([](const std::string& text) {
    const auto length = static_cast<int>(text.size());
    const auto one = static_cast<std::size_t>(*rc::gen::inRange(0, length + 1));
    const auto other = static_cast<std::size_t>(*rc::gen::inRange(0, length + 1));
    const auto cut = [&](std::size_t at) {
      return Framing().add(text.substr(0, at)).add(text.substr(at)).bytes();
    };
    RC_ASSERT((cut(one) == cut(other)) == (one == other));
  }));
}

}  // namespace
}  // namespace itsm::host::vault
