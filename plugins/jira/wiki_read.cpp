// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "plugins/common/document.hpp"
#include "plugins/jira/wiki.hpp"
#include "plugins/jira/wiki_inline.hpp"
#include "plugins/jira/wiki_macros.hpp"

namespace itsm::jira {
namespace {

using Lines = std::vector<std::string_view>;

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") + 1 - first);
}

bool is_blank(std::string_view line) { return trim(line).empty(); }

Lines markup_lines(std::string_view text) {
  Lines out;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    out.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return out;
}

// "h2. Title": the level, or 0.
int heading_level(std::string_view line) {
  const std::string_view text = trim(line);
  const bool is_heading = text.size() > 4 && text[0] == 'h' && text[1] >= '1' && text[1] <= '6' &&
                          text[2] == '.' && (text[3] == ' ' || text[3] == '\t');
  return is_heading ? text[1] - '0' : 0;
}

bool is_rule(std::string_view line) {
  const std::string_view text = trim(line);
  return (text.size() == 4 || text.size() == 5) && text.find_first_not_of('-') == std::string_view::npos;
}

bool is_quote(std::string_view line) { return trim(line).substr(0, 3) == "bq."; }

bool is_row(std::string_view line) {
  const std::string_view text = trim(line);
  return !text.empty() && text.front() == '|';
}

// One line of a list: its marks and its text, which later lines may continue.
struct Entry {
  std::string_view marks;
  std::string text;
};

std::optional<Entry> entry_of(std::string_view line) {
  const auto first = std::min(line.find_first_not_of(" \t"), line.size());
  const auto end = std::min(line.find_first_not_of("*-#", first), line.size());
  const std::string_view marks = line.substr(first, end - first);
  // Two dashes are a dash and four a rule.
  if (marks.empty() || marks.substr(0, 2) == "--" || end >= line.size() ||
      (line[end] != ' ' && line[end] != '\t'))
    return std::nullopt;
  return Entry{marks, std::string(trim(line.substr(end)))};
}

// Blocks of a text whose macros stand aside (wiki_macros.hpp).
class BlockReader {
 public:
  explicit BlockReader(const std::vector<Block>& macros) : macros_(macros) {}

  std::vector<Block> read(std::string_view text) const {
    std::vector<Block> out;
    const Lines lines = markup_lines(text);
    std::string flow;  // lines of a paragraph
    const auto end_paragraph = [&] {
      append_flow(out, flow);
      flow.clear();
    };
    for (std::size_t at = 0; at < lines.size();) {
      const std::string_view line = lines[at];
      if (!is_blank(line) && !begins_block(line)) {
        if (!flow.empty()) flow += '\n';
        flow += line;
        ++at;
        continue;
      }
      end_paragraph();
      at = is_blank(line) ? at + 1 : read_block(out, lines, at);
    }
    end_paragraph();
    return out;
  }

 private:
  static bool begins_block(std::string_view line) {
    return heading_level(line) != 0 || is_rule(line) || is_quote(line) || is_row(line) || entry_of(line);
  }

  // The block that begins at a line; returns the line behind it.
  std::size_t read_block(std::vector<Block>& out, const Lines& lines, std::size_t at) const {
    const std::string_view line = lines[at];
    if (const int level = heading_level(line)) {
      append_flow(out, trim(trim(line).substr(3)));
      if (!out.empty() && out.back().kind == BlockKind::paragraph) {
        out.back().kind = BlockKind::heading;
        out.back().level = level;
      }
      return at + 1;
    }
    Block block;
    if (is_rule(line)) {
      block.kind = BlockKind::rule;
      out.push_back(std::move(block));
      return at + 1;
    }
    if (is_quote(line)) {
      block.kind = BlockKind::quote;
      append_flow(block.blocks, trim(trim(line).substr(3)));
      out.push_back(std::move(block));
      return at + 1;
    }
    return is_row(line) ? read_table(out, lines, at) : read_list(out, lines, at);
  }

  // Text with macros in it: paragraphs and the macros' blocks.
  void append_flow(std::vector<Block>& out, std::string_view text) const {
    for (const MacroPiece& piece : pieces_of(text)) {
      if (piece.macro) {
        out.push_back(macros_.at(*piece.macro));
      } else if (const std::string_view words = trim(piece.text); !words.empty()) {
        out.push_back(paragraph(read_wiki_line(words)));
      }
    }
  }

