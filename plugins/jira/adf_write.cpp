// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/adf.hpp"

#include "plugins/common/document.hpp"
#include "plugins/common/fit.hpp"

namespace itsm::jira {
namespace {

// What a block stands in decides what the format takes.
enum class Surroundings { document, quote, item };

// Jira's editor knows no deeper lists.
constexpr int kDeepestList = 6;

Json node(std::string_view type, Json content) { return {{"type", type}, {"content", std::move(content)}}; }

Json marks_of(const Inline& run) {
  Json marks = Json::array();
  if (run.kind == InlineKind::link) marks.push_back({{"type", "link"}, {"attrs", {{"href", run.href}}}});
  if (run.code) {
    marks.push_back({{"type", "code"}});  // goes with a link and with nothing else
    return marks;
  }
  if (run.strong) marks.push_back({{"type", "strong"}});
  if (run.emphasis) marks.push_back({{"type", "em"}});
  if (run.strike) marks.push_back({{"type", "strike"}});
  return marks;
}

Json inlines(const std::vector<Inline>& runs) {
  Json content = Json::array();
  for (const Inline& run : runs) {
    if (run.kind == InlineKind::line_break) {
      content.push_back({{"type", "hardBreak"}});
      continue;
    }
    Json text = {{"type", "text"}, {"text", run.text}};
    if (Json marks = marks_of(run); !marks.empty()) text["marks"] = std::move(marks);
    content.push_back(std::move(text));
  }
  return content;
}

Json paragraph_of(const std::vector<Inline>& runs) { return node("paragraph", inlines(runs)); }

Json marker(std::string text) {
  Inline run;
  run.text = std::move(text);
  run.emphasis = true;
  return paragraph_of({run});
}

Json cells(std::string_view type, const std::vector<Cell>& row) {
  Json content = Json::array();
  for (const Cell& cell : row) content.push_back(node(type, Json::array({paragraph_of(cell.content)})));
  return node("tableRow", std::move(content));
}

Json table(const Block& block) {
  Json rows = Json::array();
  if (!block.header.empty()) rows.push_back(cells("tableHeader", block.header));
  for (const Row& row : block.rows) rows.push_back(cells("tableCell", row.cells));
  return node("table", std::move(rows));
}

Json code(const Block& block) {
  Json out = node("codeBlock", Json::array({Json{{"type", "text"}, {"text", block.text}}}));
  if (!block.language.empty()) out["attrs"] = {{"language", block.language}};
  return out;
}

Json bold_paragraph(const Block& heading) {
  std::vector<Inline> runs = heading.content;
  for (Inline& run : runs) run.strong = true;
  return paragraph_of(runs);
}

Json row_paragraph(const std::vector<Cell>& row) {
  std::vector<Inline> runs;
  for (const Cell& cell : row) {
    if (!runs.empty()) runs.push_back(text(" | "));
    runs.insert(runs.end(), cell.content.begin(), cell.content.end());
  }
  return paragraph_of(runs);
}

void append(Json& out, const std::vector<Block>& blocks, Surroundings place, int lists);

void append_list(Json& out, const Block& block, Surroundings place, int lists) {
  if (lists == kDeepestList) {
    for (const ListItem& item : block.items) append(out, item.blocks, place, lists);
    return;
  }
  Json items = Json::array();
  for (const ListItem& item : block.items) {
    Json content = Json::array();
    append(content, item.blocks, Surroundings::item, lists + 1);
    if (content.empty()) continue;
    // A list item must not begin with a list.
    if (content.front().at("type") != "paragraph" && content.front().at("type") != "codeBlock")
      content.insert(content.begin(), paragraph_of({}));
    items.push_back(node("listItem", std::move(content)));
  }
  if (!items.empty()) out.push_back(node(block.ordered ? "orderedList" : "bulletList", std::move(items)));
}

void append(Json& out, const Block& block, Surroundings place, int lists) {
  const bool free = place == Surroundings::document;
  switch (block.kind) {
    case BlockKind::paragraph:
      out.push_back(paragraph_of(block.content));
      return;
    case BlockKind::heading: {
      Json heading = free ? node("heading", inlines(block.content)) : bold_paragraph(block);
      if (free) heading["attrs"] = {{"level", block.level}};
      out.push_back(std::move(heading));
      return;
    }
    case BlockKind::list:
      append_list(out, block, place, lists);
      return;
    case BlockKind::code:
      out.push_back(code(block));
      return;
    case BlockKind::quote: {
      if (!free) return append(out, block.blocks, place, lists);
      Json content = Json::array();
      append(content, block.blocks, Surroundings::quote, lists);
      if (!content.empty()) out.push_back(node("blockquote", std::move(content)));
      return;
    }
    case BlockKind::table:
      if (free) {
        out.push_back(table(block));
      } else {
        if (!block.header.empty()) out.push_back(row_paragraph(block.header));
        for (const Row& row : block.rows) out.push_back(row_paragraph(row.cells));
      }
      return;
    case BlockKind::rule:
      if (free) out.push_back({{"type", "rule"}});
      return;
    case BlockKind::section:
      if (free) out.push_back(marker(common::section_start(block.id)));
      append(out, block.blocks, place, lists);
      if (free) out.push_back(marker(common::section_end(block.id)));
      return;
  }
}

void append(Json& out, const std::vector<Block>& blocks, Surroundings place, int lists) {
  for (const Block& block : blocks) append(out, block, place, lists);
}

}  // namespace

Json to_adf(const RichText& document, std::size_t most) {
  const RichText fitting = common::fit(common::tidy(document), most, LengthUnit::utf16);
  Json content = Json::array();
  append(content, fitting.blocks, Surroundings::document, 0);
  return {{"type", "doc"}, {"version", 1}, {"content", std::move(content)}};
}

}  // namespace itsm::jira
