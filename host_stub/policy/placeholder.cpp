// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/placeholder.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/markdown.hpp"
#include "host_stub/policy/members.hpp"
#include "host_stub/policy/text_length.hpp"

namespace itsm::host::policy {
namespace {

// A scanner's text beyond this is cut before it is parsed; every vendor takes far less.
constexpr std::size_t kMostMarkdownBytes = 256 * 1024;

std::string count_suffix(const Scene& scene) {
  const std::size_t count = scene.group.members.size();
  return count == 1 ? std::string() : " (" + std::to_string(count) + " findings)";
}

std::vector<Block> snippet_block(const Finding& finding) {
  Block block;
  block.kind = BlockKind::code;
  block.text = finding.location.snippet;
  return {block};
}

}  // namespace

const std::vector<Placeholder>& placeholders() {
  static const std::vector<Placeholder> kAll = [] {
    std::vector<Placeholder> out;
    for (const Attribute& attribute : attributes())
      out.push_back({std::string(attribute.name), std::string(attribute.meaning),
                     std::string(attribute.example), false});
    out.push_back(
        {"finding.url", "The finding in this host.", "https://tickets.acme.test/findings/17", false});
    out.push_back({"group.url", "All findings of the ticket in this host.",
                   "https://tickets.acme.test/findings?group=9", false});
    out.push_back(
        {"group.label", "What the findings of the ticket have in common.", "rule java.sqli.jdbc", false});
    out.push_back({"group.assets", "The first assets of the ticket, and how many more.",
                   "shop, desk and 3 more", false});
    out.push_back({"group.count", "How many findings the ticket is about.", "3", false});
    out.push_back(
        {"group.count_suffix", "Nothing for one finding, else their number.", " (3 findings)", false});
    out.push_back(
        {"description", "The scanner's description, its Markdown kept.", "The query is built from…", true});
    out.push_back({"recommendation", "How to fix it, its Markdown kept.", "Use a prepared statement.", true});
    out.push_back({"location.snippet", "The source text there; withheld for findings of category secret.",
                   "query(\"SELECT \" + id)", true});
    out.push_back({"locations.table", "A table: asset, where, package of every finding.",
                   "| shop | src/Login.java:42 | |", true});
    out.push_back({"locations.list", "A list: where every finding is.", "- shop: src/Login.java:42", true});
    out.push_back({"assets.list", "A list of all assets of the ticket.", "- shop", true});
    out.push_back({"members.table", "A table of the findings; kept up to date while the ticket lives.",
                   "| critical | SQL injection | shop | src/Login.java:42 |", true});
    return out;
  }();
  return kAll;
}

const Placeholder* find_placeholder(std::string_view name) {
  static const Placeholder kCustom{"custom.NAME", "A custom field of the finding.", "4711", false};
  for (const Placeholder& placeholder : placeholders())
    if (placeholder.name == name) return &placeholder;
  return name.starts_with("custom.") && AttributeName::find(name) ? &kCustom : nullptr;
}

std::string text_of(std::string_view placeholder, const Scene& scene) {
  const Finding& finding = scene.group.lead();
  if (placeholder == "finding.url") return one_line(scene.finding_url);
  if (placeholder == "group.url") return one_line(scene.group_url);
  if (placeholder == "group.label") return one_line(scene.group.label);
  if (placeholder == "group.assets") return assets_line(scene);
  if (placeholder == "group.count") return std::to_string(scene.group.members.size());
  if (placeholder == "group.count_suffix") return count_suffix(scene);
  if (placeholder == "description") return one_line(finding.description);
  if (placeholder == "recommendation") return one_line(finding.recommendation);
  if (placeholder == "location.snippet") return one_line(finding.location.snippet);
  const auto attribute = AttributeName::find(placeholder);
  return attribute ? one_line(to_text(attribute->of(finding))) : std::string();
}

std::vector<Block> blocks_of(std::string_view placeholder, const Scene& scene) {
  const Finding& finding = scene.group.lead();
  if (placeholder == "description")
    return parse_markdown(shortened(clean_text(finding.description), kMostMarkdownBytes));
  if (placeholder == "recommendation")
    return parse_markdown(shortened(clean_text(finding.recommendation), kMostMarkdownBytes));
  if (placeholder == "location.snippet") return snippet_block(finding);
  if (placeholder == "locations.table") return locations_table(scene);
  if (placeholder == "locations.list") return locations_list(scene);
  if (placeholder == "assets.list") return assets_list(scene);
  if (placeholder == "members.table") return {members_section(scene)};
  return {};
}

std::vector<TemplatePart> split_placeholders(std::string_view source) {
  std::vector<TemplatePart> parts;
  std::size_t at = 0;
  while (at < source.size()) {
    const auto begin = source.find("${", at);
    const auto end = begin == std::string_view::npos ? begin : source.find('}', begin);
    if (end == std::string_view::npos) {
      parts.push_back({std::string(source.substr(at)), {}, at});
      break;
    }
    if (begin > at) parts.push_back({std::string(source.substr(at, begin - at)), {}, at});
    parts.push_back({{}, std::string(source.substr(begin + 2, end - begin - 2)), begin});
    at = end + 1;
  }
  return parts;
}

}  // namespace itsm::host::policy
