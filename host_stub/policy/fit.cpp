// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/fit.hpp"

#include <algorithm>

#include <itsm/plain_text.hpp>

#include "host_stub/policy/text_length.hpp"

namespace itsm::host::policy {
namespace {

constexpr std::string_view kMarker =
    "(cut to what the ticket system takes; the whole text is in the finding)";

std::size_t measure(const std::vector<Block>& blocks, LengthUnit unit) {
  return length_of(to_plain_text({blocks}), unit);
}

// A block with the empty line that sets it off.
std::size_t cost(const Block& block, LengthUnit unit) { return measure({block}, unit) + 2; }

bool must_stay(const Block& block, std::span<const std::string> keep_links) {
  if (block.kind == BlockKind::section) return true;
  return std::any_of(block.content.begin(), block.content.end(), [&](const Inline& run) {
    return run.kind == InlineKind::link &&
           std::find(keep_links.begin(), keep_links.end(), run.href) != keep_links.end();
  });
}

// Takes rows off the tables of a section until it has lost `excess`; answers how many went.
std::size_t drop_rows(Block& section, std::size_t excess, LengthUnit unit) {
  std::size_t dropped = 0;
  std::size_t freed = 0;
  for (Block& block : section.blocks) {
    while (block.kind == BlockKind::table && block.rows.size() > 1 && freed < excess) {
      for (const Cell& cell : block.rows.back().cells) freed += measure({paragraph(cell.content)}, unit);
      block.rows.pop_back();
      ++dropped;
    }
  }
  return dropped;
}

// A first block that alone is too long: its beginning is better than nothing.
bool shorten(Block& block, std::size_t most, LengthUnit unit) {
  if (block.kind != BlockKind::paragraph || most < 40) return false;
  block.content = {itsm::text(cut_to(one_line(to_plain_text({{block}})), most, unit))};
  return true;
}

}  // namespace

std::string fit(std::vector<Block>& blocks, const Limit& limit, std::span<const std::string> keep_links) {
  if (measure(blocks, limit.unit) <= limit.most) return {};
  const Block marker = paragraph({itsm::text(std::string(kMarker))});
  std::size_t kept_cost = cost(marker, limit.unit);
  for (const Block& block : blocks)
    if (must_stay(block, keep_links)) kept_cost += cost(block, limit.unit);

  std::size_t rows = 0;
  for (Block& block : blocks) {
    if (kept_cost <= limit.most) break;
    if (block.kind != BlockKind::section) continue;
    const std::size_t before = cost(block, limit.unit);
    constexpr std::size_t kRoomForNote = 24;  // "and 12345 more"
    rows += drop_rows(block, kept_cost - limit.most + kRoomForNote, limit.unit);
    if (rows > 0) block.blocks.push_back(paragraph({itsm::text("and " + std::to_string(rows) + " more")}));
    kept_cost = kept_cost - before + cost(block, limit.unit);
  }

  std::size_t room = kept_cost <= limit.most ? limit.most - kept_cost : 0;
  std::vector<Block> out;
  std::size_t left_out = 0;
  bool full = false;
  for (Block& block : blocks) {
    if (must_stay(block, keep_links)) {
      out.push_back(std::move(block));
      continue;
    }
    const std::size_t needed = cost(block, limit.unit);
    if (!full && needed <= room) {
      room -= needed;
      out.push_back(std::move(block));
      continue;
    }
    if (!full) {
      const bool first = out.empty();
      full = true;
      if (first && room > 2 && shorten(block, room - 2, limit.unit)) out.push_back(std::move(block));
      out.push_back(marker);
    }
    ++left_out;
  }
  blocks = std::move(out);
  if (measure(blocks, limit.unit) > limit.most)
    blocks = {paragraph({itsm::text(cut_to(one_line(to_plain_text({blocks})), limit.most, limit.unit))})};
  std::string note = "the description is longer than " + std::to_string(limit.most) + " " +
                     std::string(name_of(limit.unit)) + "; " + std::to_string(left_out) +
                     " blocks are cut or left out";
  if (rows > 0) note += ", and " + std::to_string(rows) + " rows of the members";
  return note;
}

}  // namespace itsm::host::policy
