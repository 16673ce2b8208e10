// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/text.hpp"

#include <algorithm>
#include <vector>

#include <itsm/plain_text.hpp>

#include "plugins/common/document.hpp"
#include "plugins/common/fit.hpp"
#include "plugins/common/text.hpp"

namespace itsm::servicenow {
namespace {

constexpr auto kUnit = LengthUnit::utf16;

std::string plain(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks) {
    if (!out.empty()) out += "\n\n";
    if (block.kind != BlockKind::section) {
      out += to_plain_text({{block}});
      continue;
    }
    const std::string content = plain(block.blocks);
    out += common::section_start(block.id) + "\n" + content + (content.empty() ? "" : "\n") +
           common::section_end(block.id);
  }
  return out;
}

// Without the line ends; what an editor has put behind a line does not count for what it says.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trimmed(std::string_view line) {
  const auto first = std::min(line.find_first_not_of(" \t\r"), line.size());
  const auto last = line.find_last_not_of(" \t\r");
  return line.substr(first, last == std::string_view::npos ? 0 : last + 1 - first);
}

bool is_section_line(std::string_view line) { return line.starts_with("\u27E6") && line.ends_with("\u27E7"); }

// From behind the section's first line to before its last one; nothing where there is no such pair.
struct Inside {
  std::size_t begin;
  std::size_t end;
};
std::optional<Inside> inside_of(std::string_view text, const std::string& id) {
  std::optional<std::size_t> begin;
  for (const std::string_view line : lines_of(text)) {
    const auto at = static_cast<std::size_t>(line.data() - text.data());
    if (!begin && trimmed(line) == common::section_start(id))
      begin = std::min(at + line.size() + 1, text.size());
    if (begin && trimmed(line) == common::section_end(id)) return Inside{*begin, at};
  }
  return std::nullopt;
}

}  // namespace

std::string write_text(const RichText& document, std::size_t most) {
  const RichText tidied = common::tidy(document);
  std::string whole = plain(tidied.blocks);
  if (common::length(whole, kUnit) <= most) return whole;
  return common::cut(plain(common::fit(tidied, most, kUnit).blocks), most, kUnit);
}

RichText read_text(std::string_view text) {
  RichText document;
  std::vector<Inline> runs;
  const auto end_paragraph = [&] {
    if (!runs.empty()) document.blocks.push_back(paragraph(std::exchange(runs, {})));
  };
  for (const std::string_view raw : lines_of(text)) {
    const std::string_view line = raw.ends_with('\r') ? raw.substr(0, raw.size() - 1) : raw;
    const bool marks = is_section_line(trimmed(line));
    if (marks || trimmed(line).empty()) end_paragraph();
    if (trimmed(line).empty()) continue;
    if (!runs.empty()) runs.push_back({.kind = InlineKind::line_break});
    runs.push_back(itsm::text(std::string(marks ? trimmed(line) : line)));
    if (marks) end_paragraph();
  }
  end_paragraph();
  return common::fold_sections(std::move(document));
}

Result<std::string> replace_section(std::string_view text, const SectionChange& change, std::size_t most) {
  std::string before;
  std::string behind;
  if (const auto inside = inside_of(text, change.id)) {
    before = text.substr(0, inside->begin);
    behind = text.substr(inside->end);
  } else {
    before = std::string(text) +
             (text.empty()           ? ""
              : text.ends_with('\n') ? "\n"
                                     : "\n\n") +
             common::section_start(change.id) + "\n";
    behind = common::section_end(change.id);
  }
  const std::size_t taken = common::length(before, kUnit) + common::length(behind, kUnit) + 1;
  if (taken > most)
    return failure(Status::invalid_argument,
                   "the text is so long that the section '" + change.id + "' finds no room in it");
  const std::string content = write_text(change.content, most - taken);
  return before + content + (content.empty() ? "" : "\n") + behind;
}

}  // namespace itsm::servicenow
