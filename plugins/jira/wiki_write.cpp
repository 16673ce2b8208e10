// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/document.hpp"
#include "plugins/common/fit.hpp"
#include "plugins/common/text.hpp"
#include "plugins/common/url.hpp"
#include "plugins/jira/wiki.hpp"
#include "plugins/jira/wiki_escape.hpp"

namespace itsm::jira {
namespace {

// Others make Jira show an error above the code.
constexpr std::string_view kLanguages[] = {
    "actionscript", "ada",    "applescript", "bash",   "c",       "c#",          "c++",    "cpp",
    "css",          "erlang", "go",          "groovy", "haskell", "html",        "java",   "javascript",
    "js",           "json",   "lua",         "objc",   "perl",    "php",         "python", "r",
    "ruby",         "scala",  "sh",          "sql",    "swift",   "visualbasic", "xml",    "yaml"};

constexpr std::string_view kBreak = "\\\\ ";

// How a line of runs ends where the tree says so: where a line of the markup must not end, by a sign for it.
enum class Breaks { lines, signs };

std::string_view trim_front(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}
std::string_view trim_back(std::string_view text) { return text.substr(0, text.find_last_not_of(" \t") + 1); }

// Within the brackets of a link these would end it or be taken for a macro.
std::string address(std::string_view href) {
  constexpr std::string_view kUnsafe = "|[]{}\\^`'";
  std::string out;
  for (const char c : href) {
    if (kUnsafe.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += common::percent_encode(std::string_view(&c, 1));
    }
  }
  return out;
}

// The runs of one paragraph, heading or cell.
class Line {
 public:
  Line(const std::vector<Inline>& runs, Breaks breaks) : runs_(runs), breaks_(breaks) {}

  std::string write() {
    for (at_ = 0; at_ < runs_.size(); ++at_) {
      if (runs_[at_].kind == InlineKind::line_break) {
        append_break();
      } else if (is_plain(runs_[at_])) {
        append_text(runs_[at_].text);
      } else {
        append_marked(runs_[at_]);
      }
    }
    return std::move(out_);
  }

 private:
  static bool is_plain(const Inline& run) {
    return run.kind == InlineKind::text && !run.strong && !run.emphasis && !run.code && !run.strike;
  }

  bool begins_line() const { return trim_back(std::string_view(out_).substr(line_)).empty(); }
  bool ends_line() const { return at_ + 1 == runs_.size() || runs_[at_ + 1].kind == InlineKind::line_break; }

  void append_break() {
    if (breaks_ == Breaks::lines && !begins_line() && !ends_line()) {
      out_ += '\n';
      line_ = out_.size();
    } else {
      out_ += kBreak;
    }
  }

  void append_text(std::string_view text) { out_ += escape_wiki(text, {begins_line(), ends_line(), false}); }

  // A mark must touch its text, so blanks at the ends stand outside it.
  void append_marked(const Inline& run) {
    const std::string_view core = trim_back(trim_front(run.text));
    if (core.empty()) {
      out_ += run.text;
      return;
    }
    const auto start = static_cast<std::size_t>(core.data() - run.text.data());
    const std::string_view behind = std::string_view(run.text).substr(start + core.size());
    out_ += run.text.substr(0, start);

    std::string inner = escape_wiki(core, {false, false, true});
    const bool linked = run.kind == InlineKind::link;
    if (run.code) inner = marked(inner, "{{", "}}", behind, !linked && outermost(run, 'c'));
    if (linked) inner = link(inner, run);
    if (run.strike) inner = marked(inner, "-", "-", behind, outermost(run, '-'));
    if (run.emphasis) inner = marked(inner, "_", "_", behind, outermost(run, '_'));
    if (run.strong) inner = marked(inner, "*", "*", behind, true);
    out_ += inner;
    out_ += behind;
  }

  static bool outermost(const Inline& run, char mark) {
    if (run.strong) return false;
    if (mark != '_' && run.emphasis) return false;
    return mark != 'c' || !run.strike;
  }

