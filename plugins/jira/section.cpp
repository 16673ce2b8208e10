// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/section.hpp"

#include "plugins/common/document.hpp"
#include "plugins/common/fit.hpp"
#include "plugins/jira/adf.hpp"

namespace itsm::jira {
namespace {

// The section with as much of its content as finds room beside the text outside it.
Result<RichText> fitting(const SectionChange& change, const RichText& outside) {
  Block section;
  section.kind = BlockKind::section;
  section.id = change.id;
  const std::size_t taken = common::rendered_length(outside, LengthUnit::utf16) +
                            common::rendered_length({{section}}, LengthUnit::utf16);
  if (taken > kLongestText)
    return failure(Status::invalid_argument,
                   "the text is so long that the section '" + change.id + "' finds no room in it");
  section.blocks = common::fit(common::tidy(change.content), kLongestText - taken, LengthUnit::utf16).blocks;
  return RichText{{std::move(section)}};
}

// From its first line to behind its last: of `size` lines where it is missing, only its first where somebody
// took the last away.
struct Place {
  std::size_t begin;
  std::size_t end;
};

template <class TextAt>
Place place_of(const std::string& id, std::size_t size, TextAt text_at) {
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

}  // namespace

Result<Json> replace_in_adf(const Json& document, const SectionChange& change) {
  Json out = document.is_object() ? document : Json{{"type", "doc"}, {"version", 1}};
  Json content = out.value("content", Json::array());
  const Place place =
      place_of(change.id, content.size(), [&](std::size_t i) { return text_of_adf(content[i]); });
  const auto at = [&](std::size_t i) { return content.begin() + static_cast<std::ptrdiff_t>(i); };
  content.erase(at(place.begin), at(place.end));
  out["content"] = content;
  ITSM_TRY(const RichText section, fitting(change, from_adf(out)));
  const Json rendered = to_adf(section);
  content.insert(at(place.begin), rendered.at("content").begin(), rendered.at("content").end());
  out["content"] = std::move(content);
  return out;
}

}  // namespace itsm::jira
