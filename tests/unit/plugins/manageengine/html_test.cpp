// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "plugins/common/document.hpp"
#include "plugins/common/text.hpp"
#include "plugins/manageengine/html.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/plugins/trees.hpp"

using namespace itsm;
using namespace itsm::manageengine;

namespace {

constexpr std::size_t kUncut = 10'000'000;

std::string shown(std::string_view html) { return to_plain_text(from_html(html)); }

Block section(std::string id, std::string content) {
  Block block;
  block.kind = BlockKind::section;
  block.id = std::move(id);
  block.blocks = {paragraph({text(std::move(content))})};
  return block;
}

// Without what HTML does not keep: blanks at the ends of lines and runs, and the language of code.
std::string words(const RichText& document) {
  std::string out;
  for (const char c : to_plain_text(document))
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') out += c;
  return out;
}

}  // namespace

TEST_CASE("typed markup is text in HTML and comes back as it was typed", "[manageengine]") {
  const std::string typed = R"(<b>&amp;</b> "x" & <script>alert(1)</script>)";
  const std::string html = to_html({{paragraph({text(typed)})}});
  CHECK(html ==
        "<p>&lt;b&gt;&amp;amp;&lt;/b&gt; &quot;x&quot; &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>");
  CHECK(shown(html).find(typed) != std::string::npos);
}

TEST_CASE("links go to the web only", "[manageengine]") {
  CHECK(to_html({{paragraph({itsm::link("here", "javascript:alert(1)")})}}) == "<p>here</p>");
  CHECK(to_html({{paragraph({itsm::link("here", "https://a.test/?b=c&d=e")})}}) ==
        "<p><a href=\"https://a.test/?b=c&amp;d=e\">here</a></p>");
}

TEST_CASE("what the editor of ServiceDesk Plus writes is read", "[manageengine]") {
  const RichText tree = from_html(
      R"(<div>Looked <b>at</b> it,&nbsp;<i>soon</i>.<br />Then more</div><ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul>)"
      R"(<style>p {}</style><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table><pre>int x;
  y</pre>)");
  REQUIRE(tree.blocks.size() == 4);
  CHECK(tree.blocks[0].content[1].strong);
  CHECK(tree.blocks[1].items.size() == 2);
  CHECK(tree.blocks[2].header.size() == 2);
  CHECK(tree.blocks[2].rows.size() == 1);
  CHECK(tree.blocks[3].text == "int x;\n  y");
  CHECK(shown("<p>Looked <b>at</b> it,&nbsp;<i>soon</i>.</p>").find("it, ") != std::string::npos);
}

TEST_CASE("broken and hostile HTML gives the text that it shows, and never a way out", "[manageengine]") {
  CHECK(from_html("").blocks.empty());
  CHECK(shown("<p>open <b>bold").find("open bold") != std::string::npos);
  CHECK(shown("no element at all").find("no element at all") != std::string::npos);
  CHECK(shown("<script>alert(1)</script>seen").find("alert") == std::string::npos);
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<div><ul><li>";
  (void)from_html(deep + "deep");
  const RichText tree = from_html("<a href=\"javascript:alert(1)\">here</a>");
  REQUIRE(tree.blocks.size() == 1);
  CHECK(tree.blocks[0].content[0].kind == InlineKind::text);
}

TEST_CASE("whatever a document holds, its words survive the way through HTML", "[manageengine]") {
  CHECK(rc::check([] {
    const RichText document = common::tidy(*itsm::testing::any_document());
    RC_ASSERT(words(from_html(to_html(document, kUncut))) == words(common::tidy(document)));
  }));
}

TEST_CASE("no document becomes longer than what the desk takes", "[manageengine]") {
  CHECK(rc::check([] {
    const RichText document = *itsm::testing::any_document();
    const auto most = *rc::gen::inRange<std::size_t>(200, 2000);
    RC_ASSERT(common::length(to_html(document, most), LengthUnit::utf16) <= most);
  }));
}

TEST_CASE("nothing that somebody typed becomes an element", "[manageengine]") {
  CHECK(rc::check([] {
    const std::string typed = common::one_line(*itsm::testing::hostile_text());
    RC_PRE(!typed.empty());
    const std::string html = to_html({{paragraph({text(typed)})}});
    RC_ASSERT(html.find('<', 1) == html.size() - 4);
  }));
}

TEST_CASE("a section is replaced where it stands and everything else stays byte for byte", "[manageengine]") {
  const std::string html =
      to_html({{paragraph({text("above")}), section("members", "old"), paragraph({text("below")})}});
  // As an editor gives it back: other elements around the lines, blanks between them.
  std::string edited = html;
  edited.replace(edited.find("<p>above"), 8, "<DIV class=\"x\">above");
  const auto replaced = replace_section(edited, {"members", {{paragraph({text("new")})}}});
  REQUIRE(replaced);
  CHECK(replaced->find("<p>new</p>") != std::string::npos);
  CHECK(replaced->find("old") == std::string::npos);
  CHECK(replaced->substr(0, 20) == edited.substr(0, 20));
  CHECK(replaced->substr(replaced->size() - 12) == "<p>below</p>");
  const auto again = replace_section(*replaced, {"members", {{paragraph({text("new")})}}});
  REQUIRE(again);
  CHECK(*again == *replaced);
}

TEST_CASE("a section that is not there is added, and one without room is refused", "[manageengine]") {
  const auto added = replace_section("<p>mine</p>", {"members", {{paragraph({text("new")})}}});
  REQUIRE(added);
  CHECK(added->starts_with("<p>mine</p>"));
  REQUIRE(from_html(*added).blocks.size() == 2);
  CHECK(from_html(*added).blocks[1].kind == BlockKind::section);
  const auto full = replace_section(std::string(kLongestText, 'x'), {"members", {}});
  REQUIRE(!full);
  CHECK(full.error().status == Status::invalid_argument);
}
