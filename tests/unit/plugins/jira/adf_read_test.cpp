// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "plugins/common/document.hpp"
#include "plugins/common/fit.hpp"
#include "plugins/jira/adf.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira/tree_text.hpp"
#include "tests/unit/plugins/trees.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;

namespace {

RichText read(const std::string& content) {
  return from_adf(Json::parse(R"({"type":"doc","version":1,"content":[)" + content + "]}"));
}

std::string shown(const std::string& content) { return to_plain_text(read(content)); }

// Whether the format has a form of its own for every block where it stands.
bool has_counterpart(const std::vector<Block>& blocks, BlockKind in, int lists) {
  bool first = true;
  for (const Block& block : blocks) {
    const bool plain = block.kind == BlockKind::paragraph || block.kind == BlockKind::code;
    if (in != BlockKind::section && !plain && block.kind != BlockKind::list) return false;
    if (in == BlockKind::list && first && !plain) return false;
    if (block.kind == BlockKind::list && lists == 6) return false;
    for (const ListItem& item : block.items)
      if (!has_counterpart(item.blocks, BlockKind::list, lists + 1)) return false;
    if (!has_counterpart(block.blocks, block.kind, lists)) return false;
    first = false;
  }
  return true;
}

// The format has no code that is also bold.
void let_code_be_plain(std::vector<Block>& blocks) {
  const auto runs = [](std::vector<Inline>& content) {
    for (Inline& run : content)
      if (run.code) run.strong = run.emphasis = run.strike = false;
  };
  const auto cells = [&](std::vector<Cell>& row) {
    for (Cell& cell : row) runs(cell.content);
  };
  for (Block& block : blocks) {
    runs(block.content);
    cells(block.header);
    for (Row& row : block.rows) cells(row.cells);
    for (ListItem& item : block.items) let_code_be_plain(item.blocks);
    let_code_be_plain(block.blocks);
  }
}

}  // namespace

TEST_CASE("what a node shows is its text", "[jira]") {
  const auto line = [](const std::string& nodes) {
    return shown(R"({"type":"paragraph","content":[)" + nodes + "]}");
  };
  CHECK(line(R"({"type":"mention","attrs":{"id":"ab-1","text":"@Ada"}},{"type":"text","text":" hi"})") ==
        "@Ada hi");
  CHECK(line(R"({"type":"mention","attrs":{"id":"ab-1"}})") == "@ab-1");
  CHECK(line(R"({"type":"emoji","attrs":{"shortName":":fire:","text":"\ud83d\udd25"}})") ==
        "\xF0\x9F\x94\xA5");
  CHECK(line(R"({"type":"emoji","attrs":{"shortName":":our_own:"}})") == ":our_own:");
  CHECK(line(R"({"type":"date","attrs":{"timestamp":"1795219200000"}})") == "2026-11-21");
  CHECK(line(R"({"type":"date","attrs":{"timestamp":"99999999999999999"}})") == "99999999999999999");
  CHECK(line(R"({"type":"status","attrs":{"text":"IN REVIEW","color":"blue"}})") == "IN REVIEW");
  CHECK(line(R"({"type":"text","text":"a"},{"type":"hardBreak"},{"type":"text","text":"b"})") == "a\nb");
  CHECK(line(R"({"type":"inlineCard","attrs":{"url":"https://x.test/1"}})") == "https://x.test/1");
  CHECK(line(R"({"type":"of_next_year","content":[{"type":"text","text":"still read"}]})") == "still read");
}

TEST_CASE("blocks without a counterpart keep what they say", "[jira]") {
  const std::string inner = R"([{"type":"paragraph","content":[{"type":"text","text":"inner"}]}])";
  const auto around = [&](const std::string& type, const std::string& attributes = "{}") {
    return read(R"({"type":")" + type + R"(","attrs":)" + attributes + R"(,"content":)" + inner + "}");
  };
  CHECK(around("panel", R"({"panelType":"info"})").blocks.at(0).kind == BlockKind::quote);
  CHECK(to_plain_text(around("expand", R"({"title":"More"})")) == "More\n\ninner");
  CHECK(to_plain_text(around("layoutSection")) == "inner");
  CHECK(to_plain_text(around("bodiedExtension", R"({"extensionKey":"x"})")) == "inner");
  CHECK(
      shown(
          R"({"type":"mediaSingle","content":[{"type":"media","attrs":{"type":"file","alt":"shot.png"}}]})") ==
      "shot.png");
  CHECK(read(R"({"type":"blockCard","attrs":{"url":"https://x.test"}})").blocks.at(0).content.at(0).href ==
        "https://x.test");
  CHECK(shown(R"({"type":"taskList","content":[
      {"type":"taskItem","attrs":{"state":"DONE"},"content":[{"type":"text","text":"a"}]},
      {"type":"taskItem","attrs":{"state":"TODO"},"content":[{"type":"text","text":"b"}]}]})") ==
        "- \u2611 a\n- \u2610 b");
}

TEST_CASE("a table's cells become lines, and only a whole first row of titles is a header", "[jira]") {
  const auto cell = [](const std::string& type, const std::string& blocks) {
    return R"({"type":")" + type + R"(","content":[)" + blocks + "]}";
  };
  const auto words = [](const std::string& text) {
    return R"({"type":"paragraph","content":[{"type":"text","text":")" + text + R"("}]})";
  };
  const auto row = [](const std::string& cells) {
    return R"({"type":"tableRow","content":[)" + cells + "]}";
  };
  const std::string list =
      R"({"type":"bulletList","content":[{"type":"listItem","content":[)" + words("item") + "]}]}";
  const RichText tree =
      read(R"({"type":"table","content":[)" +
           row(cell("tableHeader", words("a")) + "," + cell("tableHeader", words("b"))) + "," +
           row(cell("tableHeader", words("c")) + "," + cell("tableCell", words("d") + "," + list)) + "]}");
  const Block& table = tree.blocks.at(0);
  REQUIRE(table.header.size() == 2);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].cells.at(0).content.at(0).text == "c");
  CHECK(to_plain_text({{paragraph(table.rows[0].cells.at(1).content)}}) == "d\n- item");
}

