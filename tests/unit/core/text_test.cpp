// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/text.hpp"

#include <rapidcheck.h>

#include <nlohmann/json.hpp>

#include "host_stub/core/percent.hpp"
#include "tests/support/catch.hpp"

namespace itsm::host {
namespace {

using namespace std::string_literals;

const std::string kReplacement = "\xEF\xBF\xBD";

// nlohmann's strict writer is the second opinion on what valid UTF-8 is.
bool is_valid_utf8(const std::string& text) {
  try {
    nlohmann::json(text).dump();
    return true;
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

TEST_CASE("good text stays as it is") {
  const std::string text =
      "tab\tline\nGr\xC3\xBC\xC3\x9F"
      "e \xE6\xBC\xA2\xE5\xAD\x97 \xF0\x9F\x94\x92";
  CHECK(clean_text(text) == text);
}

TEST_CASE("broken UTF-8 becomes the replacement character and the rest stays") {
  CHECK(clean_text("a\xFFz") == "a" + kReplacement + "z");
  CHECK(clean_text("\xC3") == kReplacement);
  CHECK(clean_text("\xE6\xBCz") == kReplacement + kReplacement + "z");
  CHECK(clean_text("\xC0\x80") == kReplacement + kReplacement);             // overlong NUL
  CHECK(clean_text("\xE0\x80\xAF").find('/') == std::string::npos);         // overlong slash
  CHECK(clean_text("\xED\xA0\x80").find("\xED") == std::string::npos);      // half a surrogate pair
  CHECK(clean_text("\xF4\x90\x80\x80").find("\xF4") == std::string::npos);  // above U+10FFFF
}

TEST_CASE("control characters go, line ends become one kind") {
  CHECK(clean_text("a\0b"s) == "ab");
  CHECK(clean_text("\x1B[31mred\x7F") == "[31mred");
  CHECK(clean_text("a\xC2\x85"
                   "b\xC2\xA0") == "ab\xC2\xA0");
  CHECK(clean_text("one\r\ntwo\rthree\r") == "one\ntwo\nthree\n");
}

TEST_CASE("cleaned text is valid UTF-8, and cleaning it again changes nothing") {
  CHECK(rc::check([](const std::vector<unsigned char>& bytes) {
    const std::string once = clean_text(std::string(bytes.begin(), bytes.end()));
    RC_ASSERT(is_valid_utf8(once));
    RC_ASSERT(clean_text(once) == once);
  }));
}

TEST_CASE("shortened text keeps to its limit and to whole characters") {
  CHECK(shortened("short", 5) == "short");
  CHECK(shortened("longer", 5) == "lo\xE2\x80\xA6");
  CHECK(shortened("\xC3\xBC\xC3\xBC\xC3\xBC", 5) == "\xC3\xBC\xE2\x80\xA6");
  CHECK(shortened("\xF0\x9F\x94\x92\xF0\x9F\x94\x92", 6) == "\xE2\x80\xA6");
  CHECK(shortened("abc", 2) == "ab");
  CHECK(rc::check([](const std::vector<unsigned char>& bytes) {
    const std::string text = clean_text(std::string(bytes.begin(), bytes.end()));
    const auto limit = *rc::gen::inRange<std::size_t>(0, text.size() + 4);
    const std::string cut = shortened(text, limit);
    RC_ASSERT(cut.size() <= limit);
    RC_ASSERT(is_valid_utf8(cut));
  }));
}

TEST_CASE("white space around a text is trimmed, inside it stays") {
  CHECK(trimmed(" \t a b \r\n") == "a b");
  CHECK(trimmed(" \n") == "");
  CHECK(trimmed("") == "");
}

TEST_CASE("what goes into an address keeps only what can mean nothing there") {
  CHECK(itsm::host::percent_encoded("aZ09-._~") == "aZ09-._~");
  CHECK(itsm::host::percent_encoded("a b&c=/?#%+") == "a%20b%26c%3D%2F%3F%23%25%2B");
  CHECK(itsm::host::percent_encoded("\xC3\xA4") == "%C3%A4");
}

TEST_CASE("only ASCII letters are lowered") { CHECK(to_lower("CWE-79 \xC3\x84") == "cwe-79 \xC3\x84"); }

TEST_CASE("words are joined, and a list of them is split without blanks and empty places") {
  CHECK(joined({}) == "");
  CHECK(joined({"a"}) == "a");
  CHECK(joined({"a", "b", "c"}, " or ") == "a or b or c");
  CHECK(split_list("") == std::vector<std::string>{});
  CHECK(split_list(" ; ;") == std::vector<std::string>{});
  CHECK(split_list("a;  b c ;;d") == std::vector<std::string>{"a", "b c", "d"});
  CHECK(rc::check([](const std::vector<std::string>& words) {
    std::vector<std::string> whole;
    for (const std::string& word : words)
      if (word.find(';') == std::string::npos && !trimmed(word).empty()) whole.emplace_back(trimmed(word));
    RC_ASSERT(split_list(joined(whole, ";")) == whole);
  }));
}

}  // namespace
}  // namespace itsm::host
