// SPDX-License-Identifier: Apache-2.0
#include <itsm/plain_text.hpp>

#include "tests/support/catch.hpp"

using namespace itsm;

namespace {

Block block(BlockKind kind) {
  Block made;
  made.kind = kind;
  return made;
}
Block code(std::string lines) {
  Block made = block(BlockKind::code);
  made.text = std::move(lines);
  return made;
}
Block list(bool ordered, std::vector<std::vector<Block>> items) {
  Block made = block(BlockKind::list);
  made.ordered = ordered;
  for (auto& item : items) made.items.push_back({std::move(item)});
  return made;
}
Block line(std::string words) { return paragraph({itsm::text(std::move(words))}); }
std::string plain(std::vector<Block> blocks) { return to_plain_text({std::move(blocks)}); }

}  // namespace

TEST_CASE("nothing is an empty text") { CHECK(plain({}).empty()); }

TEST_CASE("blocks stand apart by an empty line and text has no marks") {
  Inline strong = itsm::text("now");
  strong.strong = true;
  Inline stop;
  stop.kind = InlineKind::line_break;
  CHECK(plain({heading(1, {itsm::text("Title")}),
               paragraph({itsm::text("Patch "), strong, stop, itsm::text("Then test.")})}) ==
        "Title\n\nPatch now\nThen test.");
}

TEST_CASE("a link shows its address, once") {
  CHECK(plain({paragraph({itsm::link("advisory", "http://a")})}) == "advisory (http://a)");
  CHECK(plain({paragraph({itsm::link("http://a", "http://a")})}) == "http://a");
  CHECK(plain({paragraph({itsm::link("", "http://a")})}) == "http://a");
}

TEST_CASE("lists carry their marks and nest by indentation") {
  CHECK(plain({list(false, {{line("a")}, {line("b"), list(true, {{line("c")}, {line("d")}})}})}) ==
        "- a\n- b\n  1. c\n  2. d");
}

TEST_CASE("code is indented and its lines are kept") {
  CHECK(plain({code("if (x)\n\n  y();")}) == "    if (x)\n    \n      y();");
}

TEST_CASE("quotes, sections, tables and rules are readable") {
  Block quote = block(BlockKind::quote);
  quote.blocks = {line("said")};
  Block section = block(BlockKind::section);
  section.blocks = {line("inside")};
  Block table = block(BlockKind::table);
  table.header = {{{itsm::text("Host")}}, {{itsm::text("Port")}}};
  table.rows = {{{{{itsm::text("a")}}, {{itsm::text("443")}}}}};
  CHECK(plain({quote}) == "> said");
  CHECK(plain({section}) == "inside");
  CHECK(plain({table}) == "Host | Port\na | 443");
  CHECK(plain({block(BlockKind::rule)}) == "----");
}
