// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/adf.hpp"

#include <rapidcheck.h>

#include "plugins/common/document.hpp"
#include "plugins/common/text.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira/adf_rules.hpp"
#include "tests/unit/plugins/trees.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;

namespace {

Json content_of(std::vector<Block> blocks) {
  const Json document = to_adf({std::move(blocks)});
  CHECK(adf_breach(document) == "");
  return document.at("content");
}

Block holding(BlockKind kind, std::vector<Block> blocks) {
  Block block;
  block.kind = kind;
  if (kind == BlockKind::list) {
    block.items = {ListItem{std::move(blocks)}};
  } else {
    block.blocks = std::move(blocks);
  }
  return block;
}

Block code(std::string text, std::string language) {
  Block block;
  block.kind = BlockKind::code;
  block.text = std::move(text);
  block.language = std::move(language);
  return block;
}

Block table() {
  Block block;
  block.kind = BlockKind::table;
  block.header = {Cell{{text("asset")}}, Cell{{text("severity")}}};
  block.rows = {Row{{Cell{{text("web-1")}}, Cell{}}}};
  return block;
}

}  // namespace

TEST_CASE("an empty document is a valid one", "[jira]") { CHECK(content_of({}).empty()); }

TEST_CASE("the rules of the test refuse what Jira refuses", "[jira]") {
  const auto doc = [](const char* content) {
    return Json::parse(R"({"type":"doc","version":1,"content":[)" + std::string(content) + "]}");
  };
  CHECK(adf_breach(doc(R"({"type":"paragraph","content":[{"type":"text","text":"a"}]})")) == "");
  for (
      const char* wrong :
      {R"({"type":"text","text":"a"})", R"({"type":"paragraph","content":[{"type":"text","text":""}]})",
       R"({"type":"paragraph","content":[{"type":"text","text":"a\nb"}]})",
       R"({"type":"bulletList","content":[]})",
       R"({"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"code"},{"type":"strong"}]}]})",
       R"({"type":"blockquote","content":[{"type":"heading","attrs":{"level":1},"content":[]}]})",
       R"({"type":"heading","attrs":{"level":7},"content":[]})"})
    CHECK(adf_breach(doc(wrong)) != "");
}

TEST_CASE("text carries its marks, and code goes with a link only", "[jira]") {
  Inline all = text("x");
  all.strong = all.emphasis = all.strike = true;
  Inline mono = itsm::link("y", "https://x.test");
  mono.code = mono.strong = true;
  const Json runs = content_of({paragraph({all, mono})}).at(0).at("content");
  CHECK(runs.at(0).at("marks") == Json::parse(R"([{"type":"strong"},{"type":"em"},{"type":"strike"}])"));
  CHECK(runs.at(1).at("marks") ==
        Json::parse(R"([{"type":"link","attrs":{"href":"https://x.test"}},{"type":"code"}])"));
}

TEST_CASE("what looks like markup stays text", "[jira]") {
  const Json content = content_of({paragraph({text("[~admin] {code} @name *b* <i>")})});
  CHECK(content.at(0).at("content").at(0).at("text") == "[~admin] {code} @name *b* <i>");
}

TEST_CASE("headings, code, rules and tables are nodes of their own", "[jira]") {
  Block rule;
  rule.kind = BlockKind::rule;
  const Json content =
      content_of({heading(2, {text("Where")}), code("int a;\nint b;", "cpp"), rule, table()});
  CHECK(content.at(0) ==
        Json::parse(R"({"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Where"}]})"));
  CHECK(
      content.at(1) ==
      Json::parse(
          R"({"type":"codeBlock","attrs":{"language":"cpp"},"content":[{"type":"text","text":"int a;\nint b;"}]})"));
  CHECK(content.at(2) == Json::parse(R"({"type":"rule"})"));
  CHECK(content.at(3).at("content").at(0).at("content").at(0).at("type") == "tableHeader");
  CHECK(content.at(3).at("content").at(1).at("content").at(1) ==
        Json::parse(R"({"type":"tableCell","content":[{"type":"paragraph","content":[]}]})"));
}

TEST_CASE("inside lists and quotes what the format does not take keeps its words", "[jira]") {
  for (const BlockKind kind : {BlockKind::list, BlockKind::quote}) {
    const Json content = content_of({holding(kind, {heading(1, {text("Title")}), table()})});
    CHECK(adf_text(content.at(0)) == "Titleasset | severityweb-1 | ");
  }
}

TEST_CASE("a list item that begins with a list gets an empty paragraph first", "[jira]") {
  const Json content =
      content_of({holding(BlockKind::list, {holding(BlockKind::list, {paragraph({text("deep")})})})});
  const Json& item = content.at(0).at("content").at(0).at("content");
  CHECK(item.at(0) == Json::parse(R"({"type":"paragraph","content":[]})"));
  CHECK(item.at(1).at("type") == "bulletList");
}

TEST_CASE("a section stands between two lines that its content cannot imitate", "[jira]") {
  Block section = holding(BlockKind::section, {paragraph({text(common::section_end("members"))}), table()});
  section.id = "members";
  const Json content = content_of({section});
  REQUIRE(content.size() == 4);
  CHECK(adf_text(content.at(0)) == common::section_start("members"));
  CHECK(adf_text(content.at(1)) == "[end of members]");
  CHECK(content.at(2).at("type") == "table");
  CHECK(adf_text(content.at(3)) == common::section_end("members"));
}

// Jira does not say how it counts an ADF tree: it is counted as the markup that it stands for, in which a
// paragraph ends with a line break and an empty line.
TEST_CASE("a text longer than a ticket is cut at Jira's limit and says so", "[jira]") {
  for (const std::size_t size : {kLongestText - 3, kLongestText - 2}) {
    const Json content = content_of({paragraph({text(std::string(size, 'a'))})});
    CHECK(adf_text(content.at(0)).size() == size);
    CHECK(content.size() == 1);
  }
  for (const std::size_t size : {kLongestText - 1, kLongestText, kLongestText + 1}) {
    const Json content = content_of({paragraph({text(std::string(size, 'a'))})});
    REQUIRE(content.size() == 2);
    CHECK(common::length(adf_text(content.at(0)) + adf_text(content.at(1)), LengthUnit::utf16) <=
          kLongestText);
    CHECK(adf_text(content.at(1)).find("was cut") != std::string::npos);
  }
}

TEST_CASE("whatever the document, the ADF is valid and within the limit", "[jira]") {
  CHECK(rc::check([] {
    const Json document = to_adf(*itsm::testing::any_document());
    const std::string breach = adf_breach(document);
    if (!breach.empty()) RC_FAIL(breach + " in " + dump(document).substr(0, 2000));
    RC_ASSERT(common::length(adf_text(document), LengthUnit::utf16) <= kLongestText);
    RC_ASSERT(detail::json_depth(dump(document)) < kMaxJsonDepth - 10);
  }));
}
