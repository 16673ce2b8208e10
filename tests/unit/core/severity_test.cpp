// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/severity.hpp"

#include <limits>

#include "tests/support/catch.hpp"

namespace itsm::host {
namespace {

using enum Severity;

TEST_CASE("the bands of CVSS begin where the standard says") {
  CHECK(severity_from_score(10.0) == critical);
  CHECK(severity_from_score(9.0) == critical);
  CHECK(severity_from_score(8.9) == high);
  CHECK(severity_from_score(7.0) == high);
  CHECK(severity_from_score(6.9) == medium);
  CHECK(severity_from_score(4.0) == medium);
  CHECK(severity_from_score(3.9) == low);
  CHECK(severity_from_score(0.1) == low);
  CHECK(severity_from_score(0.0) == info);
}

TEST_CASE("a number that is no score has no severity") {
  CHECK_FALSE(severity_from_score(-0.1));
  CHECK_FALSE(severity_from_score(10.1));
  CHECK_FALSE(severity_from_score(std::numeric_limits<double>::quiet_NaN()));
  CHECK_FALSE(severity_from_score(std::numeric_limits<double>::infinity()));
}

TEST_CASE("the words of scanners are understood in any case") {
  CHECK(severity_from_word("Critical") == critical);
  CHECK(severity_from_word("HIGH") == high);
  CHECK(severity_from_word("error") == high);
  CHECK(severity_from_word("Moderate") == medium);
  CHECK(severity_from_word("warning") == medium);
  CHECK(severity_from_word("note") == low);
  CHECK(severity_from_word("informational") == info);
  CHECK_FALSE(severity_from_word("urgent"));
  CHECK_FALSE(severity_from_word(""));
}

TEST_CASE("a score is read from text only when all of it is a number in range") {
  CHECK(score_from_text("7.5") == 7.5);
  CHECK(score_from_text("10") == 10.0);
  for (const char* text : {"", "7.5 ", "7,5", "high", "11", "-1", "nan", "inf"}) {
    INFO(text);
    CHECK_FALSE(score_from_text(text));
  }
}

}  // namespace
}  // namespace itsm::host
