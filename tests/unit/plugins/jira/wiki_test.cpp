// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/wiki.hpp"

#include <rapidcheck.h>

#include "plugins/common/document.hpp"
#include "plugins/common/text.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira/tree_text.hpp"
#include "tests/unit/plugins/trees.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;

namespace {

std::string written(std::vector<Block> blocks) { return to_wiki({std::move(blocks)}); }
std::string line(const std::string& words) { return written({paragraph({text(words)})}); }

Inline marked(std::string words, bool Inline::*mark) {
  Inline run = text(std::move(words));
  run.*mark = true;
  return run;
}

Block list(bool ordered, std::vector<ListItem> items) {
  Block block;
  block.kind = BlockKind::list;
  block.ordered = ordered;
  block.items = std::move(items);
  return block;
}

Block code(std::string words, std::string language) {
  Block block;
  block.kind = BlockKind::code;
  block.text = std::move(words);
  block.language = std::move(language);
  return block;
}

Block quote(std::vector<Block> blocks) {
  Block block;
  block.kind = BlockKind::quote;
  block.blocks = std::move(blocks);
  return block;
}

// Whether the markup has a form of its own for every block where it stands, and no blank is at a place where
// Jira takes blanks away.
bool keeps_blanks(const std::vector<Inline>& runs) {
  for (const Inline& run : runs) {
    if (run.kind == InlineKind::line_break) continue;
    if (run.text.find_first_of(" \t") != std::string::npos ||
        run.href.find_first_of("|[]{}\\^`'") != std::string::npos)
      return false;
  }
  return runs.empty() || runs.front().kind != InlineKind::line_break;
}

bool has_counterpart(const std::vector<Block>& blocks, BlockKind in) {
  bool first = true;
  for (const Block& block : blocks) {
    if (!keeps_blanks(block.content)) return false;
    if (block.kind == BlockKind::code && block.text.find_first_of("{\t ") != std::string::npos) return false;
    if (block.kind == BlockKind::code && !block.language.empty() && block.language != "cpp" &&
        block.language != "c++")
      return false;
    if (in == BlockKind::list && (first ? block.kind != BlockKind::paragraph : block.kind != BlockKind::list))
      return false;
    if (in == BlockKind::quote && (block.kind == BlockKind::quote || block.kind == BlockKind::section))
      return false;
    const bool table = block.kind == BlockKind::table;
    if (table && block.header.size() + (block.rows.empty() ? 0 : block.rows.front().cells.size()) == 0)
      return false;
    for (const Cell& cell : block.header)
      if (!keeps_blanks(cell.content)) return false;
    for (const Row& row : block.rows)
      for (const Cell& cell : row.cells)
        if (!keeps_blanks(cell.content)) return false;
    for (const ListItem& item : block.items)
      if (!has_counterpart(item.blocks, BlockKind::list)) return false;
    if (!has_counterpart(block.blocks, block.kind)) return false;
    first = false;
  }
  return true;
}

}  // namespace

TEST_CASE("blocks are lines of wiki markup with blank lines between them", "[jira]") {
  Block table;
  table.kind = BlockKind::table;
  table.header = {Cell{{text("asset")}}, Cell{{text("severity")}}};
  table.rows = {Row{{Cell{{text("web|1")}}, Cell{}}}};
  Block rule;
  rule.kind = BlockKind::rule;
  CHECK(written({heading(2, {text("Where")}),
                 paragraph({text("a"), {.kind = InlineKind::line_break}, text("b")}), table, rule,
                 quote({paragraph({text("said")})})}) ==
        "h2. Where\n\na\nb\n\n||asset||severity||\n|web&#124;1| |\n\n----\n\n{quote}\nsaid\n{quote}");
}

TEST_CASE("a list's marks say how deep it stands and of which kind", "[jira]") {
  const Block inner = list(true, {ListItem{{paragraph({text("b")})}}, ListItem{{code("x", "cpp")}}});
  CHECK(written({list(false, {ListItem{{paragraph({text("a")}), inner}}, ListItem{{inner}}})}) ==
        "* a\n*# b\n*# {code:cpp}\nx\n{code}\n* \n*# b\n*# {code:cpp}\nx\n{code}");
}

TEST_CASE("code stands in the macro that it does not end", "[jira]") {
  CHECK(written({code("int a;", "cpp")}) == "{code:cpp}\nint a;\n{code}");
  CHECK(written({code("a", "")}) == "{noformat}\na\n{noformat}");
  CHECK(written({code("a", "brainfuck")}) == "{noformat}\na\n{noformat}");  // unknown ones show an error
  CHECK(written({code("{code}", "cpp")}) == "{noformat}\n{code}\n{noformat}");
  CHECK(written({code("{noformat}", "")}) == "{code:none}\n{noformat}\n{code}");
  CHECK(written({code("{code}{noformat}", "")}) == "{{&#123;code&#125;&#123;noformat&#125;}}");
}

TEST_CASE("marks touch their text, and inside a word they stand in braces", "[jira]") {
  CHECK(written({paragraph({text("a "), marked("b", &Inline::strong), text(", "),
                            marked(" c ", &Inline::emphasis), text("d")})}) == "a *b*,  _c_ d");
  CHECK(written({paragraph({text("un"), marked("believ", &Inline::strong), text("able")})}) ==
        "un{*}believ{*}able");
  CHECK(written({paragraph({text("f"), marked("x", &Inline::code), text("y")})}) == "f{{{}x{}}}y");
  Inline all = text("b");
  all.strong = all.emphasis = all.strike = all.code = true;
  CHECK(written({paragraph({all})}) == "*_-{{b}}-_*");
}

