// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/wiki_macros.hpp"

#include <algorithm>
#include <charconv>

namespace itsm::jira {
namespace {

constexpr auto kNoTag = std::string_view::npos;
constexpr char kPlaceBegin = '\x01';
constexpr char kPlaceEnd = '\x02';
constexpr int kDeepestQuote = 20;  // of quotes in quotes

// "{code:java|title=x}" or "{code}".
struct Tag {
  std::string_view name;
  std::string_view parameters;
  std::size_t size;
};

std::optional<Tag> tag_at(std::string_view text) {
  for (const std::string_view name : {"code", "noformat", "quote", "panel"}) {
    if (text.substr(1, name.size()) != name) continue;
    const std::string_view rest = text.substr(1 + name.size());
    if (rest.substr(0, 1) == "}") return Tag{name, {}, name.size() + 2};
    const auto end = rest.find_first_of("}\n");
    if (rest.substr(0, 1) != ":" || end == kNoTag || rest[end] == '\n') continue;
    return Tag{name, rest.substr(1, end - 1), name.size() + end + 2};
  }
  return std::nullopt;
}

// The value of a parameter, or the one without a name for an empty key.
std::string_view parameter(std::string_view parameters, std::string_view key) {
  while (!parameters.empty()) {
    const auto end = std::min(parameters.find('|'), parameters.size());
    const std::string_view one = parameters.substr(0, end);
    const auto equals = one.find('=');
    if (equals == kNoTag ? key.empty() : one.substr(0, equals) == key)
      return equals == kNoTag ? one : one.substr(equals + 1);
    parameters.remove_prefix(std::min(end + 1, parameters.size()));
  }
  return {};
}

Block code_of(const Tag& tag, std::string_view body) {
  if (body.substr(0, 1) == "\n") body.remove_prefix(1);
  if (!body.empty() && body.back() == '\n') body.remove_suffix(1);
  Block code;
  code.kind = BlockKind::code;
  code.text = std::string(body);
  if (tag.name == "code") {
    std::string_view language = parameter(tag.parameters, "");
    if (language.empty()) language = parameter(tag.parameters, "language");
    if (language != "none") code.language = std::string(language);
  }
  return code;
}

Block quote_of(const Tag& tag, std::string_view body, int depth) {
  Block quote;
  quote.kind = BlockKind::quote;
  if (const std::string_view title = parameter(tag.parameters, "title"); !title.empty()) {
    Inline words = text(std::string(title));
    words.strong = true;
    quote.blocks.push_back(paragraph({std::move(words)}));
  }
  for (Block& block : read_wiki_blocks(body, depth + 1)) quote.blocks.push_back(std::move(block));
  return quote;
}

}  // namespace

std::string set_macros_aside(std::string_view markup, std::vector<Block>& macros, int depth) {
  std::string out;
  for (std::size_t at = 0; at < markup.size();) {
    const std::string_view rest = markup.substr(at);
    if (rest.front() == '\\') {
      out += rest.substr(0, 2);
      at += 2;
      continue;
    }
    const auto tag = rest.front() == '{' ? tag_at(rest) : std::nullopt;
    const bool is_code = tag && (tag->name == "code" || tag->name == "noformat");
    const std::string closing = tag ? "{" + std::string(tag->name) + "}" : std::string();
    const std::size_t end =
        tag && (is_code || depth < kDeepestQuote) ? rest.find(closing, tag->size) : kNoTag;
    if (end == kNoTag) {
      out += rest.front();
      ++at;
      continue;
    }
    const std::string_view body = rest.substr(tag->size, end - tag->size);
    macros.push_back(is_code ? code_of(*tag, body) : quote_of(*tag, body, depth));
    out += kPlaceBegin + std::to_string(macros.size() - 1) + kPlaceEnd;
    at += end + closing.size();
  }
  return out;
}

std::vector<MacroPiece> pieces_of(std::string_view text) {
  std::vector<MacroPiece> out;
  while (true) {
    const std::size_t begin = std::min(text.find(kPlaceBegin), text.size());
    if (begin > 0) out.push_back({text.substr(0, begin), std::nullopt});
    if (begin == text.size()) return out;
    const std::size_t end = text.find(kPlaceEnd, begin);
    std::size_t number = 0;
    std::from_chars(text.data() + begin + 1, text.data() + end, number);
    out.push_back({{}, number});
    text.remove_prefix(end + 1);
  }
}

std::string without_places(std::string_view markup) {
  std::string out;
  std::copy_if(markup.begin(), markup.end(), std::back_inserter(out),
               [](char c) { return c != kPlaceBegin && c != kPlaceEnd && c != '\r'; });
  return out;
}

}  // namespace itsm::jira
