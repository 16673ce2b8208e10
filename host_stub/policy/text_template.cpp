// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/text_template.hpp"

#include <algorithm>
#include <optional>

#include "host_stub/core/percent.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/markdown.hpp"
#include "host_stub/policy/text_length.hpp"

namespace itsm::host::policy {
namespace {

constexpr std::string_view kStandardSummary = "[${severity}] ${title}${group.count_suffix}";
constexpr std::string_view kStandardDescription =
    "${description}\n"
    "## Where\n"
    "${locations.table}\n"
    "## How to fix\n"
    "${recommendation}\n"
    "[Open the finding](${finding.url})\n";

// The name when the text is one placeholder and nothing else.
std::optional<std::string> sole_placeholder(std::string_view text) {
  const auto parts = split_placeholders(trimmed(text));
  if (parts.size() != 1 || parts[0].placeholder.empty()) return std::nullopt;
  return parts[0].placeholder;
}

const Placeholder* sole_block_placeholder(std::string_view text) {
  const auto name = sole_placeholder(text);
  const Placeholder* placeholder = name ? find_placeholder(*name) : nullptr;
  return placeholder != nullptr && placeholder->block ? placeholder : nullptr;
}

std::vector<std::string> placeholder_names(bool blocks) {
  std::vector<std::string> names;
  for (const Placeholder& placeholder : placeholders())
    if (blocks || !placeholder.block) names.push_back(placeholder.name);
  return names;
}

bool stands_alone(std::string_view source, const TemplatePart& part) {
  const auto line_end = source.find('\n', part.offset);
  const auto before = source.rfind('\n', part.offset);
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  return sole_placeholder(
             source.substr(begin, line_end == std::string_view::npos ? line_end : line_end - begin))
      .has_value();
}

void check(config::Element element, std::string_view source, bool blocks_allowed) {
  std::map<std::string, std::size_t> seen;  // how often each has come
  for (const TemplatePart& part : split_placeholders(source)) {
    const std::string written = part.placeholder.empty() ? "${" : "${" + part.placeholder + "}";
    const std::size_t before = part.placeholder.empty() ? seen[written] : seen[written]++;
    const auto complain = [&](std::string what) {
      element.report().complain(element.report().find(element.at(), written, before), std::move(what));
    };
    if (part.placeholder.empty()) {
      if (part.text.find("${") != std::string::npos)
        complain("a placeholder begins with `${` and has no `}`");
      continue;
    }
    const std::string name = "`${" + one_line(part.placeholder) + "}`";
    const Placeholder* placeholder = find_placeholder(part.placeholder);
    if (placeholder == nullptr) {
      complain(name + " is not a placeholder" +
               config::did_you_mean(part.placeholder, placeholder_names(blocks_allowed)));
    } else if (placeholder->block && !blocks_allowed) {
      complain(name + " fills paragraphs; a summary is one line");
    } else if (placeholder->block && !stands_alone(source, part)) {
      complain(name + " fills paragraphs; write it on a line of its own");
    }
  }
}

// Block placeholders as paragraphs of their own, also where the next line follows directly.
std::string with_room_around_blocks(std::string_view source) {
  std::string out;
  while (!source.empty()) {
    const auto end = std::min(source.find('\n'), source.size());
    const std::string_view line = source.substr(0, end);
    const bool block = sole_block_placeholder(line) != nullptr;
    if (block) out += '\n';
    out += line;
    out += block ? "\n\n" : "\n";
    source.remove_prefix(std::min(end + 1, source.size()));
  }
  return out;
}

std::string filled(std::string_view text, const Scene& scene) {
  std::string out;
  for (const TemplatePart& part : split_placeholders(text))
    out += part.placeholder.empty() ? part.text : text_of(part.placeholder, scene);
  return out;
}

// What stands in a larger address must not be able to change its meaning: it is escaped.
std::string filled_target(std::string_view href, const Scene& scene) {
  if (const auto name = sole_placeholder(href)) return text_of(*name, scene);
  std::string out;
  for (const TemplatePart& part : split_placeholders(href))
    out += part.placeholder.empty() ? part.text : percent_encoded(text_of(part.placeholder, scene));
  return out;
}

std::vector<Inline> filled(const std::vector<Inline>& runs, const Scene& scene) {
  std::vector<Inline> out;
  for (Inline run : runs) {
    run.text = filled(run.text, scene);
    if (run.kind == InlineKind::link) {
      run.href = filled_target(run.href, scene);
      if (run.href.empty()) continue;  // a link to nowhere says nothing
    }
    out.push_back(std::move(run));
  }
  return out;
}

std::vector<Block> filled(const std::vector<Block>& blocks, const Scene& scene);

Block filled(const Block& block, const Scene& scene) {
  Block out = block;
  out.content = filled(block.content, scene);
  out.text = filled(block.text, scene);
  out.blocks = filled(block.blocks, scene);
  for (ListItem& item : out.items) item.blocks = filled(item.blocks, scene);
  for (Cell& cell : out.header) cell.content = filled(cell.content, scene);
  for (Row& row : out.rows)
    for (Cell& cell : row.cells) cell.content = filled(cell.content, scene);
  return out;
}

bool is_heading(const Block& block) { return block.kind == BlockKind::heading; }

// Whether the template has something under this heading, so that it is left out when that stays empty.
bool has_body(const std::vector<Block>& blocks, std::size_t heading) {
  return heading + 1 < blocks.size() &&
         (!is_heading(blocks[heading + 1]) || blocks[heading + 1].level > blocks[heading].level);
}

std::vector<Block> filled(const std::vector<Block>& blocks, const Scene& scene) {
  std::vector<Block> out;
  // Headings that wait for something to stand under them.
  std::vector<Block> waiting;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (is_heading(block)) {
      while (!waiting.empty() && waiting.back().level >= block.level) waiting.pop_back();
      std::vector<Block> heading{filled(block, scene)};
      make_safe(heading);
      if (heading.empty()) continue;
      if (has_body(blocks, i)) {
        waiting.push_back(std::move(heading.front()));
        continue;
      }
      std::move(waiting.begin(), waiting.end(), std::back_inserter(out));
      waiting.clear();
      out.push_back(std::move(heading.front()));
      continue;
    }
    const Placeholder* placeholder = block.kind == BlockKind::paragraph && block.content.size() == 1 &&
                                             block.content[0].kind == InlineKind::text
                                         ? sole_block_placeholder(block.content[0].text)
                                         : nullptr;
    std::vector<Block> made = placeholder != nullptr ? blocks_of(placeholder->name, scene)
                                                     : std::vector<Block>{filled(block, scene)};
    make_safe(made);
    if (made.empty()) continue;
    std::move(waiting.begin(), waiting.end(), std::back_inserter(out));
    waiting.clear();
    std::move(made.begin(), made.end(), std::back_inserter(out));
  }
  return out;
}

bool names_members(std::string_view source) {
  const auto parts = split_placeholders(source);
  return std::any_of(parts.begin(), parts.end(),
                     [](const TemplatePart& part) { return part.placeholder == "members.table"; });
}

}  // namespace

