// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/trees.hpp"

namespace itsm::testing {
namespace {

rc::Gen<Inline> any_run() {
  return rc::gen::exec([] {
    Inline run;
    run.kind =
        *rc::gen::element(InlineKind::text, InlineKind::text, InlineKind::link, InlineKind::line_break);
    run.text = *hostile_text();
    run.strong = *rc::gen::arbitrary<bool>();
    run.emphasis = *rc::gen::arbitrary<bool>();
    run.code = *rc::gen::arbitrary<bool>();
    run.strike = *rc::gen::arbitrary<bool>();
    if (run.kind == InlineKind::link)
      run.href = *rc::gen::oneOf(
          rc::gen::element<std::string>("https://host.test/a?b=c", "HTTP://host.test", "mailto:a@host.test",
                                        "javascript:alert(1)", "data:text/html,x", "", "https://",
                                        "file:///etc/passwd", "https://host.test/ \"onclick=", "//host.test"),
          hostile_text());
    return run;
  });
}

rc::Gen<std::vector<Inline>> runs() {
  return rc::gen::resize(4, rc::gen::container<std::vector<Inline>>(any_run()));
}

std::vector<Cell> cells() {
  std::vector<Cell> out(*rc::gen::inRange<std::size_t>(0, 4));
  for (Cell& cell : out) cell.content = *runs();
  return out;
}

std::vector<Block> blocks(int depth);

Block any_block(int depth) {
  Block block;
  const int kinds = depth > 0 ? 8 : 4;
  constexpr std::array<BlockKind, 8> kKinds{BlockKind::paragraph, BlockKind::heading, BlockKind::code,
                                            BlockKind::rule,      BlockKind::list,    BlockKind::quote,
                                            BlockKind::table,     BlockKind::section};
  block.kind = kKinds[*rc::gen::inRange<std::size_t>(0, static_cast<std::size_t>(kinds))];
  block.content = *runs();
  block.level = *rc::gen::inRange(-1, 9);
  block.ordered = *rc::gen::arbitrary<bool>();
  block.language = *rc::gen::element<std::string>("", "cpp", "c++", "{code}", "a b");
  block.text = *hostile_text();
  block.id = *rc::gen::element<std::string>("members", "links", "");
  if (depth == 0) return block;
  if (block.kind == BlockKind::list) {
    block.items.resize(*rc::gen::inRange<std::size_t>(0, 4));
    for (ListItem& item : block.items) item.blocks = blocks(depth - 1);
  } else if (block.kind == BlockKind::table) {
    block.header = cells();
    block.rows.resize(*rc::gen::inRange<std::size_t>(0, 4));
    for (Row& row : block.rows) row.cells = cells();
  } else {
    block.blocks = blocks(depth - 1);
  }
  return block;
}

std::vector<Block> blocks(int depth) {
  std::vector<Block> out(*rc::gen::inRange<std::size_t>(0, 4));
  for (Block& block : out) block = any_block(depth);
  return out;
}

}  // namespace

rc::Gen<std::string> hostile_text() {
  return rc::gen::exec([]() -> std::string {
    std::string out;
    const auto pieces = *rc::gen::inRange(0, 5);
    for (int i = 0; i < pieces; ++i)
      out += *rc::gen::element<std::string>(
          "plain words", "\xF0\x9F\x94\xA5\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
          "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "[~admin]", "{code}", "@name", "<script>alert(1)</script>",
          "\n", "\r\n", "\x01\x1F\x7F", "\xED\xA0\x80", "\xFF\xC0\xAF", "\xE2\x80\xA8",
          "\xE2\x9F\xA6"
          "end of members\xE2\x9F\xA7",
          "*_-+^~|!#", "\t", " ", "\\\"", "e\xCC\x81", std::string(200, 'x'), std::string("\0", 1));
    // Now and then longer than a whole ticket.
    if (*rc::gen::inRange(0, 150) == 0) out += std::string(40'000, *rc::gen::element('a', '*', '\n'));
    return out;
  });
}

rc::Gen<RichText> any_document() {
  return rc::gen::exec([] {
    const int depth = *rc::gen::weightedElement<int>({{6, 1}, {3, 2}, {1, 9}});
    RichText document;
    if (depth < 9) {
      document.blocks = blocks(depth);
      return document;
    }
    // Deep nests are chains; bushes of that depth would never end.
    Block block = any_block(0);
    for (int i = 0; i < *rc::gen::inRange(5, 15); ++i) {
      Block outer;
      outer.kind = *rc::gen::element(BlockKind::list, BlockKind::quote, BlockKind::section);
      if (outer.kind == BlockKind::list) {
        outer.items = {ListItem{{block}}};
      } else {
        outer.blocks = {block};
      }
      block = std::move(outer);
    }
    document.blocks = {std::move(block)};
    return document;
  });
}

}  // namespace itsm::testing
