// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/damage.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include "tests/evidence/reading.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::evidence;
using itsm::jira::evidence::read;
using itsm::jira::evidence::Reading;
using itsm::jira::evidence::readings;

namespace {

std::string file(std::string_view name) {
  std::ifstream in(std::string(ITSM_ANSWERS) + "/" + std::string(name) + ".json");
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("an answer that was damaged is refused or says less, and never anything else", "[jira]") {
  std::size_t damages = 0;
  std::size_t refused = 0;
  std::size_t partial = 0;
  std::size_t same = 0;
  for (const Reading& reading : readings()) {
    if (!reading.has_body) continue;
    const std::string answer = file(reading.name);
    const auto whole = read(reading, answer);
    INFO(reading.name << (whole ? "" : ": " + whole.error().message));
    REQUIRE(whole);
    each_damage(answer, {}, [&](const Damage& damage) {
      if (reading.name == "fetch" && damage.says_nothing_of("/issues/0")) return;
      if (damage.takes_an_operation()) return;
      INFO(damage.at << "\n" << damage.text);
      ++damages;
      const auto result = read(reading, damage.text);
      if (!result) {
        const Status status = result.error().status;
        CHECK((status == Status::bad_reply || status == reading.verdict));
        ++refused;
        return;
      }
      CHECK(contradiction(*result, *whole) == "");
      *result == *whole ? ++same : ++partial;
    });
  }
  std::cout << damages << " damaged answers: " << refused << " refused, " << partial << " read in part, "
            << same << " without effect\n";
  CHECK(damages > 1000);
}
