// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/wiki_inline.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "plugins/common/text.hpp"

namespace itsm::jira {
namespace {

constexpr auto kNowhere = std::string_view::npos;

bool is_inline_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

constexpr std::size_t kLongestPath = 260;

constexpr std::string_view kEscapable = "-#*_+?^~|%{}[]()!@";

// Marks around text, longest first where one begins like another.
struct Mark {
  std::string_view sign;
  bool Inline::*sets;  // null: the tree has no such mark
};
constexpr std::array<Mark, 7> kMarks{{{"??", nullptr},
                                      {"*", &Inline::strong},
                                      {"_", &Inline::emphasis},
                                      {"-", &Inline::strike},
                                      {"+", nullptr},
                                      {"^", nullptr},
                                      {"~", nullptr}}};

// A character reference at the front of a text: what it shows and how long it is.
struct Reference {
  char32_t shows;
  std::size_t size;
};
std::optional<Reference> reference_at(std::string_view text) {
  const auto end = text.substr(0, 12).find(';');
  if (text.empty() || text.front() != '&' || end == kNowhere) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  constexpr std::pair<std::string_view, char32_t> kNames[] = {
      {"amp", U'&'}, {"lt", U'<'}, {"gt", U'>'}, {"quot", U'"'}, {"apos", U'\''}, {"nbsp", U'\u00A0'}};
  for (const auto& [known, shows] : kNames)
    if (known == name) return Reference{shows, end + 1};
  if (name.size() < 2 || name.front() != '#') return std::nullopt;
  const bool hexadecimal = name[1] == 'x' || name[1] == 'X';
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  std::uint32_t value = 0;
  const auto [stop, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
  const bool good = error == std::errc() && stop == digits.data() + digits.size() && value <= 0x10FFFF &&
                    (value < 0xD800 || value > 0xDFFF);
  return good ? std::optional(Reference{value, end + 1}) : std::nullopt;
}

// A text with the marks that hold around it.
class InlineReader {
 public:
  explicit InlineReader(std::vector<Inline>& out) : out_(out) {}

  void read(std::string_view text, const Inline& style, unsigned open, bool links) {
    std::array<std::size_t, kMarks.size() + 1> hopeless{};  // up to where a mark is known not to end
    for (std::size_t at = 0; at < text.size();) {
      std::size_t taken = take_escape(text, at, style);
      if (taken == 0) taken = take_dash(text, at, style);
      if (taken == 0) taken = take_code(text, at, style, open, links, hopeless);
      if (taken == 0) taken = take_mark(text, at, style, open, links, hopeless);
      if (taken == 0) taken = take_color(text, at);
      if (taken == 0 && links) taken = take_link(text, at, style, open);
      if (taken == 0 && links) taken = take_address(text, at, style);
      if (taken == 0) taken = take_image(text, at, style);
      if (taken == 0) {
        show(text.substr(at, 1), style);
        taken = 1;
      }
      at += taken;
    }
  }

 private:
  void show(std::string_view text, const Inline& style) {
    const bool goes_on = !out_.empty() && out_.back().kind == style.kind &&
                         out_.back().strong == style.strong && out_.back().emphasis == style.emphasis &&
                         out_.back().strike == style.strike && out_.back().code == style.code &&
                         out_.back().href == style.href;
    if (!goes_on) {
      out_.push_back(style);
      out_.back().text.clear();
    }
    out_.back().text += text;
  }

  // Backslashes, character references and line ends.
  std::size_t take_escape(std::string_view text, std::size_t at, const Inline& style) {
    const std::string_view rest = text.substr(at);
    if (rest.front() == '\n') {
      out_.push_back({.kind = InlineKind::line_break});
      return 1;
    }
    if (rest.starts_with("\\\\")) {
      // A path such as \\server\share is no forced line end.
      const std::string_view word = rest.substr(2, rest.substr(2, kLongestPath).find_first_of(" \t\n"));
      if (word.find('\\') != kNowhere) {
        show("\\\\", style);
        return 2;
      }
      out_.push_back({.kind = InlineKind::line_break});
      return rest.size() > 2 && rest[2] == ' ' ? 3 : 2;
    }
    if (rest.front() == '\\' && rest.size() > 1 && kEscapable.find(rest[1]) != kNowhere) {
      show(rest.substr(1, 1), style);
      return 2;
    }
    if (const auto reference = reference_at(rest)) {
      std::string shown;
      common::append_code_point(shown, reference->shows);
      show(shown, style);
      return reference->size;
    }
    return 0;
  }

  static bool may_begin(std::string_view text, std::size_t at) {
    return at == 0 || (!is_inline_word(text[at - 1]) && text[at - 1] != '\\');
  }

  // Where the end of a mark is, on the same line; `bare`: the sign alone, at the border of a word.
  static std::size_t end_of(std::string_view text, std::size_t from, std::string_view bare,
                            std::string_view braced) {
    for (std::size_t i = from; i < text.size() && text[i] != '\n'; ++i) {
      const std::string_view rest = text.substr(i);
      if (rest.starts_with("\\")) {
        ++i;
        continue;
      }
      if (rest.starts_with(braced)) return i;
      const std::size_t behind = i + bare.size();
      if (rest.starts_with(bare) && i > from && !is_blank(text[i - 1]) &&
          (behind >= text.size() || !is_inline_word(text[behind])))
        return i;
    }
    return kNowhere;
  }

  // One mark whose beginning is at `at`; 0 where it is none or has no end.
  template <class Inner>
  static std::size_t take_between(std::string_view text, std::size_t at, std::string_view begin,
                                  std::string_view end, std::size_t& hopeless, Inner inner) {
    const std::string braced_begin = "{" + std::string(begin) + "}";
    const std::string braced_end = "{" + std::string(end) + "}";
    const std::string_view rest = text.substr(at);
    const bool braced = rest.starts_with(braced_begin);
    if (!braced && (!rest.starts_with(begin) || !may_begin(text, at))) return 0;
    const std::size_t from = at + (braced ? braced_begin.size() : begin.size());
    if (from >= text.size() || is_blank(text[from]) || from < hopeless) return 0;
    const std::size_t found = end_of(text, from, end, braced_end);
    if (found == kNowhere || found == from) {
      if (found == kNowhere) hopeless = std::min(text.find('\n', from), text.size());
      return 0;
    }
    inner(text.substr(from, found - from));
    return found - at + (text.substr(found).starts_with(braced_end) ? braced_end.size() : end.size());
  }

  std::size_t take_code(std::string_view text, std::size_t at, const Inline& style, unsigned open, bool links,
                        std::array<std::size_t, kMarks.size() + 1>& hopeless) {
    if (style.code || text[at] != '{') return 0;
    return take_between(text, at, "{{", "}}", hopeless.back(), [&](std::string_view inner) {
      Inline code = style;
      code.code = true;
      read(inner, code, open, links);
    });
  }

  std::size_t take_mark(std::string_view text, std::size_t at, const Inline& style, unsigned open, bool links,
                        std::array<std::size_t, kMarks.size() + 1>& hopeless) {
    for (std::size_t i = 0; i < kMarks.size(); ++i) {
      const Mark& mark = kMarks[i];
      if (open & (1u << i)) continue;
      const std::size_t taken =
          take_between(text, at, mark.sign, mark.sign, hopeless[i], [&](std::string_view inner) {
            Inline marked = style;
            if (mark.sets != nullptr) marked.*mark.sets = true;
            read(inner, marked, open | (1u << i), links);
          });
      if (taken != 0) return taken;
    }
    return 0;
  }

  // The colour goes, its text stays.
  static std::size_t take_color(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    if (!rest.starts_with("{color}") && !rest.starts_with("{color:")) return 0;
    const auto end = rest.find_first_of("}\n");
    return end == kNowhere || rest[end] == '\n' ? 0 : end + 1;
  }

  // [label|target|tip], [target], [~person] or [^file]; brackets around anything else are text.
  std::size_t take_link(std::string_view text, std::size_t at, const Inline& style, unsigned open) {
    if (text[at] != '[') return 0;
    const std::size_t end = closing_bracket(text, at + 1);
    if (end == kNowhere) return 0;
    const std::string_view inside = text.substr(at + 1, end - at - 1);
    const std::size_t size = end + 1 - at;
    if (inside.starts_with("~") && inside.size() > 1) {
      constexpr std::string_view kAccount = "~accountid:";
      show("@" + std::string(inside.substr(inside.starts_with(kAccount) ? kAccount.size() : 1)), style);
      return size;
    }
    if (inside.starts_with("^") && inside.size() > 1) {
      show(inside.substr(1), style);
      return size;
    }
    const std::size_t bar = inside.find('|');
    const std::string_view target =
        bar == kNowhere ? inside : inside.substr(bar + 1, inside.substr(bar + 1).find('|'));
    if (bar == kNowhere && !target.starts_with("https://") && !target.starts_with("http://") &&
        !target.starts_with("mailto:"))
      return 0;
    Inline linked = style;
    linked.kind = InlineKind::link;
    linked.href = std::string(target);
    if (bar == kNowhere) {
      constexpr std::string_view kMail = "mailto:";
      show(target.starts_with(kMail) ? target.substr(kMail.size()) : target, linked);
    } else {
      read(inside.substr(0, bar), linked, open, false);
    }
    return size;
  }

  static std::size_t closing_bracket(std::string_view text, std::size_t from) {
    for (std::size_t i = from; i < text.size() && text[i] != '\n' && text[i] != '['; ++i) {
      if (text[i] == '\\') {
        ++i;
      } else if (text[i] == ']') {
        return i;
      }
    }
    return kNowhere;
  }

  // An address in a text is a link, without the punctuation behind it.
  std::size_t take_address(std::string_view text, std::size_t at, const Inline& style) {
    const std::string_view rest = text.substr(at);
    const bool web = rest.starts_with("http://") || rest.starts_with("https://");
    if ((!web && !rest.starts_with("mailto:")) || (at > 0 && is_inline_word(text[at - 1]))) return 0;
    std::size_t size = 0;
    while (size < rest.size() && (is_inline_word(rest[size]) ||
                                  std::string_view("-_.!~*';/?:@#&=%+$,[]()\\").find(rest[size]) != kNowhere))
      ++size;
    while (size > 0 && std::string_view(".,>)];}\"'!").find(rest[size - 1]) != kNowhere) --size;
    const std::string_view address = rest.substr(0, size);
    if (address.empty() || address.back() == ':' || address.back() == '/') {
      if (address.size() <= 8) return 0;  // nothing but the scheme
    }
    Inline linked = style;
    linked.kind = InlineKind::link;
    linked.href = std::string(address);
    show(address, linked);
    return size;
  }

  // !shot.png|thumbnail! shows a picture; what can be told of it is its name.
  std::size_t take_image(std::string_view text, std::size_t at, const Inline& style) {
    if (text[at] != '!' || !may_begin(text, at)) return 0;
    const std::size_t end = text.find_first_of("!\n", at + 1);
    if (end == kNowhere || text[end] == '\n') return 0;
    const std::string_view inside = text.substr(at + 1, end - at - 1);
    const std::string_view name = inside.substr(0, inside.find('|'));
    const bool named = name.find('.') != kNowhere && name.find(' ') == kNowhere && name.back() != '.';
    if (!named || (end + 1 < text.size() && is_inline_word(text[end + 1]))) return 0;
    show(name, style);
    return end + 1 - at;
  }

  // Two or three dashes between blanks are a dash.
  std::size_t take_dash(std::string_view text, std::size_t at, const Inline& style) {
    if (text[at] != '-' || (at > 0 && !is_blank(text[at - 1]))) return 0;
    const std::size_t end = std::min(text.find_first_not_of('-', at), text.size());
    const std::size_t size = end - at;
    if ((size != 2 && size != 3) || (end < text.size() && !is_blank(text[end]))) return 0;
    show(size == 2 ? "\u2013" : "\u2014", style);
    return size;
  }

  std::vector<Inline>& out_;
};

}  // namespace

std::vector<Inline> read_wiki_line(std::string_view markup) {
  std::vector<Inline> out;
  InlineReader(out).read(markup, {}, 0, true);
  return out;
}

}  // namespace itsm::jira
