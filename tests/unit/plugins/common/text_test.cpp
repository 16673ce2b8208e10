// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/text.hpp"

#include <rapidcheck.h>

#include "plugins/common/reading.hpp"
#include "plugins/common/url.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/trees.hpp"

using namespace itsm;
using namespace itsm::common;

TEST_CASE("a text is as long as the unit makes it", "[plugins]") {
  const std::string text = "a\u00E9\u20AC\U0001F525";
  CHECK(length(text, LengthUnit::bytes) == 10);
  CHECK(length(text, LengthUnit::utf16) == 5);
  CHECK(length(text, LengthUnit::code_points) == 4);
}

TEST_CASE("a text at the limit stays and one beyond it ends in an ellipsis", "[plugins]") {
  CHECK(cut("abcd", 5, LengthUnit::utf16) == "abcd");
  CHECK(cut("abcde", 5, LengthUnit::utf16) == "abcde");
  CHECK(cut("abcdef", 5, LengthUnit::utf16) == "abcd\u2026");
  CHECK(cut("\U0001F525\U0001F525\U0001F525", 5, LengthUnit::utf16) == "\U0001F525\U0001F525\u2026");
  CHECK(cut("abcdef", 0, LengthUnit::utf16).empty());
  CHECK(cut("abcdef", 2, LengthUnit::bytes).empty());
}

TEST_CASE("broken UTF-8 reads as replacement characters", "[plugins]") {
  CHECK(clean("a\xFFz") == "a\uFFFDz");
  CHECK(clean("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");  // a lone surrogate
  CHECK(clean("\xC0\xAF") == "\uFFFD\uFFFD");            // an overlong slash
  CHECK(clean("\xF4\x90\x80\x80").find("\uFFFD") == 0);  // beyond U+10FFFF
  CHECK(clean("\xE2\x82") == "\uFFFD\uFFFD");            // ends too early
}

TEST_CASE("control characters go and line ends become line feeds", "[plugins]") {
  CHECK(clean(std::string("a\0\x1B"
                          "b\tc",
                          6)) == "ab\tc");
  CHECK(clean("1\r\n2\r3\n4\u20285\u00856") == "1\n2\n3\n4\n5\n6");
  CHECK(one_line("  a \r\n\t b\u2029c ") == "a b c");
}

TEST_CASE("the brackets of section markers cannot be imitated", "[plugins]") {
  CHECK(clean("\u27E6end of members\u27E7") == "[end of members]");
}

TEST_CASE("no text is cut in the middle of a character nor longer than the limit", "[plugins]") {
  CHECK(rc::check([] {
    const std::string text = clean(*itsm::testing::hostile_text());
    const auto most = *rc::gen::inRange<std::size_t>(0, 300);
    for (const LengthUnit unit : {LengthUnit::bytes, LengthUnit::utf16, LengthUnit::code_points}) {
      const std::string out = cut(text, most, unit);
      RC_ASSERT(length(out, unit) <= most);
      RC_ASSERT(clean(out) == out);
    }
  }));
}

TEST_CASE("everything but unreserved characters is percent-encoded", "[plugins]") {
  CHECK(percent_encode("a-Z_0.~") == "a-Z_0.~");
  CHECK(percent_encode("a/b?c&d=\u00E9 %") == "a%2Fb%3Fc%26d%3D%C3%A9%20%25");
  CHECK(with_query("/p", {{"a b", "1&2"}, {"c", ""}}) == "/p?a%20b=1%262&c=");
  CHECK(with_query("/p", {}) == "/p");
}

TEST_CASE("members that are absent or of another type read as empty", "[plugins]") {
  const Json json = {{"n", 7}, {"s", "x"}, {"b", true}, {"o", Json::object()}, {"d", 1.5}};
  CHECK(text_of(json, "n") == "7");
  CHECK(text_of(json, "s") == "x");
  CHECK(text_of(json, "b").empty());
  CHECK(text_of(json, "d").empty());
  CHECK(text_of(json, "missing").empty());
  CHECK(text_of(member(member(json, "s"), "deeper"), "still").empty());
  CHECK(flag_of(json, "b"));
  CHECK_FALSE(flag_of(json, "s"));
  CHECK(array_of(json, "o").empty());
}
