// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/members.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/text_length.hpp"

namespace itsm::host::policy {
namespace {

constexpr std::size_t kMostAssetsInLine = 3;

std::string package_of(const Location& at) {
  return at.package_version.empty() ? at.package : at.package + "@" + at.package_version;
}

Cell cell(std::string_view text) { return {{itsm::text(one_line(text))}}; }

// Columns that say nothing: packages of source findings, lines of hosts.
void drop_empty_columns(Block& table) {
  for (std::size_t column = table.header.size(); column-- > 0;) {
    const auto place = static_cast<std::ptrdiff_t>(column);
    const bool used = std::any_of(table.rows.begin(), table.rows.end(),
                                  [&](const Row& row) { return !row.cells[column].content[0].text.empty(); });
    if (used) continue;
    table.header.erase(table.header.begin() + place);
    for (Row& row : table.rows) row.cells.erase(row.cells.begin() + place);
  }
}

Block and_more(std::size_t count) {
  return paragraph({itsm::text("and " + std::to_string(count) + " more")});
}

// A table of the members, and below it how many more there are than it shows.
std::vector<Block> member_rows(const Scene& scene, const std::vector<std::string>& header,
                               std::vector<Cell> (*cells)(const Finding&)) {
  Block table;
  table.kind = BlockKind::table;
  for (const std::string& title : header) table.header.push_back(cell(title));
  const std::size_t shown = std::min(scene.group.members.size(), scene.most_rows);
  for (std::size_t i = 0; i < shown; ++i) table.rows.push_back({cells(*scene.group.members[i])});
  drop_empty_columns(table);
  std::vector<Block> blocks{std::move(table)};
  if (const std::size_t more = scene.group.members.size() - shown; more > 0) blocks.push_back(and_more(more));
  return blocks;
}

// What the members say, each once, in their order; what says nothing is left out.
std::vector<std::string> distinct(const Scene& scene, std::string (*text)(const Finding&)) {
  std::vector<std::string> out;
  for (const Finding* member : scene.group.members) {
    std::string line = one_line(text(*member));
    if (!line.empty() && std::find(out.begin(), out.end(), line) == out.end()) out.push_back(std::move(line));
  }
  return out;
}

std::vector<Block> list_of(const std::vector<std::string>& lines, std::size_t most) {
  if (lines.empty()) return {};
  Block list;
  list.kind = BlockKind::list;
  const std::size_t shown = std::min(lines.size(), most);
  for (std::size_t i = 0; i < shown; ++i) list.items.push_back({{paragraph({itsm::text(lines[i])})}});
  std::vector<Block> blocks{std::move(list)};
  if (lines.size() > shown) blocks.push_back(and_more(lines.size() - shown));
  return blocks;
}

std::vector<std::string> assets(const Scene& scene) {
  return distinct(scene, [](const Finding& finding) { return finding.asset.name; });
}

}  // namespace

std::string where(const Location& at) {
  if (!at.file.empty()) return at.line > 0 ? at.file + ":" + std::to_string(at.line) : at.file;
  if (!at.url.empty()) return at.url;
  if (!at.host.empty()) return at.port > 0 ? at.host + ":" + std::to_string(at.port) : at.host;
  return at.manifest;
}

Block members_section(const Scene& scene) {
  Block section;
  section.kind = BlockKind::section;
  section.id = kMembersSection;
  section.blocks = member_rows(scene, {"Severity", "Finding", "Asset", "Where"}, [](const Finding& finding) {
    return std::vector<Cell>{cell(name_of(finding.severity)), cell(finding.title), cell(finding.asset.name),
                             cell(where(finding.location))};
  });
  return section;
}

std::vector<Block> locations_table(const Scene& scene) {
  return member_rows(scene, {"Asset", "Where", "Package"}, [](const Finding& finding) {
    return std::vector<Cell>{cell(finding.asset.name), cell(where(finding.location)),
                             cell(package_of(finding.location))};
  });
}

std::vector<Block> locations_list(const Scene& scene) {
  const auto lines = distinct(scene, [](const Finding& finding) {
    const std::string place = where(finding.location);
    if (place.empty()) return package_of(finding.location);
    return finding.asset.name.empty() ? place : finding.asset.name + ": " + place;
  });
  return list_of(lines, scene.most_rows);
}

std::vector<Block> assets_list(const Scene& scene) { return list_of(assets(scene), scene.most_rows); }

std::string assets_line(const Scene& scene) {
  std::vector<std::string> names = assets(scene);
  const std::size_t more = names.size() > kMostAssetsInLine ? names.size() - kMostAssetsInLine : 0;
  names.resize(names.size() - more);
  const std::string line = joined(names);
  return more == 0 ? line : line + " and " + std::to_string(more) + " more";
}

}  // namespace itsm::host::policy
