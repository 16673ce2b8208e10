// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/section.hpp"

#include <algorithm>

#include "plugins/common/document.hpp"
#include "plugins/common/fit.hpp"
#include "plugins/common/text.hpp"
#include "plugins/jira/adf.hpp"
#include "plugins/jira/wiki.hpp"
#include "plugins/jira/wiki_inline.hpp"

namespace itsm::jira {
namespace {

Error no_room(const SectionChange& change) {
  return {Status::invalid_argument,
          "the text is so long that the section '" + change.id + "' finds no room in it",
          0,
          {},
          {},
          {}};
}

RichText empty_section(const std::string& id) {
  Block section;
  section.kind = BlockKind::section;
  section.id = id;
  return {{std::move(section)}};
}

// From the section's first line to behind its last: behind all lines where it is missing, its first alone
// where somebody took the last away.
struct SectionPlace {
  std::size_t begin;
  std::size_t end;
};

template <class TextAt>
SectionPlace section_place(const std::string& id, std::size_t size, TextAt text_at) {
  const std::string start = common::section_start(id);
  const std::string end = common::section_end(id);
  for (std::size_t i = 0; i < size; ++i) {
    if (text_at(i) != start) continue;
    for (std::size_t j = i + 1; j < size; ++j)
      if (text_at(j) == end) return {i, j + 1};
    return {i, i + 1};
  }
  return {size, size};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

// What a line shows, whichever marks an editor has put around it.
std::string words_of(const std::string& line) {
  std::string out;
  for (const Inline& run : read_wiki_line(line)) out += run.text;
  const auto first = std::min(out.find_first_not_of(" \t\r"), out.size());
  return out.substr(first, out.find_last_not_of(" \t\r") + 1 - first);
}

}  // namespace

Result<Json> replace_in_adf(const Json& document, const SectionChange& change) {
  Json out = document.is_object() ? document : Json{{"type", "doc"}, {"version", 1}};
  Json content = out.value("content", Json::array());
  const SectionPlace place =
      section_place(change.id, content.size(), [&](std::size_t i) { return text_of_adf(content[i]); });
  const auto at = [&](std::size_t i) { return content.begin() + static_cast<std::ptrdiff_t>(i); };
  content.erase(at(place.begin), at(place.end));
  out["content"] = content;

  const std::size_t taken = common::rendered_length(from_adf(out), LengthUnit::utf16) +
                            common::rendered_length(empty_section(change.id), LengthUnit::utf16);
  if (taken > kLongestText) return unexpected(no_room(change));
  Json section = to_adf(empty_section(change.id)).at("content");
  const Json inner = to_adf(change.content, kLongestText - taken).at("content");
  section.insert(section.begin() + 1, inner.begin(), inner.end());
  content.insert(at(place.begin), section.begin(), section.end());
  out["content"] = std::move(content);
  return out;
}

Result<std::string> replace_in_wiki(std::string_view markup, const SectionChange& change) {
  const std::vector<std::string> lines = lines_of(markup);
  const SectionPlace place =
      section_place(change.id, lines.size(), [&](std::size_t i) { return words_of(lines[i]); });
  std::string before;
  std::string behind;
  for (std::size_t i = 0; i < place.begin; ++i) before += lines[i];
  for (std::size_t i = place.end; i < lines.size(); ++i) behind += lines[i];
  if (place.begin == lines.size() && !before.empty()) before += before.back() == '\n' ? "\n" : "\n\n";

  constexpr std::string_view kBetween = "\n\n";
  const std::string frame = to_wiki(empty_section(change.id));
  const std::size_t taken = common::length(before + frame + behind, LengthUnit::utf16) + kBetween.size() + 1;
  if (taken > kLongestText) return unexpected(no_room(change));
  std::string inner = to_wiki(change.content, kLongestText - taken);
  if (!inner.empty()) inner += kBetween;
  const std::size_t first_line = frame.find(kBetween) + kBetween.size();
  return before + frame.substr(0, first_line) + inner + frame.substr(first_line) +
         (behind.empty() ? "" : "\n") + behind;
}

}  // namespace itsm::jira
