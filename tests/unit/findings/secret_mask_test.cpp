// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/secret_mask.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"

namespace itsm::host::findings {
namespace {

SecretMask mask_of(const std::string& snippet, const Json& properties = Json()) {
  return SecretMask({.startLine = 1, .snippet = {.text = snippet}}, properties);
}

TEST_CASE("the name in front of an assignment stays, the value goes") {
  CHECK(mask_of("  password = \"swordfish\"").snippet() == "  password = ****");
  CHECK(mask_of("token: abc\nuser: bob").snippet() == "token: ****\nuser: ****");
  CHECK(mask_of("just a line").snippet() == "****");
  CHECK(mask_of("key:\n").snippet() == "key:");
  CHECK(mask_of("").snippet().empty());
}

TEST_CASE("what was learned from the snippet is masked in other texts") {
  const SecretMask mask = mask_of("password = \"swordfish\"");
  CHECK(mask.masked("found swordfish in a.py") == "found **** in a.py");
  CHECK(mask.masked("nothing here") == "nothing here");
}

TEST_CASE("marked columns and named members are learned") {
  const SecretMask marked(
      {.startLine = 1, .startColumn = 7, .endColumn = 12, .snippet = {.text = "login(tiger)"}}, Json());
  CHECK(marked.masked("tiger and lion") == "**** and lion");
  CHECK(mask_of("", Json{{"Secret", "lion"}, {"other", "bear"}}).masked("lion bear") == "**** bear");
}

TEST_CASE("values in quotes and long keys are masked even when nothing was learned") {
  const SecretMask mask = mask_of("");
  CHECK(mask.masked("password: 'ab' is bad") == "password: '****' is bad");
  CHECK(mask.masked("key AKIAIOSFODNN7EXAMPLE leaked") == "key **** leaked");
  CHECK(mask.masked("see src/very/long/path/to/file.py") == "see src/very/long/path/to/file.py");
  CHECK(mask.masked("unterminated: 'abc") == "unterminated: '****");
}

TEST_CASE("no value of an assignment survives, whatever stands around it") {
  CHECK(rc::check([] {
    const auto letters =
        rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcXYZ019!@#$%^&*+/_.-")));
    std::string secret = *letters + "Q7";
    secret = "s" + secret + secret;
    const std::string quote = *rc::gen::element<std::string>("", "'", "\"", "`");
    const std::string sign = *rc::gen::element<std::string>("=", ": ", " = ", " := ", "=>");
    const SecretMask mask = mask_of("  name" + sign + quote + secret + quote + ";\n next line");
    RC_ASSERT(mask.snippet().find(secret) == std::string::npos);
    RC_ASSERT(mask.masked("Found " + secret + " there").find(secret) == std::string::npos);
  }));
}

}  // namespace
}  // namespace itsm::host::findings
