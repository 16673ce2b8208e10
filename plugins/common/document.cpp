// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/document.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include <itsm/plain_text.hpp>

#include "plugins/common/text.hpp"

namespace itsm::common {
namespace {

bool begins_with_scheme(std::string_view href, std::string_view scheme) {
  return href.size() > scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), href.begin(), [](char want, char have) {
           return want == (have >= 'A' && have <= 'Z' ? static_cast<char>(have - 'A' + 'a') : have);
         });
}

bool is_safe(std::string_view href) {
  const bool known = begins_with_scheme(href, "https://") || begins_with_scheme(href, "http://") ||
                     begins_with_scheme(href, "mailto:");
  return known && std::none_of(href.begin(), href.end(), [](char c) {
           return static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '<' || c == '>' || c == '\x7F';
         });
}

bool alike(const Inline& a, const Inline& b) {
  return std::tie(a.kind, a.strong, a.emphasis, a.code, a.strike, a.href) ==
         std::tie(b.kind, b.strong, b.emphasis, b.code, b.strike, b.href);
}

// Runs that differ in nothing are one, as they are once a vendor has stored them.
void append_run(std::vector<Inline>& out, const Inline& run, std::string text) {
  if (!out.empty() && alike(out.back(), run)) {
    out.back().text += text;
    return;
  }
  out.push_back(run);
  out.back().text = std::move(text);
}

// A run whose text may hold line ends becomes several.
void append_runs(std::vector<Inline>& out, const Inline& run) {
  const std::string text = clean(run.text);
  std::size_t start = 0;
  while (true) {
    const auto end = std::min(text.find('\n', start), text.size());
    if (end > start) append_run(out, run, text.substr(start, end - start));
    if (end == text.size()) return;
    out.push_back({.kind = InlineKind::line_break});
    start = end + 1;
  }
}

std::vector<Inline> tidy_runs(const std::vector<Inline>& runs) {
  std::vector<Inline> out;
  for (const Inline& raw : runs) {
    if (raw.kind == InlineKind::line_break) {
      out.push_back({.kind = InlineKind::line_break});
      continue;
    }
    Inline run = raw;
    if (run.kind == InlineKind::link) {
      if (run.text.empty()) run.text = run.href;
      const std::string href = clean(run.href);
      if (href == run.href && is_safe(href)) {
        run.text = clean(run.text);
        std::replace(run.text.begin(), run.text.end(), '\n', ' ');
      } else {
        run.kind = InlineKind::text;
        run.href.clear();
      }
    }
    append_runs(out, run);
  }
  while (!out.empty() && out.back().kind == InlineKind::line_break) out.pop_back();
  return out;
}

std::string plain(const std::vector<Inline>& runs) {
  std::string out;
  for (const Inline& run : runs) out += run.text;
  return out;
}

constexpr std::string_view kStartPrefix = "\u27E6";
constexpr std::string_view kStartSuffix = ": kept up to date automatically, edits in here are replaced\u27E7";
constexpr std::string_view kEndPrefix = "\u27E6end of ";
constexpr std::string_view kEndSuffix = "\u27E7";

std::optional<std::string> between(std::string_view line, std::string_view prefix, std::string_view suffix) {
  if (line.size() < prefix.size() + suffix.size() || line.substr(0, prefix.size()) != prefix ||
      line.substr(line.size() - suffix.size()) != suffix)
    return std::nullopt;
  return std::string(line.substr(prefix.size(), line.size() - prefix.size() - suffix.size()));
}

std::vector<Block> tidy_blocks(const std::vector<Block>& blocks);

std::string tidy_language(const std::string& language) {
  const bool plain = std::all_of(language.begin(), language.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '#' || c == '-' || c == '.';
  });
  return plain && language.size() <= 30 ? language : std::string();
}

