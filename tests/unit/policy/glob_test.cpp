// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/glob.hpp"

#include <rapidcheck.h>

#include <string>

#include "tests/support/catch.hpp"

using itsm::host::policy::glob_matches;

TEST_CASE("one star stays within a part of a path, two cross its borders") {
  CHECK(glob_matches("main", "main"));
  CHECK_FALSE(glob_matches("main", "mainline"));
  CHECK_FALSE(glob_matches("main", "Main"));
  CHECK(glob_matches("release/*", "release/2.4"));
  CHECK_FALSE(glob_matches("release/*", "release/2.4/fix"));
  CHECK(glob_matches("release/**", "release/2.4/fix"));
  CHECK(glob_matches("**/fix", "release/2.4/fix"));
  CHECK(glob_matches("*", ""));
  CHECK(glob_matches("*.x", "2.x"));
  CHECK(glob_matches("a*b*c", "aXbYc"));
  CHECK_FALSE(glob_matches("", "a"));
  CHECK(glob_matches("", ""));
}

TEST_CASE("a pattern of many stars takes no longer than its length says") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  CHECK_FALSE(glob_matches(pattern, std::string(2000, 'a') + "b"));
}

TEST_CASE(
    "a text without stars matches itself and nothing else; with ** around it everything that holds it") {
  CHECK(rc::check("literals", [] {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab/.-")));
    const auto other = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab/.-")));
    RC_ASSERT(glob_matches(text, other) == (text == other));
    RC_ASSERT(glob_matches("**" + text + "**", other + text + other));
    RC_ASSERT(glob_matches("*", text) == (text.find('/') == std::string::npos));
  }));
}
