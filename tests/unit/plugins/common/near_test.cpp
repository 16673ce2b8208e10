// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/near.hpp"

#include "tests/support/catch.hpp"

using itsm::common::nearest;

TEST_CASE("a slip of the finger is recognised and another word is not", "[plugins]") {
  const std::vector<std::string> offered{"Highest", "High", "Medium", "Low"};
  CHECK(nearest("Hihg", offered) == "High");
  CHECK(nearest("Hgh", offered) == "High");
  CHECK(nearest("MEDIUM", offered) == "Medium");
  CHECK(nearest("Mediun", offered) == "Medium");
  CHECK(nearest("Loud", offered).empty());
  CHECK(nearest("P1", offered).empty());
  CHECK(nearest("", offered).empty());
  CHECK(nearest(std::string(1000, 'a'), {std::string(1000, 'a')}).empty());
}
