// SPDX-License-Identifier: Apache-2.0

#include "plugins/common/document.hpp"
#include "plugins/common/text.hpp"
#include "plugins/manageengine/html.hpp"

namespace itsm::manageengine {
namespace {

// How far the end tags reach that stand at the front, blanks included, and where the start tags begin that
// stand at the back: they belong to the marker lines, whatever an editor has put around them.
std::size_t end_tags_at_front(std::string_view html) {
  std::size_t at = 0;
  while (true) {
    const auto next = html.find_first_not_of(" \t\r\n", at);
    if (next == std::string_view::npos || html.substr(next, 2) != "</") return at;
    const auto close = html.find('>', next);
    if (close == std::string_view::npos) return at;
    at = close + 1;
  }
}

std::size_t start_tags_at_back(std::string_view html) {
  std::size_t at = html.size();
  while (at > 0) {
    const auto last = html.find_last_not_of(" \t\r\n", at - 1);
    if (last == std::string_view::npos || html[last] != '>') return at;
    const auto open = html.rfind('<', last);
    if (open == std::string_view::npos || open + 1 >= html.size() || html[open + 1] == '/') return at;
    at = open;
  }
  return at;
}

Unexpected<Error> no_room(const std::string& id) {
  return failure(Status::invalid_argument,
                 "the text is so long that the section '" + id + "' finds no room in it");
}

}  // namespace

Result<std::string> replace_section(std::string_view html, const SectionChange& change) {
  const std::string start = common::section_start(change.id);
  const std::string end = common::section_end(change.id);
  std::string before;
  std::string behind;
  const auto begin = html.find(start);
  const auto last = begin == std::string_view::npos ? begin : html.find(end, begin + start.size());
  if (last == std::string_view::npos) {
    // Whoever took one of the two lines away gets a new section; a line alone encloses nothing.
    before = std::string(html) + "<p>" + start + "</p>";
    behind = "<p>" + end + "</p>";
  } else {
    const std::string_view inner = html.substr(begin + start.size(), last - begin - start.size());
    const std::size_t front = end_tags_at_front(inner);
    const std::size_t back = std::max(front, start_tags_at_back(inner));
    before = html.substr(0, begin + start.size() + front);
    behind = html.substr(begin + start.size() + back);
  }
  const std::size_t taken = common::length(before + behind, LengthUnit::utf16);
  if (taken >= kLongestText) return no_room(change.id);
  return before + to_html(change.content, kLongestText - taken) + behind;
}

}  // namespace itsm::manageengine
