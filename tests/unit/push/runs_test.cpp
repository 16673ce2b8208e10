// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/runs.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include <rapidcheck.h>

#include "tests/support/catch.hpp"

namespace itsm::host::push {
namespace {

TEST_CASE("findings that share a ticket stay in one run") {
  const std::vector<Bundle> bundles{{"a", {1, 2, 3}}, {"b", {4, 5}}, {"c", {6}}};
  const auto runs = pack(bundles, 4);
  REQUIRE(runs);
  CHECK(*runs == std::vector<std::vector<std::int64_t>>{{1, 2, 3}, {4, 5, 6}});
}

TEST_CASE("a ticket for more findings than a call takes is refused by its name") {
  const std::vector<Bundle> bundles{{"rule sqli", {1, 2, 3}}};
  const auto runs = pack(bundles, 2);
  REQUIRE_FALSE(runs);
  CHECK(runs.error().code == "group_too_large");
  CHECK_THAT(runs.error().message, Catch::Contains("rule sqli") && Catch::Contains("3 findings"));
}

TEST_CASE(
    "no finding is lost, repeated or parted from its bundle, and no run is too large or needlessly small") {
  CHECK(rc::check([] {
    const auto most = *rc::gen::inRange<std::size_t>(1, 20);
    const auto sizes =
        *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, most + 1));
    std::vector<Bundle> bundles;
    std::map<std::int64_t, std::size_t> bundle_of;
    std::int64_t next = 0;
    for (const std::size_t size : sizes) {
      Bundle bundle;
      for (std::size_t i = 0; i < size; ++i) bundle.findings.push_back(++next);
      for (const auto finding : bundle.findings) bundle_of[finding] = bundles.size();
      bundles.push_back(std::move(bundle));
    }
    const auto runs = pack(bundles, most);
    RC_ASSERT(runs.has_value());
    std::vector<std::int64_t> all;
    std::map<std::size_t, std::size_t> run_of;
    for (std::size_t i = 0; i < runs->size(); ++i) {
      const auto& run = (*runs)[i];
      RC_ASSERT(!run.empty());
      RC_ASSERT(run.size() <= most);
      for (const auto finding : run) {
        all.push_back(finding);
        RC_ASSERT(run_of.try_emplace(bundle_of.at(finding), i).first->second == i);
      }
      const auto next_run = i + 1 < runs->size() ? (*runs)[i + 1].front() : 0;
      if (next_run != 0) RC_ASSERT(run.size() + bundles[bundle_of.at(next_run)].findings.size() > most);
    }
    std::vector<std::int64_t> expected(static_cast<std::size_t>(next));
    std::iota(expected.begin(), expected.end(), 1);
    RC_ASSERT(all == expected);
  }));
}

}  // namespace
}  // namespace itsm::host::push