TEST_CASE("a link that is not on the list of schemes is read as its words", "[jira]") {
  const auto linked = [](const std::string& href) {
    return read(
               R"({"type":"paragraph","content":[{"type":"text","text":"here","marks":[{"type":"link","attrs":{"href":")" +
               href + R"("}}]}]})")
        .blocks.at(0)
        .content.at(0);
  };
  CHECK(linked("https://x.test").kind == InlineKind::link);
  CHECK(linked("javascript:alert(1)").kind == InlineKind::text);
  CHECK(linked("javascript:alert(1)").text == "here");
}

TEST_CASE("what is no document reads as an empty one", "[jira]") {
  for (const char* value : {"null", "7", "[]", "{}", R"({"content": "x"})", R"({"content": [1, null, {}]})",
                            R"({"content": [{"type": "heading", "attrs": {"level": "x"}}]})"})
    CHECK(from_adf(Json::parse(value)).blocks.empty());
}

TEST_CASE("a document nested without end is read as far as anybody writes", "[jira]") {
  Json node = {{"type", "paragraph"}, {"content", {{{"type", "text"}, {"text", "deep"}}}}};
  for (int i = 0; i < 5000; ++i) {
    Json quote = {{"type", "blockquote"}, {"content", Json::array()}};
    quote["content"].push_back(std::move(node));
    node = std::move(quote);
  }
  CHECK(from_adf({{"type", "doc"}, {"version", 1}, {"content", Json::array({std::move(node)})}})
            .blocks.empty());
}

TEST_CASE("whatever was written is read back word for word, and as it was where the format has it",
          "[jira]") {
  int whole = 0;
  CHECK(rc::check([&] {
    RichText tree = common::tidy(*itsm::testing::any_document());
    RC_PRE(common::rendered_length(tree, LengthUnit::utf16) <= kLongestText);
    const RichText read_back = from_adf(to_adf(tree));
    RC_ASSERT(letters_of(read_back.blocks) == letters_of(tree.blocks));
    RC_ASSERT(to_document(from_adf(to_adf(read_back))) == to_document(read_back));
    if (!has_counterpart(tree.blocks, BlockKind::section, 0)) return;
    let_code_be_plain(tree.blocks);
    tree = common::tidy(tree);
    RC_ASSERT(to_document(read_back) == to_document(tree));
    whole += tree.blocks.empty() ? 0 : 1;
  }));
  CHECK(whole > 10);
}
