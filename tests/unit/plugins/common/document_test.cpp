// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/document.hpp"

#include <rapidcheck.h>

#include "plugins/common/fit.hpp"
#include "plugins/common/text.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/trees.hpp"

using namespace itsm;
using namespace itsm::common;

namespace {

Block section(std::string id, std::vector<Block> blocks) {
  Block block;
  block.kind = BlockKind::section;
  block.id = std::move(id);
  block.blocks = std::move(blocks);
  return block;
}

Block table(std::size_t rows) {
  Block block;
  block.kind = BlockKind::table;
  block.header = {Cell{{text("asset")}}};
  for (std::size_t i = 0; i < rows; ++i)
    block.rows.push_back(Row{{Cell{{text("host " + std::to_string(i))}}}});
  return block;
}

std::string plain(const Block& block) {
  return block.content.empty() ? std::string() : block.content.front().text;
}

const std::string kNote = "The text was cut here because it is longer than a ticket can hold.";

}  // namespace

TEST_CASE("links that are not http, https or mailto become their text", "[plugins]") {
  const RichText in{{paragraph({itsm::link("a", "https://x.test"), itsm::link("b", "JAVASCRIPT:alert(1)"),
                                itsm::link("", "mailto:a@x.test"), itsm::link("c", "https://x.test/\n"),
                                itsm::link("", "data:x")})}};
  const auto runs = tidy(in).blocks.at(0).content;
  REQUIRE(runs.size() == 4);
  CHECK(runs[0].kind == InlineKind::link);
  CHECK(runs[1].text == "b");
  CHECK(runs[2].kind == InlineKind::link);
  CHECK(runs[2].text == "mailto:a@x.test");
  CHECK(runs[3].kind == InlineKind::text);
  CHECK(runs[3].text == "cdata:x");
  for (const Inline& run : runs) CHECK((run.kind == InlineKind::link) == !run.href.empty());
}

TEST_CASE("line ends inside a text become line breaks", "[plugins]") {
  const auto runs = tidy({{paragraph({text("a\r\nb\n")})}}).blocks.at(0).content;
  REQUIRE(runs.size() == 3);
  CHECK(runs[0].text == "a");
  CHECK(runs[1].kind == InlineKind::line_break);
  CHECK(runs[2].text == "b");
}

TEST_CASE("empty blocks go, empty sections stay and rows get equally long", "[plugins]") {
  Block list;
  list.kind = BlockKind::list;
  list.items = {ListItem{{paragraph({})}}};
  Block ragged = table(1);
  ragged.rows.push_back(Row{{Cell{}, Cell{}, Cell{}}});
  const RichText out = tidy({{paragraph({text("\x01")}), list, section("members", {}), ragged}});
  REQUIRE(out.blocks.size() == 2);
  CHECK(out.blocks[0].kind == BlockKind::section);
  CHECK(out.blocks[1].header.size() == 3);
  for (const Row& row : out.blocks[1].rows) CHECK(row.cells.size() == 3);
}

TEST_CASE("a document at the limit stays as it is and one beyond it is cut between blocks", "[plugins]") {
  std::vector<Block> blocks;
  for (int i = 0; i < 10; ++i)
    blocks.push_back(paragraph({text(std::string(98, 'a'))}));  // 100 each with its line end
  const RichText in{blocks};
  REQUIRE(rendered_length(in, LengthUnit::utf16) == 1000);
  CHECK(fit(in, 1001, LengthUnit::utf16).blocks.size() == 10);
  CHECK(fit(in, 1000, LengthUnit::utf16).blocks.size() == 10);
  const RichText out = fit(in, 999, LengthUnit::utf16);
  REQUIRE(out.blocks.size() == 10);  // nine of them and the note
  CHECK(plain(out.blocks[8]) == std::string(98, 'a'));
  CHECK(plain(out.blocks[9]) == kNote);
}

TEST_CASE("sections are kept before other text", "[plugins]") {
  std::vector<Block> blocks;
  for (int i = 0; i < 20; ++i) blocks.push_back(paragraph({text(std::string(98, 'a'))}));
  blocks.push_back(section("members", {table(5)}));
  const RichText out = fit({blocks}, 1000, LengthUnit::utf16);
  REQUIRE(out.blocks.size() > 3);
  const Block& members = out.blocks[out.blocks.size() - 2];
  CHECK(members.kind == BlockKind::section);
  CHECK(members.blocks.at(0).rows.size() == 5);
  CHECK(plain(out.blocks.back()) == kNote);
}

TEST_CASE("a table that is too long loses rows and a single long text loses its end", "[plugins]") {
  const RichText rows = fit({{table(1000)}}, 1000, LengthUnit::utf16);
  REQUIRE(rows.blocks.size() == 2);
  CHECK(rows.blocks[0].rows.size() > 20);
  CHECK(rows.blocks[0].rows.size() < 1000);
  for (const char c : {'a', '*'}) {
    const RichText text_only = fit({{paragraph({text(std::string(5000, c))})}}, 1000, LengthUnit::utf16);
    REQUIRE(text_only.blocks.size() == 2);
    CHECK(plain(text_only.blocks[0]).size() > 400);
    CHECK(rendered_length(text_only, LengthUnit::utf16) <= 1000);
  }
}

TEST_CASE("whatever the document, a tidy one is clean and a fitting one is within the limit", "[plugins]") {
  CHECK(rc::check([] {
    const RichText tidied = tidy(*itsm::testing::any_document());
    RC_ASSERT(to_document(tidy(tidied)) == to_document(tidied));
    const auto most = *rc::gen::inRange<std::size_t>(100, 3000);
    const auto unit = *rc::gen::element(LengthUnit::utf16, LengthUnit::bytes, LengthUnit::code_points);
    const RichText fitting = fit(tidied, most, unit);
    RC_ASSERT(rendered_length(fitting, unit) <= most);
    if (rendered_length(tidied, unit) <= most) RC_ASSERT(to_document(fitting) == to_document(tidied));
  }));
}

TEST_CASE("two lines and what stands between them are a section again", "[plugins]") {
  const auto line = [](const std::string& words) { return paragraph({text(words)}); };
  const RichText out =
      fold_sections({{line("a"), line(section_start("outer")), line("b"), line(section_start("inner")),
                      line(section_end("inner")), line(section_end("outer")), line(section_end("nobody")),
                      line(section_start("open")), line("c")}});
  REQUIRE(out.blocks.size() == 5);
  CHECK(out.blocks[1].kind == BlockKind::section);
  CHECK(out.blocks[1].id == "outer");
  REQUIRE(out.blocks[1].blocks.size() == 2);
  CHECK(out.blocks[1].blocks[1].id == "inner");
  CHECK(out.blocks[1].blocks[1].blocks.empty());
  CHECK(plain(out.blocks[2]) == section_end("nobody"));
  CHECK(plain(out.blocks[3]) == section_start("open"));
  CHECK(plain(out.blocks[4]) == "c");
}