  static std::string link(const std::string& label, const Inline& run) {
    return "[" + label + "|" + address(run.href) + "]";
  }

  // A mark begins and ends at the border of a word; elsewhere it needs braces around it.
  std::string marked(const std::string& inner, std::string_view begin, std::string_view end,
                     std::string_view behind, bool outermost) const {
    if (!outermost || (may_begin() && (!behind.empty() || may_end())))
      return std::string(begin) + inner + std::string(end);
    return "{" + std::string(begin) + "}" + inner + "{" + std::string(end) + "}";
  }
  bool may_begin() const {
    return begins_line() || std::string_view(" \t").find(out_.back()) != std::string_view::npos;
  }
  bool may_end() const {
    if (ends_line()) return true;
    const Inline& next = runs_[at_ + 1];
    if (is_plain(next)) return std::string_view(" \t.,").find(next.text.front()) != std::string_view::npos;
    return std::string_view(" \t").find(next.text.front()) != std::string_view::npos;
  }

  const std::vector<Inline>& runs_;
  Breaks breaks_;
  std::string out_{};
  std::size_t line_ = 0;  // where the last line begins
  std::size_t at_ = 0;
};

std::string line_of(const std::vector<Inline>& runs, Breaks breaks) { return Line(runs, breaks).write(); }

std::vector<Inline> bold(std::vector<Inline> runs) {
  for (Inline& run : runs) run.strong = true;
  return runs;
}

std::string code_of(const Block& block) {
  const bool known =
      std::find(std::begin(kLanguages), std::end(kLanguages), block.language) != std::end(kLanguages);
  const bool ends_code = block.text.find("{code") != std::string::npos;
  const bool ends_plain = block.text.find("{noformat") != std::string::npos;
  if (known && !ends_code) return "{code:" + block.language + "}\n" + block.text + "\n{code}";
  if (!ends_plain) return "{noformat}\n" + block.text + "\n{noformat}";
  if (!ends_code) return "{code:none}\n" + block.text + "\n{code}";
  // Code about both macros can stand in neither.
  Inline run;
  run.text = block.text;
  run.code = true;
  const RichText lines = common::tidy({{paragraph({run})}});
  return lines.blocks.empty() ? std::string() : line_of(lines.blocks.front().content, Breaks::lines);
}

std::string row_of(const std::vector<Cell>& cells, std::string_view bar) {
  std::string out;
  for (const Cell& cell : cells) {
    const std::string content = line_of(cell.content, Breaks::signs);
    out += bar;
    out += trim_front(content).empty() ? " " : content;
  }
  return out + std::string(bar);
}

std::string table_of(const Block& block) {
  std::string out = block.header.empty() ? std::string() : row_of(block.header, "||");
  for (const Row& row : block.rows) {
    if (!out.empty()) out += '\n';
    out += row_of(row.cells, "|");
  }
  return out;
}

std::vector<Inline> row_of_words(const std::vector<Cell>& cells) {
  std::vector<Inline> runs;
  for (const Cell& cell : cells) {
    if (!runs.empty()) runs.push_back(text(" | "));
    runs.insert(runs.end(), cell.content.begin(), cell.content.end());
  }
  return runs;
}

// A list is lines: an item's marks say how deep it stands, and lines without marks go on with the item above.
class ListWriter {
 public:
  std::string write(const Block& list) {
    append_list(list, "");
    return std::move(out_);
  }

 private:
  void append_list(const Block& list, const std::string& above) {
    const std::string marks = above + (list.ordered ? '#' : '*');
    for (const ListItem& item : list.items) {
      open_ = false;
      append_blocks(item.blocks, marks);
    }
  }