  std::size_t read_list(std::vector<Block>& out, const Lines& lines, std::size_t at) const {
    std::vector<Entry> entries;
    for (; at < lines.size() && !is_blank(lines[at]); ++at) {
      if (auto entry = entry_of(lines[at])) {
        entries.push_back(*std::move(entry));
      } else {
        entries.back().text += '\n';
        entries.back().text += lines[at];
      }
    }
    append_lists(out, entries.data(), entries.data() + entries.size(), 0);
    return at;
  }

  // Entries whose marks go on beyond `depth`; a change between bullets and numbers begins a new list. Deeper
  // ones belong to the item above them.
  void append_lists(std::vector<Block>& out, const Entry* at, const Entry* end, std::size_t depth) const {
    constexpr std::size_t kDeepest = 60;
    bool in_list = false;
    while (at != end) {
      const bool ordered = at->marks[std::min(depth, at->marks.size() - 1)] == '#';
      if (!in_list || out.back().ordered != ordered) {
        Block list;
        list.kind = BlockKind::list;
        list.ordered = ordered;
        out.push_back(std::move(list));
        in_list = true;
      }
      auto& items = out.back().items;
      if (at->marks.size() <= depth + 1 || depth == kDeepest) {
        items.emplace_back();
        append_flow(items.back().blocks, at->text);
        ++at;
        continue;
      }
      const Entry* behind = std::find_if(at, end, [&](const Entry& one) {
        return one.marks.size() <= depth + 1 || (one.marks[depth] == '#') != ordered;
      });
      if (items.empty()) items.emplace_back();
      append_lists(items.back().blocks, at, behind, depth + 1);
      at = behind;
    }
  }

  // A row goes on until a line ends with a bar or another begins with one.
  std::size_t read_table(std::vector<Block>& out, const Lines& lines, std::size_t at) const {
    Block table;
    table.kind = BlockKind::table;
    while (at < lines.size() && is_row(lines[at])) {
      std::string row(trim(lines[at++]));
      while (row.back() != '|' && at < lines.size() && !is_blank(lines[at]) && !is_row(lines[at])) {
        row += '\n';
        row += lines[at++];
        row.resize(row.find_last_not_of(" \t") + 1);
      }
      append_row(table, row);
    }
    out.push_back(std::move(table));
    return at;
  }

  void append_row(Block& table, std::string_view row) const {
    std::vector<Cell> cells;
    bool titles = true;
    for (const WikiCell& cell : cells_of(row)) {
      titles = titles && cell.title;
      cells.push_back({cell_runs(cell.text)});
    }
    if (titles && table.header.empty() && table.rows.empty()) {
      table.header = std::move(cells);
    } else {
      table.rows.push_back({std::move(cells)});
    }
  }

  // The tree's cells hold runs only.
  std::vector<Inline> cell_runs(std::string_view text) const {
    std::vector<Block> blocks;
    append_flow(blocks, trim(text));
    return common::runs_of(blocks);
  }

  struct WikiCell {
    std::string_view text;
    bool title;
  };

  // Bars within links and escaped ones divide nothing.
  static std::vector<WikiCell> cells_of(std::string_view row) {
    std::vector<WikiCell> out;
    for (std::size_t at = 0; at < row.size();) {
      const bool title = row.substr(at, 2) == "||";
      at += title ? 2 : 1;
      const std::size_t start = at;
      bool within = false;
      while (at < row.size() && (row[at] != '|' || within)) {
        if (row[at] == '\\') {
          ++at;
        } else if (row[at] == '[') {
          within = row.find(']', at) != std::string_view::npos;
        } else if (row[at] == ']') {
          within = false;
        }
        ++at;
      }
      at = std::min(at, row.size());
      if (at < row.size() || !is_blank(row.substr(start, at - start)))
        out.push_back({row.substr(start, at - start), title});
    }
    return out;
  }

  const std::vector<Block>& macros_;
};

}  // namespace

std::vector<Block> read_wiki_blocks(std::string_view markup, int depth) {
  std::vector<Block> macros;
  const std::string text = set_macros_aside(markup, macros, depth);
  return BlockReader(macros).read(text);
}

RichText from_wiki(std::string_view markup) {
  return common::tidy(common::fold_sections({read_wiki_blocks(without_places(markup), 0)}));
}

}  // namespace itsm::jira
