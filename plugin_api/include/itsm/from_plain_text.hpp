// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/rich_text.hpp>

namespace itsm {

// A plain text as a tree: a paragraph for each piece between empty lines, its lines apart by line breaks. The
// way back of to_plain_text, as far as a text still shows what it was.
inline RichText from_plain_text(std::string_view plain) {
  RichText tree;
  std::vector<Inline> lines;
  const auto end_paragraph = [&] {
    if (!lines.empty()) tree.blocks.push_back(paragraph(std::exchange(lines, {})));
  };
  while (!plain.empty()) {
    std::string_view line = plain.substr(0, plain.find('\n'));
    plain.remove_prefix(std::min(line.size() + 1, plain.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
      end_paragraph();
      continue;
    }
    if (!lines.empty()) lines.push_back({.kind = InlineKind::line_break});
    lines.push_back(text(std::string(line)));
  }
  end_paragraph();
  return tree;
}

}  // namespace itsm
