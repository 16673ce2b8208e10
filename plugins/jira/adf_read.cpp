// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "plugins/common/document.hpp"
#include "plugins/common/reading.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/adf.hpp"

namespace itsm::jira {
namespace {

using common::array_of;
using common::member;
using common::text_of;

// No editor nests as deep; a document that does is not worth a stack overflow.
constexpr int kDeepest = 60;

Block holding(BlockKind kind, std::vector<Block> blocks) {
  Block block;
  block.kind = kind;
  block.blocks = std::move(blocks);
  return block;
}

// A date's attribute is milliseconds as text.
std::string date_of(const std::string& milliseconds) {
  long long value = 0;
  const char* end = milliseconds.data() + milliseconds.size();
  const auto [stop, error] = std::from_chars(milliseconds.data(), end, value);
  // Years 1 to 9999: beyond them neither the clock's arithmetic nor the format is defined.
  constexpr long long kFirst = -62'135'596'800'000;
  constexpr long long kLast = 253'402'300'799'999;
  if (error != std::errc() || stop != end || value < kFirst || value > kLast) return milliseconds;
  return common::format_time(common::Time(std::chrono::milliseconds(value))).substr(0, 10);
}

// What a node without text of its own shows.
std::string shown(const std::string& type, const Json& attributes) {
  if (type == "mention") {
    std::string name = text_of(attributes, "text");
    if (name.empty()) name = text_of(attributes, "id");
    return name.empty() || name.front() == '@' ? name : "@" + name;
  }
  if (type == "date") return date_of(text_of(attributes, "timestamp"));
  for (const char* key : {"text", "shortName", "alt", "url"})
    if (std::string text = text_of(attributes, key); !text.empty()) return text;
  return {};
}

bool is_inline(const std::string& type) {
  constexpr std::string_view kInline[] = {"text",        "hardBreak",      "mention",    "emoji",
                                          "date",        "status",         "inlineCard", "placeholder",
                                          "mediaInline", "inlineExtension"};
  return std::find(std::begin(kInline), std::end(kInline), type) != std::end(kInline);
}

void apply(Inline& run, const Json& mark) {
  const std::string type = text_of(mark, "type");
  if (type == "strong") run.strong = true;
  if (type == "em") run.emphasis = true;
  if (type == "code") run.code = true;
  if (type == "strike") run.strike = true;
  if (type == "link") {
    run.kind = InlineKind::link;
    run.href = text_of(member(mark, "attrs"), "href");
  }
}

void append_run(std::vector<Inline>& out, const Json& node) {
  const std::string type = text_of(node, "type");
  if (type == "hardBreak") {
    out.push_back({.kind = InlineKind::line_break});
    return;
  }
  const Json& attributes = member(node, "attrs");
  Inline run = text(type == "text" ? text_of(node, "text") : shown(type, attributes));
  if (type == "inlineCard") {
    run.kind = InlineKind::link;
    run.href = text_of(attributes, "url");
  }
  for (const Json& mark : array_of(node, "marks")) apply(run, mark);
  out.push_back(std::move(run));
}

std::vector<Inline> runs_of(const Json& node, int depth) {
  std::vector<Inline> out;
  if (depth > kDeepest) return out;
  for (const Json& child : array_of(node, "content")) {
    if (is_inline(text_of(child, "type"))) {
      append_run(out, child);
    } else {
      const std::vector<Inline> inner = runs_of(child, depth + 1);
      out.insert(out.end(), inner.begin(), inner.end());
    }
  }
  return out;
}

void append_blocks(std::vector<Block>& out, const Json& node, int depth);

std::vector<Block> blocks_of(const Json& node, int depth) {
  std::vector<Block> out;
  append_blocks(out, node, depth);
  return out;
}

// A task's box is part of what it says.
Block list_of(const Json& node, const std::string& type, int depth) {
  Block list;
  list.kind = BlockKind::list;
  list.ordered = type == "orderedList";
  for (const Json& child : array_of(node, "content")) {
    ListItem item{blocks_of(child, depth + 1)};
    if (text_of(child, "type") == "taskItem") {
      const bool done = text_of(member(child, "attrs"), "state") == "DONE";
      if (item.blocks.empty()) item.blocks.emplace_back();
      auto& content = item.blocks.front().content;
      content.insert(content.begin(), text(done ? "\u2611 " : "\u2610 "));
    }
    list.items.push_back(std::move(item));
  }
  return list;
}

Block table_of(const Json& node, int depth) {
  Block table;
  table.kind = BlockKind::table;
  for (const Json& row : array_of(node, "content")) {
    Row cells;
    bool titles = true;
    for (const Json& cell : array_of(row, "content")) {
      titles = titles && text_of(cell, "type") == "tableHeader";
      cells.cells.push_back({common::runs_of(blocks_of(cell, depth + 2))});
    }
    if (titles && table.header.empty() && table.rows.empty()) {
      table.header = std::move(cells.cells);
    } else {
      table.rows.push_back(std::move(cells));
    }
  }
  return table;
}

Block code_of(const Json& node) {
  Block code;
  code.kind = BlockKind::code;
  code.language = text_of(member(node, "attrs"), "language");
  code.text = text_of_adf(node);
  return code;
}

void append_block(std::vector<Block>& out, const Json& node, int depth) {
  const std::string type = text_of(node, "type");
  const Json& attributes = member(node, "attrs");
  if (type == "heading") {
    const Json& level = member(attributes, "level");
    out.push_back(heading(level.is_number_integer() ? level.get<int>() : 1, runs_of(node, depth)));
  } else if (type == "bulletList" || type == "orderedList" || type == "taskList" || type == "decisionList") {
    out.push_back(list_of(node, type, depth));
  } else if (type == "codeBlock") {
    out.push_back(code_of(node));
  } else if (type == "blockquote" || type == "panel") {
    out.push_back(holding(BlockKind::quote, blocks_of(node, depth + 1)));
  } else if (type == "table") {
    out.push_back(table_of(node, depth));
  } else if (type == "rule") {
    out.push_back(holding(BlockKind::rule, {}));
  } else if (type == "blockCard" || type == "embedCard") {
    out.push_back(paragraph({itsm::link({}, text_of(attributes, "url"))}));
  } else if (type == "expand" || type == "nestedExpand") {
    Inline title = text(text_of(attributes, "title"));
    title.strong = true;
    out.push_back(paragraph({std::move(title)}));
    append_blocks(out, node, depth + 1);
  } else if (node.is_object() && node.contains("content")) {
    append_blocks(out, node, depth + 1);  // layouts, media with a caption, bodies of apps' nodes
  } else {
    out.push_back(paragraph({text(shown(type, attributes))}));
  }
}

// Runs that stand between blocks, and the content of paragraphs, items and captions, are paragraphs.
void append_blocks(std::vector<Block>& out, const Json& node, int depth) {
  if (depth > kDeepest) return;
  bool in_runs = false;
  for (const Json& child : array_of(node, "content")) {
    if (!is_inline(text_of(child, "type"))) {
      in_runs = false;
      append_block(out, child, depth);
      continue;
    }
    if (!in_runs) out.push_back(paragraph({}));
    in_runs = true;
    append_run(out.back().content, child);
  }
}

}  // namespace

RichText from_adf(const Json& document) {
  return common::tidy(common::fold_sections({blocks_of(document, 0)}));
}

std::string text_of_adf(const Json& node) {
  std::vector<Inline> runs = runs_of(node, 0);
  std::string out;
  for (const Inline& run : runs) out += run.kind == InlineKind::line_break ? "\n" : run.text;
  return out;
}

}  // namespace itsm::jira
