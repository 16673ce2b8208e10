// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/rich_text.hpp>

namespace itsm::jira::testing {

// Every character that a tree shows, in reading order, without blanks, line ends and the bars that stand
// between cells where a table had to become lines.
inline std::string letters_of(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '|' && c != '\n' && c != '\t') out += c;
  return out;
}

inline std::string letters_of(const std::vector<Inline>& runs) {
  std::string out;
  for (const Inline& run : runs) out += letters_of(run.text);
  return out;
}

inline std::string letters_of(const std::vector<Block>& blocks) {
  std::string out;
  const auto cells = [&](const std::vector<Cell>& row) {
    for (const Cell& cell : row) out += letters_of(cell.content);
  };
  for (const Block& block : blocks) {
    out += letters_of(block.content) + letters_of(block.text) + letters_of(block.blocks);
    for (const ListItem& item : block.items) out += letters_of(item.blocks);
    cells(block.header);
    for (const Row& row : block.rows) cells(row.cells);
  }
  return out;
}

}  // namespace itsm::jira::testing
