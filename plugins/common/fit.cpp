// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/fit.hpp"

#include <algorithm>
#include <optional>

#include "plugins/common/document.hpp"
#include "plugins/common/text.hpp"

namespace itsm::common {
namespace {

constexpr std::string_view kCutNote = "The text was cut here because it is longer than a ticket can hold.";
constexpr std::string_view kMarkup = "\\{}[]()*_-+^~?|!#@<>&`:";

// What a block's own markup costs, its content not counted.
constexpr std::size_t kLineCost = 2;
constexpr std::size_t kHeadingCost = 6;
constexpr std::size_t kItemCost = 8;
constexpr std::size_t kCodeCost = 24;
constexpr std::size_t kQuoteCost = 18;
constexpr std::size_t kRuleCost = 6;
constexpr std::size_t kCellCost = 4;

class Fitter {
 public:
  Fitter(std::size_t most, LengthUnit unit) : most_(most), unit_(unit) {}

  std::size_t cost(const std::vector<Block>& blocks) const {
    std::size_t sum = 0;
    for (const Block& block : blocks) sum += cost(block);
    return sum;
  }

  RichText fit(const std::vector<Block>& blocks) const {
    const Block note = paragraph({text(std::string(kCutNote))});
    const std::size_t room = most_ > cost(note) ? most_ - cost(note) : 0;
    std::vector<std::optional<Block>> kept(blocks.size());
    std::size_t left = room;
    for (const bool sections : {true, false}) {
      for (std::size_t i = 0; i < blocks.size(); ++i) {
        if ((blocks[i].kind == BlockKind::section) != sections) continue;
        kept[i] = shortened(blocks[i], left);
        if (kept[i]) left -= cost(*kept[i]);
        const bool whole = kept[i] && cost(*kept[i]) == cost(blocks[i]);
        if (!sections && !whole) break;
      }
    }
    RichText out;
    for (auto& block : kept)
      if (block) out.blocks.push_back(std::move(*block));
    if (room != 0) out.blocks.push_back(note);
    return out;
  }

 private:
  std::size_t text_cost(std::string_view text) const {
    const auto escapes = std::count_if(text.begin(), text.end(),
                                       [](char c) { return kMarkup.find(c) != std::string_view::npos; });
    return length(text, unit_) + static_cast<std::size_t>(escapes);
  }
  std::size_t cost(const Inline& run) const {
    if (run.kind == InlineKind::line_break) return 3;
    const std::size_t sum = text_cost(run.text) + length(run.href, unit_) + (run.href.empty() ? 0 : 3);
    return sum + (run.strong ? 2 : 0) + (run.emphasis ? 2 : 0) + (run.strike ? 2 : 0) + (run.code ? 4 : 0);
  }
  std::size_t cost(const std::vector<Inline>& runs) const {
    std::size_t sum = 0;
    for (const Inline& run : runs) sum += cost(run);
    return sum;
  }
  std::size_t cost(const std::vector<Cell>& cells) const {
    std::size_t sum = kLineCost;
    for (const Cell& cell : cells) sum += kCellCost + cost(cell.content);
    return sum;
  }
  std::size_t cost(const ListItem& item) const { return kItemCost + cost(item.blocks); }

  // Of the block without its lines, items, rows and blocks.
  std::size_t frame_cost(const Block& block) const {
    switch (block.kind) {
      case BlockKind::paragraph:
        return kLineCost;
      case BlockKind::heading:
        return kHeadingCost;
      case BlockKind::list:
        return kLineCost;
      case BlockKind::code:
        return kCodeCost + length(block.language, unit_);
      case BlockKind::quote:
        return kQuoteCost;
      case BlockKind::table:
        return kLineCost + (block.header.empty() ? 0 : cost(block.header));
      case BlockKind::rule:
        return kRuleCost;
      case BlockKind::section:
        return 2 * kLineCost + length(section_start(block.id), unit_) + length(section_end(block.id), unit_);
    }
    return 0;
  }
  std::size_t cost(const Block& block) const {
    std::size_t sum =
        frame_cost(block) + cost(block.content) + length(block.text, unit_) + cost(block.blocks);
    for (const ListItem& item : block.items) sum += cost(item);
    for (const Row& row : block.rows) sum += cost(row.cells);
    return sum;
  }

