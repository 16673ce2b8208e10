// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/near_match.hpp"

#include <rapidcheck.h>

#include <vector>

#include "tests/support/catch.hpp"

namespace itsm::host {
namespace {

TEST_CASE("the distance counts insertions, deletions, substitutions and swaps") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("sarif", "sarif") == 0);
  CHECK(edit_distance("", "sarif") == 5);
  CHECK(edit_distance("sarf", "sarif") == 1);
  CHECK(edit_distance("sarrif", "sarif") == 1);
  CHECK(edit_distance("sarof", "sarif") == 1);
  CHECK(edit_distance("sraif", "sarif") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the distance is symmetric, zero only for equals, and bounded by the longer word") {
  CHECK(rc::check([](const std::string& a, const std::string& b) {
    const std::size_t distance = edit_distance(a, b);
    RC_ASSERT(distance == edit_distance(b, a));
    RC_ASSERT((distance == 0) == (a == b));
    RC_ASSERT(distance <= std::max(a.size(), b.size()));
  }));
}

TEST_CASE("the nearest word is offered only when it is near") {
  const std::vector<std::string> words{"severity", "service", "status", "Branch"};
  CHECK(nearest("severty", words) == "severity");
  CHECK(nearest("STATSU", words) == "status");
  CHECK(nearest("branhc", words) == "Branch");
  CHECK(nearest("colour", words).empty());
  CHECK(nearest("", words).empty());
  CHECK(nearest("x", {}).empty());
}

}  // namespace
}  // namespace itsm::host
