// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/document.hpp"
#include "plugins/common/fit.hpp"
#include "plugins/common/text.hpp"
#include "plugins/manageengine/html.hpp"

namespace itsm::manageengine {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Of several blanks a browser shows one, and at the ends none.
std::string with_blanks(std::string_view text) {
  std::string out;
  bool after_blank = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool blank = text[i] == ' ';
    if (blank && (after_blank || i + 1 == text.size())) {
      out += "&nbsp;";
      after_blank = false;
    } else {
      out += text[i];
      after_blank = blank;
    }
  }
  return out;
}

std::string element(const std::string& name, const std::string& content) {
  return "<" + name + ">" + content + "</" + name + ">";
}

std::string runs(const std::vector<Inline>& content) {
  std::string out;
  for (const Inline& run : content) {
    if (run.kind == InlineKind::line_break) {
      out += "<br>";
      continue;
    }
    std::string html = with_blanks(escaped(run.text));
    if (run.code) html = element("code", html);
    if (run.strike) html = element("s", html);
    if (run.emphasis) html = element("em", html);
    if (run.strong) html = element("strong", html);
    if (run.kind == InlineKind::link) html = "<a href=\"" + escaped(run.href) + "\">" + html + "</a>";
    out += html;
  }
  return out;
}

std::string cells(const std::vector<Cell>& row, const std::string& name) {
  std::string out;
  for (const Cell& cell : row) out += element(name, runs(cell.content));
  return element("tr", out);
}

std::string table(const Block& block) {
  std::string out;
  if (!block.header.empty()) out += element("thead", cells(block.header, "th"));
  std::string body;
  for (const Row& row : block.rows) body += cells(row.cells, "td");
  if (!body.empty()) out += element("tbody", body);
  return "<table border=\"1\">" + out + "</table>";
}

// Sections stand between lines of their own only where these are found again: not within something else.
enum class Place { top, inside };
std::string blocks(const std::vector<Block>& content, Place place);

std::string items(const std::vector<ListItem>& list) {
  std::string out;
  for (const ListItem& item : list) {
    const bool plain = item.blocks.size() == 1 && item.blocks.front().kind == BlockKind::paragraph;
    out += element("li", plain ? runs(item.blocks.front().content) : blocks(item.blocks, Place::inside));
  }
  return out;
}

std::string marker(const std::string& line) { return element("p", escaped(line)); }

std::string html_of(const Block& block, Place place) {
  switch (block.kind) {
    case BlockKind::paragraph:
      return element("p", runs(block.content));
    case BlockKind::heading:
      return element("h" + std::to_string(block.level), runs(block.content));
    case BlockKind::list:
      return element(block.ordered ? "ol" : "ul", items(block.items));
    case BlockKind::code:
      return element("pre", escaped(block.text));
    case BlockKind::quote:
      return element("blockquote", blocks(block.blocks, Place::inside));
    case BlockKind::table:
      return table(block);
    case BlockKind::rule:
      return "<hr>";
    case BlockKind::section:
      if (place == Place::inside) return blocks(block.blocks, place);
      return marker(common::section_start(block.id)) + blocks(block.blocks, place) +
             marker(common::section_end(block.id));
  }
  return {};
}

std::string blocks(const std::vector<Block>& content, Place place) {
  std::string out;
  for (const Block& block : content) out += html_of(block, place);
  return out;
}

}  // namespace

std::string to_html(const RichText& document, std::size_t most) {
  const RichText tidied = common::tidy(document);
  std::string html = blocks(tidied.blocks, Place::top);
  // How long a text becomes is known only once it is written, so the room is made smaller until it fits.
  std::size_t length = common::length(html, LengthUnit::utf16);
  for (std::size_t room = most; length > most && room > 0;) {
    html = blocks(common::fit(tidied, room, LengthUnit::utf16).blocks, Place::top);
    length = common::length(html, LengthUnit::utf16);
    room = room * most / std::max(length, most + 1);
  }
  return html;
}

}  // namespace itsm::manageengine
