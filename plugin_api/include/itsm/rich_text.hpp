// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <itsm/json.hpp>

// The neutral document tree: what descriptions and comments are before a plugin renders them in its vendor's
// format, and after it has read them back. It holds text only, never markup.
namespace itsm {

enum class InlineKind { text, link, line_break };
enum class BlockKind { paragraph, heading, list, code, quote, table, rule, section };

template <>
struct EnumNames<InlineKind> {
  static constexpr std::array<std::pair<InlineKind, std::string_view>, 3> names{
      {{InlineKind::text, "text"}, {InlineKind::link, "link"}, {InlineKind::line_break, "line_break"}}};
};
template <>
struct EnumNames<BlockKind> {
  static constexpr std::array<std::pair<BlockKind, std::string_view>, 8> names{
      {{BlockKind::paragraph, "paragraph"},
       {BlockKind::heading, "heading"},
       {BlockKind::list, "list"},
       {BlockKind::code, "code"},
       {BlockKind::quote, "quote"},
       {BlockKind::table, "table"},
       {BlockKind::rule, "rule"},
       {BlockKind::section, "section"}}};
};

struct Inline {
  InlineKind kind = InlineKind::text;
  std::string text{};
  bool strong = false;
  bool emphasis = false;
  bool code = false;
  bool strike = false;
  std::string href{};

  static constexpr std::string_view kDocument = "inline";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("kind", self.kind, "What this run is.");
    visit.optional("text", self.text, "Of a text or a link; no line breaks.");
    visit.optional("strong", self.strong, "Bold.");
    visit.optional("emphasis", self.emphasis, "Italic.");
    visit.optional("code", self.code, "Monospaced.");
    visit.optional("strike", self.strike, "Struck through.");
    visit.optional("href", self.href, "Target of a link: http, https or mailto only.");
  }
};

struct Cell {
  std::vector<Inline> content{};

  static constexpr std::string_view kDocument = "cell";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("content", self.content, "What the cell shows.");
  }
};

struct Row {
  std::vector<Cell> cells{};

  static constexpr std::string_view kDocument = "row";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("cells", self.cells, "As many as the table's header has.");
  }
};

struct Block;

struct ListItem {
  std::vector<Block> blocks;

  static constexpr std::string_view kDocument = "list_item";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit);
};

struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::vector<Inline> content{};
  int level = 0;
  bool ordered = false;
  std::vector<ListItem> items{};
  std::string language{};
  std::string text{};
  std::vector<Block> blocks{};
  std::vector<Cell> header{};
  std::vector<Row> rows{};
  std::string id{};

  static constexpr std::string_view kDocument = "block";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("kind", self.kind, "Which of the members below count.");
    visit.optional("content", self.content, "paragraph, heading: the text.");
    visit.optional("level", self.level, "heading: 1 to 6.");
    visit.optional("ordered", self.ordered, "list: numbered.");
    visit.optional("items", self.items, "list: at least one.");
    visit.optional("language", self.language, "code: the language's usual name, or absent.");
    visit.optional("text", self.text, "code: the text, line breaks included.");
    visit.optional("blocks", self.blocks, "quote, section: what it holds.");
    visit.optional("header", self.header, "table: the column titles.");
    visit.optional("rows", self.rows, "table: the rows.");
    visit.optional("id", self.id,
                   "section: its name; an update can replace one section and leave the rest alone.");
  }
};

template <class Self, class Visit>
void ListItem::members(Self& self, Visit&& visit) {
  visit.required("blocks", self.blocks, "At least one.");
}

struct RichText {
  std::vector<Block> blocks{};

  static constexpr std::string_view kDocument = "rich_text";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("blocks", self.blocks, "In reading order.");
  }
};

// Short ways to write a tree by hand.
inline Inline text(std::string value) {
  Inline run;
  run.text = std::move(value);
  return run;
}
inline Inline link(std::string label, std::string href) {
  Inline run;
  run.kind = InlineKind::link;
  run.text = std::move(label);
  run.href = std::move(href);
  return run;
}
inline Block paragraph(std::vector<Inline> content) {
  Block block;
  block.content = std::move(content);
  return block;
}
inline Block heading(int level, std::vector<Inline> content) {
  Block block;
  block.kind = BlockKind::heading;
  block.level = level;
  block.content = std::move(content);
  return block;
}

}  // namespace itsm
