// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <string>

#include "tests/support/catch.hpp"
#include "tests/unit/outbox/simulation/run.hpp"

using namespace itsm::host::outbox::simulation;

namespace {

// A number from the environment, so that a long run and the repetition of one seed need no other program.
std::uint64_t number(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  return text == nullptr ? otherwise : std::stoull(text);
}

void check_seed(std::uint64_t seed, const Settings& settings, Report& sum) {
  const Report report = run(seed, settings);
  INFO("ITSM_SIMULATION_SEED=" << seed << " repeats it: " << report.first_problem);
  CHECK(report.duplicated == 0);
  CHECK(report.lost == 0);
  CHECK(report.denied == 0);
  CHECK(report.stuck == 0);
  sum.wanted += report.wanted;
  sum.linked += report.linked;
  sum.failed += report.failed;
  sum.crashes += report.crashes;
}

// How many seeds it takes to see a second ticket once a rule is gone; 0: none did.
std::uint64_t seeds_until_duplicate(const Settings& settings) {
  constexpr std::uint64_t kMost = 5'000;
  for (std::uint64_t seed = 1; seed <= kMost; ++seed)
    if (run(seed, settings).duplicated > 0) return seed;
  return 0;
}

Settings troubled() {
  Settings settings;
  // More of everything finds sooner what a missing rule lets through.
  settings.chances.crash = 0.01;
  settings.chances.pause = 0.02;
  settings.chances.late_execution = 0.1;
  settings.chances.slow_index = 0.1;
  return settings;
}

}  // namespace

TEST_CASE("whatever crashes, stalls, comes late or gets lost: every wanted ticket is made exactly once") {
  const Settings settings;
  Report sum;
  if (const std::uint64_t seed = number("ITSM_SIMULATION_SEED", 0); seed != 0) {
    check_seed(seed, settings, sum);
    return;
  }
  const std::uint64_t tickets = number("ITSM_SIMULATED_TICKETS", 60'000);
  std::uint64_t seed = 1;
  while (static_cast<std::uint64_t>(sum.wanted) < tickets) check_seed(seed++, settings, sum);
  WARN(sum.wanted << " tickets, " << seed - 1 << " seeds, " << sum.crashes << " crashes: " << sum.linked
                  << " linked, " << sum.failed << " refused by the vendor");
  CHECK(sum.crashes > sum.wanted / 100);
}

TEST_CASE("also where much more goes wrong") {
  Report sum;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) check_seed(seed, troubled(), sum);
}

TEST_CASE("a seed always comes to the same end") {
  CHECK(run(7, {}).digest == run(7, {}).digest);
  CHECK(run(7, {}).digest != run(8, {}).digest);
}

// The test of the test: each rule is needed, and its absence is noticed.
TEST_CASE("without the intent before the effect there are duplicates") {
  Settings settings = troubled();
  settings.rules.intent_first = false;
  CHECK(seeds_until_duplicate(settings) > 0);
}

TEST_CASE("without the fence there are duplicates") {
  Settings settings = troubled();
  settings.rules.fence = false;
  CHECK(seeds_until_duplicate(settings) > 0);
}

TEST_CASE("without the lease budget there are duplicates") {
  Settings settings = troubled();
  settings.rules.lease_budget = false;
  CHECK(seeds_until_duplicate(settings) > 0);
}

TEST_CASE("without the settle time there are duplicates") {
  Settings settings = troubled();
  settings.rules.settle = false;
  CHECK(seeds_until_duplicate(settings) > 0);
}

TEST_CASE("without the second look-up there are duplicates") {
  Settings settings = troubled();
  settings.rules.second_look = false;
  CHECK(seeds_until_duplicate(settings) > 0);
}

TEST_CASE("with a client that resends there are duplicates") {
  Settings settings = troubled();
  settings.rules.no_resend = false;
  CHECK(seeds_until_duplicate(settings) > 0);
}
