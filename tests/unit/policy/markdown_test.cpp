// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/markdown.hpp"

#include <rapidcheck.h>

#include <itsm/plain_text.hpp>

#include "host_stub/core/text.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host::policy;

namespace {

std::vector<Block> safe(std::string_view markdown) {
  auto blocks = parse_markdown(markdown);
  make_safe(blocks);
  return blocks;
}

std::string plain(std::string_view markdown) { return to_plain_text({safe(markdown)}); }

// What every tree that leaves must hold to.
void require_safe(const std::vector<Inline>& runs) {
  for (const Inline& run : runs) {
    RC_ASSERT(run.text.find('\n') == std::string::npos);
    RC_ASSERT(host::clean_text(run.text) == run.text);
    const std::string target = host::to_lower(run.href);
    RC_ASSERT((run.kind == InlineKind::link) == !target.empty());
    RC_ASSERT((target.empty() || target.starts_with("http://") || target.starts_with("https://") ||
               target.starts_with("mailto:")));
  }
}

void require_safe(const std::vector<Block>& blocks, int depth) {
  RC_ASSERT(depth < 12);
  for (const Block& block : blocks) {
    require_safe(block.content);
    require_safe(block.blocks, depth + 1);
    for (const ListItem& item : block.items) {
      RC_ASSERT(!item.blocks.empty());
      require_safe(item.blocks, depth + 1);
    }
    for (const Cell& cell : block.header) require_safe(cell.content);
    for (const Row& row : block.rows) {
      RC_ASSERT(row.cells.size() == block.header.size());
      for (const Cell& cell : row.cells) require_safe(cell.content);
    }
  }
}

}  // namespace

TEST_CASE("Markdown becomes the neutral tree") {
  const auto blocks = safe(
      "# Title\n\nSome **bold**, *slanted*, `code` and ~~gone~~\nnext [site](https://x.test/a_b).\n\n"
      "1. one\n2. two\n\n> said\n\n```Java {.x}\nint a;\n```\n\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
  REQUIRE(blocks.size() == 7);
  CHECK(blocks[0].kind == BlockKind::heading);
  CHECK(blocks[0].level == 1);
  const auto& runs = blocks[1].content;
  REQUIRE(runs.size() == 11);
  CHECK(runs[1].strong);
  CHECK(runs[3].emphasis);
  CHECK(runs[5].code);
  CHECK(runs[7].strike);
  CHECK(runs[8].text == " next ");
  CHECK(runs[9].href == "https://x.test/a_b");
  CHECK(blocks[2].ordered);
  CHECK(blocks[2].items.size() == 2);
  CHECK(blocks[3].kind == BlockKind::quote);
  CHECK(blocks[4].text == "int a;");
  CHECK(blocks[4].language == "java");
  CHECK(blocks[5].kind == BlockKind::rule);
  CHECK(blocks[6].header.size() == 2);
  CHECK(blocks[6].rows[0].cells[1].content[0].text == "2");
}

TEST_CASE("HTML, images and dangerous links are text") {
  CHECK(plain("a <script>alert(1)</script> b") == "a <script>alert(1)</script> b");
  CHECK(plain("<div onclick=x>\nhi\n</div>") == "<div onclick=x>\nhi\n</div>");
  CHECK(plain("![logo](http://x.test/a.png)") == "logo");
  CHECK(plain("[x](javascript:alert(1)) [y](data:text/html,z) [z](//evil.test)") == "x y z");
  CHECK(plain("[w](https://ok.test)") == "w (https://ok.test)");
  CHECK(plain("[m](mailto:a@b.test)") == "m (mailto:a@b.test)");
  CHECK(plain("[x](HTTPS://ok.test)") == "x (HTTPS://ok.test)");
}

TEST_CASE("nesting without end is flattened and stays within the depth of documents") {
  for (const std::string& unit :
       {std::string("> "), std::string("- "), std::string("*a "), std::string("[")}) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += unit;
    const auto blocks = safe(text + "end");
    const Json json = to_document(RichText{blocks});
    CHECK(itsm::detail::json_depth(json.dump()) <= kMaxJsonDepth);
    CHECK(to_plain_text({blocks}).find("end") != std::string::npos);
  }
}

TEST_CASE("whatever a scanner writes gives a safe tree") {
  CHECK(rc::check("safe", [] {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "[x](javascript:a)", "<b>", "@all", "[~admin]", "|", "\n", "# ", "> ", "- ", "```", "`", "**", "_",
        "https://e.test ", "<https://e.test>", "![i](http://e.test)", "{code}", "=cmd|'/c'!A1", "${title}",
        "é", "\x01", "\xff", "\r", "    ", "|---|", "&lt;", "[a]: file:///etc/passwd\n", "[a]", "\\"));
    std::string text;
    for (const auto& piece : pieces) text += piece;
    const auto blocks = safe(text);
    require_safe(blocks, 0);
  }));
}