  // Of a list nothing is left where all that it holds are rules and empty sections.
  static bool shows(const Block& block) {
    const auto any = [](const std::vector<Block>& blocks) {
      return std::any_of(blocks.begin(), blocks.end(), shows);
    };
    if (block.kind == BlockKind::quote || block.kind == BlockKind::section) return any(block.blocks);
    if (block.kind == BlockKind::list)
      return std::any_of(block.items.begin(), block.items.end(),
                         [&](const ListItem& item) { return any(item.blocks); });
    return block.kind != BlockKind::rule;
  }

  void append_blocks(const std::vector<Block>& blocks, const std::string& marks) {
    for (const Block& block : blocks) append_block(block, marks);
  }

  void append_block(const Block& block, const std::string& marks) {
    switch (block.kind) {
      case BlockKind::paragraph:
        return append_line(line_of(block.content, Breaks::lines), marks);
      case BlockKind::heading:
        return append_line(line_of(bold(block.content), Breaks::lines), marks);
      case BlockKind::code:
        return append_line(code_of(block), marks);
      case BlockKind::table:
        if (!block.header.empty()) append_line(line_of(row_of_words(block.header), Breaks::signs), marks);
        for (const Row& row : block.rows) append_line(line_of(row_of_words(row.cells), Breaks::signs), marks);
        return;
      case BlockKind::list:
        if (!shows(block)) return;
        if (!open_) append_line("", marks);
        append_list(block, marks);
        // A line without marks would go on with the list's last item.
        open_ = false;
        return;
      case BlockKind::quote:
      case BlockKind::section:
        return append_blocks(block.blocks, marks);
      case BlockKind::rule:
        return;
    }
  }

  void append_line(const std::string& line, const std::string& marks) {
    if (!out_.empty()) out_ += '\n';
    if (!open_) out_ += marks + " ";
    out_ += line;
    open_ = true;
  }

  std::string out_{};
  bool open_ = false;  // the item has its line
};

// Blocks with blank lines between them.
class Writer {
 public:
  std::string write(const std::vector<Block>& blocks) {
    append(blocks, false);
    return std::move(out_);
  }

 private:
  void append(const std::vector<Block>& blocks, bool quoted) {
    for (const Block& block : blocks) append(block, quoted);
  }

  void append(const Block& block, bool quoted) {
    switch (block.kind) {
      case BlockKind::paragraph:
        return add(line_of(block.content, Breaks::lines));
      case BlockKind::heading:
        return add("h" + std::to_string(block.level) + ". " + line_of(block.content, Breaks::signs));
      case BlockKind::list:
        return add(ListWriter().write(block));
      case BlockKind::code:
        return add(code_of(block));
      case BlockKind::table:
        return add(table_of(block));
      case BlockKind::rule:
        return add("----");
      case BlockKind::quote:
        return quoted ? append(block.blocks, true) : append_quote(block);
      case BlockKind::section:
        if (!quoted) add("_" + common::section_start(block.id) + "_");
        append(block.blocks, quoted);
        if (!quoted) add("_" + common::section_end(block.id) + "_");
        return;
    }
  }

  void append_quote(const Block& block) {
    Writer inner;
    inner.append(block.blocks, true);
    if (!inner.out_.empty()) add("{quote}\n" + inner.out_ + "\n{quote}");
  }

  void add(const std::string& block) {
    if (block.empty()) return;
    if (!out_.empty()) out_ += "\n\n";
    out_ += block;
  }

  std::string out_{};
};

}  // namespace

std::string to_wiki(const RichText& document, std::size_t most) {
  const RichText tidied = common::tidy(document);
  std::string markup = Writer().write(tidied.blocks);
  // How much escaping a text needs is known only once it is written, so the room is made smaller until it
  // fits.
  std::size_t length = common::length(markup, LengthUnit::utf16);
  for (std::size_t room = most; length > most;) {
    markup = Writer().write(common::fit(tidied, room, LengthUnit::utf16).blocks);
    length = common::length(markup, LengthUnit::utf16);
    room = room * most / std::max(length, most + 1);
  }
  return markup;
}

}  // namespace itsm::jira
