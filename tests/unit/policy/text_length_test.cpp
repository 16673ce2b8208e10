// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/text_length.hpp"

#include <rapidcheck.h>

#include "host_stub/core/text.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host::policy;

TEST_CASE("lengths are counted as the vendor counts") {
  const std::string text = "aé€😀";
  CHECK(length_of(text, LengthUnit::bytes) == 10);
  CHECK(length_of(text, LengthUnit::utf16) == 5);
  CHECK(length_of(text, LengthUnit::code_points) == 4);
}

TEST_CASE("text is cut between characters, with an ellipsis within the limit") {
  CHECK(cut_to("abcdef", 4, LengthUnit::utf16) == "abc…");
  CHECK(cut_to("abcd", 4, LengthUnit::utf16) == "abcd");
  CHECK(cut_to("a😀b", 3, LengthUnit::utf16) == "a…");
  CHECK(cut_to("abcdef", 2, LengthUnit::bytes) == "ab");
}

TEST_CASE("white space and control characters become single blanks on one line") {
  CHECK(one_line("  a\r\n\tb\x01 c\n") == "a b c");
}

TEST_CASE("a cut is never longer than the limit and always valid text") {
  CHECK(rc::check("cut", [] {
    const auto words =
        *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("a", "é", "€", "😀"));
    std::string text;
    for (const auto& word : words) text += word;
    const auto most = static_cast<std::size_t>(*rc::gen::inRange(0, 40));
    const auto unit = *rc::gen::element(LengthUnit::bytes, LengthUnit::utf16, LengthUnit::code_points);
    const std::string cut = cut_to(text, most, unit);
    RC_ASSERT(length_of(cut, unit) <= most);
    RC_ASSERT(host::clean_text(cut) == cut);
  }));
}