  // The block, or as much of its beginning as fits into `left`; nothing where that would be empty.
  std::optional<Block> shortened(const Block& block, std::size_t left) const {
    if (cost(block) <= left) return block;
    const std::size_t frame = frame_cost(block);
    if (frame >= left) return std::nullopt;
    left -= frame;
    Block out = block;
    switch (block.kind) {
      case BlockKind::paragraph:
      case BlockKind::heading:
        return shortened_text(block, left);
      case BlockKind::code: {
        // A code block is cut between lines, and inside one only where the first alone is too long.
        std::string beginning = cut(block.text, left, unit_);
        if (const auto line_end = beginning.rfind('\n'); line_end != std::string::npos && line_end != 0)
          beginning.resize(line_end);
        out.text = std::move(beginning);
        return out.text.empty() ? std::nullopt : std::optional(out);
      }
      case BlockKind::list:
        out.items.clear();
        for (const ListItem& item : block.items) {
          if (left <= kItemCost) break;
          ListItem part{shortened(item.blocks, left - kItemCost)};
          if (part.blocks.empty()) break;
          left -= cost(part);
          const bool whole = cost(part) == cost(item);
          out.items.push_back(std::move(part));
          if (!whole) break;
        }
        return out.items.empty() ? std::nullopt : std::optional(out);
      case BlockKind::table:
        out.rows.clear();
        for (const Row& row : block.rows) {
          if (cost(row.cells) > left) break;
          left -= cost(row.cells);
          out.rows.push_back(row);
        }
        return out.rows.empty() ? std::nullopt : std::optional(out);
      case BlockKind::quote:
        out.blocks = shortened(block.blocks, left);
        break;
      case BlockKind::section:
        out.blocks = shortened(block.blocks, left);
        return out;
      case BlockKind::rule:
        return std::nullopt;
    }
    return out.blocks.empty() ? std::nullopt : std::optional(out);
  }

  std::vector<Block> shortened(const std::vector<Block>& blocks, std::size_t left) const {
    std::vector<Block> out;
    for (const Block& block : blocks) {
      auto part = shortened(block, left);
      if (!part) break;
      left -= cost(*part);
      const bool whole = cost(*part) == cost(block);
      out.push_back(std::move(*part));
      if (!whole) break;
    }
    return out;
  }

  // As much of a run's text as fits with its marks and escapes, and an ellipsis; nothing where no character
  // fits.
  std::string beginning(const Inline& run, std::size_t left) const {
    constexpr std::string_view kEllipsis = "\u2026";
    Inline marks = run;
    marks.text = kEllipsis;
    std::size_t used = cost(marks);
    std::string_view rest = run.text;
    while (!rest.empty()) {
      const std::string_view before = rest;
      take_code_point(rest);
      const std::string_view character = before.substr(0, before.size() - rest.size());
      used += text_cost(character);
      if (used > left) {
        rest = before;
        break;
      }
    }
    const auto kept = run.text.substr(0, run.text.size() - rest.size());
    return kept.empty() ? std::string() : kept + std::string(kEllipsis);
  }

  // Paragraphs stay whole or go, unless one alone would fill half a ticket.
  std::optional<Block> shortened_text(const Block& block, std::size_t left) const {
    if (cost(block) <= most_ / 2) return std::nullopt;
    Block out = block;
    out.content.clear();
    for (const Inline& run : block.content) {
      if (cost(run) <= left) {
        left -= cost(run);
        out.content.push_back(run);
        continue;
      }
      Inline part = run;
      part.text = run.kind == InlineKind::text ? beginning(run, left) : std::string();
      if (!part.text.empty()) out.content.push_back(std::move(part));
      break;
    }
    return out.content.empty() ? std::nullopt : std::optional(out);
  }

  std::size_t most_;
  LengthUnit unit_;
};

}  // namespace

std::size_t rendered_length(const RichText& document, LengthUnit unit) {
  return Fitter(0, unit).cost(document.blocks);
}

RichText fit(const RichText& document, std::size_t most, LengthUnit unit) {
  const Fitter fitter(most, unit);
  if (fitter.cost(document.blocks) <= most) return document;
  return fitter.fit(document.blocks);
}

}  // namespace itsm::common
