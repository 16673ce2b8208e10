// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/authority.hpp"
#include "host_stub/http/gzip.hpp"
#include "host_stub/http/header_rules.hpp"
#include "host_stub/http/request_target.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/gzip_text.hpp"

namespace itsm::host::http {
namespace {

using test::gzip;

TEST_CASE("percent encoding is undone, and a broken escape refused") {
  CHECK(percent_decode("a%20b%2Fc+d") == "a b/c+d");
  CHECK(percent_decode("a+b%2B", true) == "a b+");
  CHECK(percent_decode("") == "");
  for (const auto* broken : {"%", "%4", "a%4", "%zz", "%4g"}) {
    CAPTURE(broken);
    CHECK_FALSE(percent_decode(broken));
  }
}

TEST_CASE("a target is taken apart or refused") {
  const auto target = parse_target("/a%20b?x=%20&y");
  REQUIRE(target);
  CHECK(target->path == "/a b");
  CHECK(target->query == "x=%20&y");
  CHECK(parse_target("http://host:80")->path == "/");
  CHECK(parse_target("https://host?q")->query == "q");
  CHECK(parse_target("*")->path == "*");
  for (const auto* bad : {"", "a", "//%", "/a b", "/\x7f", "/\xc3\xa4", "/%00", "host:443", "http:/x"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_target(bad));
  }
}

TEST_CASE("a header's value holds no control character but the tab") {
  CHECK(is_field_value("plain \t text \xc3\xa4"));
  CHECK(is_field_value(""));
  for (int c = 0; c < 256; ++c) {
    CAPTURE(c);
    const bool control = (c < 0x20 && c != '\t') || c == 0x7f;
    CHECK(is_field_value("a" + std::string(1, static_cast<char>(c)) + "b") == !control);
  }
}

TEST_CASE("a header's name is a token") {
  CHECK(is_token("X-Custom_Header.1~"));
  for (const auto* bad : {"", "a b", "a:", "a\r", "(a)", "a\"", "\xc3\xa4", "a/b"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_token(bad));
  }
  CHECK(same_name("Content-Length", "content-LENGTH"));
  CHECK_FALSE(same_name("Content-Length", "Content-Lengt"));
}

TEST_CASE("an authority is a host and a port") {
  const auto plain = parse_authority("example.test:8443", {});
  REQUIRE(plain);
  CHECK(plain->host == "example.test");
  CHECK(plain->port == "8443");
  CHECK(plain->text == "example.test:8443");
  const auto literal = parse_authority("[2001:db8::1]:443", {});
  REQUIRE(literal);
  CHECK(literal->host == "2001:db8::1");
  CHECK(literal->text == "[2001:db8::1]:443");
  CHECK(parse_authority("example.test", "80")->text == "example.test:80");
  CHECK(parse_authority("[::1]", "80")->host == "::1");
  for (const auto* bad :
       {"", ":443", "a:", "a:0", "a:65536", "a:-1", "a:https", "user@a:443", "[]:443", "a:443x"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_authority(bad, {}));
  }
}

TEST_CASE("gzip is undone") {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i);
  CHECK(*gunzip(gzip(text), text.size()) == text);
  CHECK(*gunzip(gzip(""), 0) == "");
  CHECK(*gunzip(gzip("one") + gzip("two"), 100) == "onetwo");
}

TEST_CASE("gzip that is cut off, damaged or something else is refused") {
  const auto whole = gzip("some text that is long enough to be cut off somewhere");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto outcome = gunzip(whole.substr(0, size), 1000);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error() == GzipFault::broken);
  }
  auto damaged = whole;
  damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 0x55);
  CHECK_FALSE(gunzip(damaged, 1000));
  CHECK_FALSE(gunzip("plain text", 1000));
}

TEST_CASE("a small gzip that would become large is stopped on the way") {
  const auto bomb = gzip(std::string(20'000'000, '\0'));
  REQUIRE(bomb.size() < 100'000);
  const auto outcome = gunzip(bomb, 1'000'000);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error() == GzipFault::too_large);
}

}  // namespace
}  // namespace itsm::host::http
