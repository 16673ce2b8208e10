// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/policy/policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"

// A document that is wrong, with all that a person is told about it.
struct Wrong {
  const char* what;
  const char* text;
  std::vector<std::string> told;
};

// What a case begins with that is about something else; three lines.
inline constexpr const char* kHead =
    "policy: p\nplugin: jira\nroute: [{name: all, ticket: {project: SEC}}]\n";

inline void check_wrong(const Wrong& wrong, const std::string& text) {
  INFO(wrong.what);
  const auto read = itsm::host::policy::read_policy("p.yaml", text);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == "configuration_invalid");
  CHECK(lines_of(read.error().complaints) == wrong.told);
}
