// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/wiki_escape.hpp"

#include <algorithm>

namespace itsm::jira {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

// Schemes that the renderer makes links of.
constexpr std::string_view kSchemes[] = {"http", "https", "ftp",  "ftps", "mailto", "file",  "nntp",
                                         "news", "irc",   "ircs", "sftp", "skype",  "callto"};

// Emoticons that begin with a parenthesis.
constexpr std::string_view kEmoticons[] = {"(y)",  "(n)",  "(i)",  "(/)",  "(x)",    "(!)",
                                           "(+)",  "(-)",  "(?)",  "(on)", "(off)",  "(*)",
                                           "(*r)", "(*g)", "(*b)", "(*y)", "(flag)", "(flagoff)"};

// One text with a place in it. What is beyond its ends is a blank at the ends of a line and else unknown (0).
class Escaper {
 public:
  Escaper(std::string_view text, const Surroundings& around) : text_(text), around_(around) {}

  std::string run() {
    bool blank = around_.begins_line;
    std::string out;
    for (at_ = 0; at_ < text_.size(); ++at_) {
      if (blank && text_[at_] != ' ') {
        at_ += take_line_start(out);
        blank = false;
        if (at_ >= text_.size()) break;
      }
      append(out);
    }
    return out;
  }

 private:
  char before() const { return at_ > 0 ? text_[at_ - 1] : around_.begins_line ? ' ' : '\0'; }
  char after(std::size_t distance = 1) const {
    if (at_ + distance < text_.size()) return text_[at_ + distance];
    return around_.ends_line ? ' ' : '\0';
  }
  char here() const { return text_[at_]; }

  // Headings, quotes and numbered lists begin a line. Returns how many characters it has taken.
  std::size_t take_line_start(std::string& out) {
    const std::string_view rest = text_.substr(at_);
    const bool heading =
        rest.size() > 2 && rest[0] == 'h' && rest[1] >= '1' && rest[1] <= '6' && rest[2] == '.';
    if (heading || rest.starts_with("bq.")) {
      out.append(rest.substr(0, 2));
      out += "&#46;";
      return 3;
    }
    if (rest.front() == '#') {
      out += "\\#";
      return 1;
    }
    return 0;
  }

  bool inside_word() const { return !around_.within_markup && is_word(before()) && is_word(after()); }

  // A scheme's letters end at this colon and something follows it.
  bool ends_scheme() const {
    if (after() == ' ') return false;
    std::size_t start = at_;
    while (start > 0 && is_letter(text_[start - 1])) --start;
    const std::string word = lower(text_.substr(start, at_ - start));
    return std::find(std::begin(kSchemes), std::end(kSchemes), word) != std::end(kSchemes);
  }

  bool begins_emoticon() const {
    const std::string rest = lower(text_.substr(at_, 10));
    return before() == ':' || before() == ';' ||
           std::any_of(std::begin(kEmoticons), std::end(kEmoticons), [&](std::string_view one) {
             return rest.starts_with(one) ||
                    (!around_.ends_line && at_ + rest.size() == text_.size() && one.starts_with(rest));
           });
  }

  // "&amp;" in a text is these five characters.
  bool begins_reference() const {
    std::size_t distance = 1;
    while (is_word(after(distance)) || (distance == 1 && after(distance) == '#')) ++distance;
    return distance > 1 && (after(distance) == ';' || after(distance) == '\0');
  }

  void append(std::string& out) const {
    const char c = here();
    switch (c) {
      case '{':
      case '}':
        // The renderer lets an escaped brace be a brace again, before it looks for pairs of them.
        if (around_.within_markup || after() == c || before() == c || after() == '\0' || before() == '\0')
          out += c == '{' ? "&#123;" : "&#125;";
        else
          (out += '\\') += c;
        return;
      case '[':
      case ']':
        if (around_.within_markup)
          out += c == '[' ? "&#91;" : "&#93;";
        else
          (out += '\\') += c;
        return;
      case '*':
      case '_':
      case '-':
      case '+':
      case '^':
      case '~':
      case '!':
        if (!inside_word()) out += '\\';
        out += c;
        return;
      case '?':
        if (before() == '?' || after() == '?' || before() == '\0' || after() == '\0') out += '\\';
        out += c;
        return;
      case '|':
        out += "&#124;";
        return;
      case '\\':
        // At the end of a cell the bar would be escaped by it.
        out += at_ + 1 < text_.size() && (is_word(after()) || after() == ' ') ? "\\" : "&#92;";
        return;
      case '&':
        out += begins_reference() || after() == '\0' ? "&amp;" : "&";
        return;
      case ':': {
        const char next = lower(after());
        const bool face = next == 'p' || next == 'd' || next == '\0';
        out += (face && !is_word(after(2))) || ends_scheme() ? "&#58;" : ":";
        return;
      }
      case '(':
        if (begins_emoticon()) out += '\\';
        out += c;
        return;
      case ')':
        if (before() == ':' || before() == ';' || before() == '\0') out += '\\';
        out += c;
        return;
      default:
        out += c;
        return;
    }
  }

  std::string_view text_;
  Surroundings around_;
  std::size_t at_ = 0;
};

}  // namespace

std::string escape_wiki(std::string_view text, const Surroundings& around) {
  return Escaper(text, around).run();
}

}  // namespace itsm::jira