TEST_CASE("links have a label and an address that cannot end them", "[jira]") {
  CHECK(written({paragraph({itsm::link("the [one|", "https://x.test/a|b]?c={d}")})}) ==
        "[the &#91;one&#124;|https://x.test/a%7Cb%5D?c=%7Bd%7D]");
}

TEST_CASE("in wiki markup what looks like markup stays text", "[jira]") {
  CHECK(line("{code} {*}x{*}") == "\\{code\\} \\{\\*\\}x\\{\\*\\}");
  CHECK(line("a {{x}} b") == "a &#123;&#123;x&#125;&#125; b");
  CHECK(line("[~admin] and [x|http://y]") == "\\[\\~admin\\] and \\[x&#124;http&#58;//y\\]");
  CHECK(line("!shot.png! *b* _e_ -s- +i+ ^u^ ~d~ ??c??") ==
        "\\!shot.png\\! \\*b\\* \\_e\\_ \\-s\\- \\+i\\+ \\^u\\^ \\~d\\~ \\?\\?c\\?\\?");
  CHECK(line("snake_case well-known CVE-2026-1234 a*b why? C# x@y") ==
        "snake_case well-known CVE-2026-1234 a*b why? C# x@y");
  CHECK(line("h1. x") == "h1&#46; x");
  CHECK(line("bq. x") == "bq&#46; x");
  CHECK(line("# x") == "\\# x");
  CHECK(line("* x") == "\\* x");
  CHECK(line("  - x") == "  \\- x");
  CHECK(line("----") == "\\-\\-\\-\\-");
  CHECK(line("|a|") == "&#124;a&#124;");
  CHECK(line(":) ;) :P :D (y) (off) (yes)") == ":\\) ;\\) &#58;P &#58;D \\(y) \\(off) (yes)");
  CHECK(line("C:\\temp\\{x} \\\\srv\\a") == "C:\\temp&#92;\\{x\\} &#92;\\srv\\a");
  CHECK(line("ends in \\") == "ends in &#92;");
  CHECK(line("AT&T &amp; a&b; &#123;") == "AT&T &amp;amp; a&amp;b; &amp;#123;");
  CHECK(line("see https://x.test, std::string, file.c:12, key: value") ==
        "see https&#58;//x.test, std::string, file.c:12, key: value");
  CHECK(line("mailto:a@b.test javascript:alert(1)") == "mailto&#58;a@b.test javascript:alert(1)");
}

TEST_CASE("a second line of a paragraph begins no block either", "[jira]") {
  CHECK(line("a\nh1. b\n* c\n\n|d") == "a\nh1&#46; b\n\\* c\\\\ \n&#124;d");
}

TEST_CASE("right-to-left and 4-byte characters pass as they are", "[jira]") {
  const std::string words = "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\x94\xA5 e\xCC\x81";
  CHECK(line(words) == words);
}

TEST_CASE("a text at Jira's limit is whole and one beyond it is cut between blocks", "[jira]") {
  for (const std::size_t size : {kLongestText - 1, kLongestText})
    CHECK(line(std::string(size, 'a')).size() == size);
  const std::string cut = line(std::string(kLongestText + 1, 'a'));
  CHECK(cut.size() <= kLongestText);
  CHECK(cut.find("was cut here") != std::string::npos);
  // Escapes and surrogate pairs count as what they are.
  CHECK(line(std::string(kLongestText / 2, '*')).size() == kLongestText - 1);
  CHECK(common::length(line(std::string(kLongestText, '*')), LengthUnit::utf16) <= kLongestText);
  CHECK(common::length(line(std::string(kLongestText, '|')), LengthUnit::utf16) <= kLongestText);

  Block table;
  table.kind = BlockKind::table;
  table.header = {Cell{{text("asset")}}};
  for (int i = 0; i < 4000; ++i) table.rows.push_back({{Cell{{text("host-" + std::to_string(i))}}}});
  const std::string rows = written({paragraph({itsm::link("the scan", "https://x.test")}), table});
  CHECK(rows.size() <= kLongestText);
  CHECK(rows.size() > kLongestText / 2);
  CHECK(rows.find("[the scan|https://x.test]\n\n||asset||\n|host-0|\n") == 0);
  const auto last_row = rows.rfind("|\n\n");
  REQUIRE(last_row != std::string::npos);
  CHECK(rows.find("was cut here", last_row) != std::string::npos);
}

TEST_CASE("whatever the document, the markup is within the limit and is read back word for word", "[jira]") {
  int whole = 0;
  CHECK(rc::check([&] {
    const RichText tree = common::tidy(*itsm::testing::any_document());
    const std::string markup = to_wiki(tree);
    RC_ASSERT(common::length(markup, LengthUnit::utf16) <= kLongestText);
    if (to_wiki(tree, kLongestText * 100) != markup) return;  // it was cut
    const RichText read_back = from_wiki(markup);
    const std::string letters = letters_of(read_back.blocks);
    if (letters != letters_of(tree.blocks))
      RC_FAIL(markup + "\n--- reads as\n" + dump(to_document(read_back)));
    if (!has_counterpart(tree.blocks, BlockKind::section)) return;
    if (to_document(read_back) != to_document(tree))
      RC_FAIL(markup + "\n--- reads as\n" + dump(to_document(read_back)) + "\n--- was\n" +
              dump(to_document(tree)));
    whole += tree.blocks.empty() ? 0 : 1;
  }));
  CHECK(whole > 5);
}
