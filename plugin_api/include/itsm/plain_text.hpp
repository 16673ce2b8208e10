// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <itsm/rich_text.hpp>

// The neutral tree as plain text, for vendors without markup and for places that show one line.
namespace itsm {

namespace detail {

inline void append_inline(std::string& out, const std::vector<Inline>& runs) {
  for (const auto& run : runs) {
    if (run.kind == InlineKind::line_break) {
      out += '\n';
    } else if (run.kind == InlineKind::link && run.href != run.text) {
      out += run.text.empty() ? run.href : run.text + " (" + run.href + ")";
    } else {
      out += run.text;
    }
  }
}

inline void append_blocks(std::string& out, const std::vector<Block>& blocks, const std::string& indent);

inline void append_indented(std::string& out, std::string_view lines, const std::string& indent) {
  std::size_t start = 0;
  while (start <= lines.size()) {
    const auto end = std::min(lines.find('\n', start), lines.size());
    out += indent;
    out += lines.substr(start, end - start);
    out += '\n';
    start = end + 1;
  }
}

inline void append_cells(std::string& out, const std::vector<Cell>& cells, const std::string& indent) {
  out += indent;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) out += " | ";
    append_inline(out, cells[i].content);
  }
  out += '\n';
}

inline void append_block(std::string& out, const Block& block, const std::string& indent) {
  std::string lines;
  switch (block.kind) {
    case BlockKind::paragraph:
    case BlockKind::heading:
      append_inline(lines, block.content);
      append_indented(out, lines, indent);
      return;
    case BlockKind::list: {
      std::size_t number = 0;
      for (const auto& item : block.items) {
        const std::string marker = block.ordered ? std::to_string(++number) + ". " : "- ";
        const std::size_t start = out.size();
        append_blocks(out, item.blocks, indent + std::string(marker.size(), ' '));
        if (out.size() > start) out.replace(start + indent.size(), marker.size(), marker);
      }
      return;
    }
    case BlockKind::code:
      append_indented(out, block.text, indent + "    ");
      return;
    case BlockKind::quote:
      append_blocks(out, block.blocks, indent + "> ");
      return;
    case BlockKind::table:
      append_cells(out, block.header, indent);
      for (const auto& row : block.rows) append_cells(out, row.cells, indent);
      return;
    case BlockKind::rule:
      out += indent + "----\n";
      return;
    case BlockKind::section:
      append_blocks(out, block.blocks, indent);
      return;
  }
}

inline void append_blocks(std::string& out, const std::vector<Block>& blocks, const std::string& indent) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i != 0 && indent.empty()) out += '\n';
    append_block(out, blocks[i], indent);
  }
}

}  // namespace detail

inline std::string to_plain_text(const RichText& document) {
  std::string out;
  detail::append_blocks(out, document.blocks, "");
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

}  // namespace itsm