SummaryTemplate SummaryTemplate::standard() {
  SummaryTemplate out;
  out.parts_ = split_placeholders(kStandardSummary);
  return out;
}

std::string SummaryTemplate::render(const Scene& scene, const Limit& limit) const {
  std::string body;
  std::string suffix;
  for (const TemplatePart& part : parts_) {
    const std::string made = part.placeholder.empty() ? part.text : text_of(part.placeholder, scene);
    if (&part == &parts_.back() && part.placeholder == "group.count_suffix") {
      suffix = made;
    } else {
      body += made;
    }
  }
  body = one_line(body);
  const std::size_t reserved = length_of(suffix, limit.unit);
  if (reserved >= limit.most) return cut_to(body + suffix, limit.most, limit.unit);
  return cut_to(body, limit.most - reserved, limit.unit) + suffix;
}

void read(config::Element element, SummaryTemplate& out) {
  if (element.describes({{"type", "string"}, {"minLength", 1}})) return;
  const std::string* source = element.scalar("text with placeholders");
  if (source == nullptr) return;
  check(element, *source, false);
  if (one_line(*source).empty()) element.complain("a summary cannot be empty");
  out.parts_ = split_placeholders(one_line(*source));
}

DescriptionTemplate DescriptionTemplate::standard() {
  DescriptionTemplate out;
  out.blocks_ = parse_markdown(with_room_around_blocks(kStandardDescription));
  return out;
}

std::vector<Block> DescriptionTemplate::render(const Scene& scene) const {
  std::vector<Block> blocks = filled(blocks_, scene);
  if (!has_members_ && scene.group.members.size() > 1)
    for (Block& block : blocks_of("members.table", scene)) blocks.push_back(std::move(block));
  make_safe(blocks);
  return blocks;
}

void read(config::Element element, DescriptionTemplate& out) {
  if (element.describes({{"type", "string"}})) return;
  const std::string* source = element.scalar("Markdown with placeholders");
  if (source == nullptr) return;
  check(element, *source, true);
  out.has_members_ = names_members(*source);
  out.blocks_ = parse_markdown(with_room_around_blocks(*source));
}

}  // namespace itsm::host::policy
