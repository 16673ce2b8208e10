// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "plugins/jira/wiki.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::jira;

namespace {

std::string shown(std::string_view markup) { return to_plain_text(from_wiki(markup)); }

std::vector<Inline> runs(std::string_view markup) {
  const RichText tree = from_wiki(markup);
  REQUIRE(tree.blocks.size() == 1);
  return tree.blocks[0].content;
}

// "text/strong" for each run.
std::string described(std::string_view markup) {
  std::string out;
  for (const Inline& run : runs(markup)) {
    if (!out.empty()) out += ' ';
    out += run.kind == InlineKind::line_break ? "(break)" : run.text;
    if (run.strong) out += "/strong";
    if (run.emphasis) out += "/em";
    if (run.strike) out += "/strike";
    if (run.code) out += "/code";
    if (!run.href.empty()) out += "/" + run.href;
  }
  return out;
}

}  // namespace

TEST_CASE("marks of wiki markup are read where Jira takes them for marks", "[jira]") {
  CHECK(described("*b*") == "b/strong");
  CHECK(described("_-*{{x}}*-_") == "x/strong/em/strike/code");
  CHECK(described("un{*}believ{*}able") == "un believ/strong able");
  CHECK(described("a*b*c 2 * 3 * 4 snake_case_name") == "a*b*c 2 * 3 * 4 snake_case_name");
  CHECK(described("*open _and shut_") == "*open  and shut/em");
  CHECK(described("+new+ ^up^ ~down~ ??who?? {color:red}red{color}") == "new up down who red");
  CHECK(described("{{a*b*}}") == "a*b*/code");
  CHECK(described("\\*b\\* &#42; &amp; &unknown; \\n") == "*b* * & &unknown; \\n");
  CHECK(described("a -- b --- c") == "a \u2013 b \u2014 c");
  CHECK(described("a\\\\ b\\\\c\nd \\\\srv\\share") == "a (break) b (break) c (break) d \\\\srv\\share");
}

TEST_CASE("links, addresses, mentions and files are read as what they show", "[jira]") {
  CHECK(described("[the *scan*|https://x.test/a?b=c]") ==
        "the /https://x.test/a?b=c scan/strong/https://x.test/a?b=c");
  CHECK(described("[https://x.test]") == "https://x.test/https://x.test");
  CHECK(described("[x|https://x.test|smart-link]") == "x/https://x.test");
  CHECK(described("[mailto:a@b.test]") == "a@b.test/mailto:a@b.test");
  CHECK(described("see https://x.test/a_b_c.") == "see  https://x.test/a_b_c/https://x.test/a_b_c .");
  CHECK(described("[~ada] [~accountid:5b10:a2]") == "@ada @5b10:a2");
  CHECK(described("[^dump.txt] !shot.png|thumbnail! wow! really!") == "dump.txt shot.png wow! really!");
  CHECK(described("[WIP] a[0] [x|javascript:alert(1)] [SEC-1]") == "[WIP] a[0] x [SEC-1]");
}

TEST_CASE("blocks of wiki markup are read, whichever way people write them", "[jira]") {
  const RichText tree = from_wiki(
      "h2. Title\r\nfirst\r\nsecond\r\n\r\nbq. "
      "said\r\n----\r\n||a||b||\r\n|1\r\nmore|[x|https://x.test]|\r\n\r\n"
      "{code:title=A.java|java}\r\nint a;\r\n{code}\r\n{quote}\r\nh3. Inner\r\n{quote}\r\n"
      "{panel:title=Note}\r\ntext\r\n{panel}\r\n{noformat}x{noformat}");
  REQUIRE(tree.blocks.size() == 9);
  CHECK(tree.blocks[0].level == 2);
  CHECK(to_plain_text({{tree.blocks[1]}}) == "first\nsecond");
  CHECK(tree.blocks[2].kind == BlockKind::quote);
  CHECK(tree.blocks[3].kind == BlockKind::rule);
  REQUIRE(tree.blocks[4].kind == BlockKind::table);
  CHECK(tree.blocks[4].header.size() == 2);
  CHECK(to_plain_text({{tree.blocks[4]}}) == "a | b\n1\nmore | x (https://x.test)");
  CHECK(tree.blocks[5].language == "java");
  CHECK(tree.blocks[5].text == "int a;");
  CHECK(tree.blocks[6].blocks.at(0).level == 3);
  CHECK(to_plain_text({{tree.blocks[7]}}) == "> Note\n> text");
  CHECK(tree.blocks[8].text == "x");
}

TEST_CASE("lists go deeper, change their kind and hold code", "[jira]") {
  CHECK(shown("* a\n** b\n**# c\n* d\nmore\n{code}\nx\n{code}\n# e\n- f") ==
        "- a\n  - b\n    1. c\n- d\n  more\n      x\n\n1. e\n\n- f");
  CHECK(shown("*** deep") == "- - - deep");
  CHECK(shown("-- no list\n--- nor here") == "\u2013 no list\n\u2014 nor here");
}

TEST_CASE("macros that do not end, and unknown ones, are text", "[jira]") {
  CHECK(shown("{code} open") == "{code} open");
  CHECK(shown("{quote} {unknown:x=1} {noformat}{quote}") == "> {unknown:x=1} {noformat}");
  CHECK(shown("\\{code}x\\{code}") == "{code}x{code}");
}

TEST_CASE("no markup, however it is broken, fails or takes its time", "[jira]") {
  CHECK(from_wiki("").blocks.empty());
  CHECK(from_wiki(" \n\n \t").blocks.empty());
  for (const char* piece : {"*",
                            "*a ",
                            "[",
                            "[a|",
                            "{",
                            "{{",
                            "{{a ",
                            "{code}",
                            "{quote}",
                            "|",
                            "||",
                            "\\",
                            "\\\\",
                            "!a",
                            "# ",
                            "*# ",
                            "&#",
                            "http://",
                            "-",
                            "\x01"
                            "0\x02",
                            "{*}",
                            "\n* a\n** b\n"}) {
    std::string markup;
    while (markup.size() < 40'000) markup += piece;
    from_wiki(markup);
  }
  CHECK(rc::check([] {
    std::string markup;
    for (int i = 0; i < *rc::gen::inRange(0, 40); ++i)
      markup += *rc::gen::element<std::string>("*", "_", "-", "{code}", "{quote}", "{{", "}}", "[", "]", "|",
                                               "||", "\n", " ", "a", "\\", "\\\\", "# ", "* ", "h1. ", "bq. ",
                                               "!", "{*}", "&#42;", "https://x.test", "[~ada]",
                                               "{panel:title=", "}", "\xFF", "----");
    const RichText tree = from_wiki(markup);
    RC_ASSERT(to_document(from_wiki(to_wiki(tree))).dump(-1, ' ', false).size() < 100'000);
  }));
}