void tidy_table(Block& table) {
  std::size_t columns = table.header.size();
  for (const Row& row : table.rows) columns = std::max(columns, row.cells.size());
  if (!table.header.empty()) table.header.resize(columns);
  for (Row& row : table.rows) row.cells.resize(columns);
  const auto tidy_cells = [](std::vector<Cell>& cells) {
    for (Cell& cell : cells) cell.content = tidy_runs(cell.content);
  };
  tidy_cells(table.header);
  for (Row& row : table.rows) tidy_cells(row.cells);
  if (columns == 0) table.rows.clear();
}

// Only the members that count for the block's kind; nothing where there is nothing to show.
std::optional<Block> tidy_block(const Block& block) {
  Block out;
  out.kind = block.kind;
  bool shows = true;
  switch (block.kind) {
    case BlockKind::paragraph:
    case BlockKind::heading:
      out.content = tidy_runs(block.content);
      if (block.kind == BlockKind::heading) out.level = std::clamp(block.level, 1, 6);
      shows = !out.content.empty();
      break;
    case BlockKind::list:
      out.ordered = block.ordered;
      for (const ListItem& item : block.items)
        if (ListItem tidied{tidy_blocks(item.blocks)}; !tidied.blocks.empty())
          out.items.push_back(std::move(tidied));
      shows = !out.items.empty();
      break;
    case BlockKind::code:
      out.text = clean(block.text);
      out.language = tidy_language(block.language);
      shows = !out.text.empty();
      break;
    case BlockKind::quote:
      out.blocks = tidy_blocks(block.blocks);
      shows = !out.blocks.empty();
      break;
    case BlockKind::section:
      out.blocks = tidy_blocks(block.blocks);
      out.id = one_line(block.id);
      break;
    case BlockKind::table:
      out.header = block.header;
      out.rows = block.rows;
      tidy_table(out);
      shows = !out.header.empty() || !out.rows.empty();
      break;
    case BlockKind::rule:
      break;
  }
  return shows ? std::optional(std::move(out)) : std::nullopt;
}

std::vector<Block> tidy_blocks(const std::vector<Block>& blocks) {
  std::vector<Block> out;
  for (const Block& block : blocks)
    if (auto tidied = tidy_block(block)) out.push_back(*std::move(tidied));
  return out;
}

}  // namespace

RichText tidy(const RichText& document) { return {tidy_blocks(document.blocks)}; }

std::vector<Inline> runs_of(const std::vector<Block>& blocks) {
  std::vector<Inline> out;
  for (const Block& block : blocks) {
    if (!out.empty()) out.push_back({.kind = InlineKind::line_break});
    if (block.kind == BlockKind::paragraph || block.kind == BlockKind::heading) {
      out.insert(out.end(), block.content.begin(), block.content.end());
    } else {
      out.push_back(text(to_plain_text({{block}})));
    }
  }
  return out;
}

std::string section_start(std::string_view id) {
  return std::string(kStartPrefix) + std::string(id) + std::string(kStartSuffix);
}

std::string section_end(std::string_view id) {
  return std::string(kEndPrefix) + std::string(id) + std::string(kEndSuffix);
}

RichText fold_sections(RichText document) {
  struct Open {
    std::string id;
    std::size_t line;  // of its first line in `out`
  };
  std::vector<Open> open;
  std::vector<Block> out;
  for (Block& block : document.blocks) {
    const std::string line = block.kind == BlockKind::paragraph ? plain(block.content) : std::string();
    if (const auto id = between(line, kStartPrefix, kStartSuffix)) open.push_back({*id, out.size()});
    const auto ending = between(line, kEndPrefix, kEndSuffix);
    const auto opened = std::find_if(open.rbegin(), open.rend(),
                                     [&](const Open& one) { return ending && one.id == *ending; });
    if (opened == open.rend()) {
      out.push_back(std::move(block));
      continue;
    }
    const auto first = out.begin() + static_cast<std::ptrdiff_t>(opened->line);
    Block section;
    section.kind = BlockKind::section;
    section.id = opened->id;
    section.blocks.assign(std::move_iterator(first + 1), std::move_iterator(out.end()));
    out.erase(first, out.end());
    out.push_back(std::move(section));
    open.erase(std::prev(opened.base()), open.end());
  }
  return {std::move(out)};
}

}  // namespace itsm::common
