// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <memory>

#include <libxml/HTMLparser.h>

#include "plugins/common/document.hpp"
#include "plugins/manageengine/html.hpp"

namespace itsm::manageengine {
namespace {

// No editor nests as deep; a document that does is not worth a stack overflow.
constexpr int kDeepest = 60;

std::string_view name_of(const xmlNode& node) { return reinterpret_cast<const char*>(node.name); }

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string attribute(const xmlNode& node, const char* name) {
  const std::unique_ptr<xmlChar, void (*)(void*)> value(
      xmlGetNoNsProp(&node, reinterpret_cast<const xmlChar*>(name)), [](void* text) { xmlFree(text); });
  return value ? reinterpret_cast<const char*>(value.get()) : std::string();
}

std::string text_of(const xmlNode& node) {
  return node.content == nullptr ? std::string() : reinterpret_cast<const char*>(node.content);
}

// U+00A0 is what keeps blanks apart; as text it is a blank.
std::string without_hard_blanks(std::string text) {
  for (auto at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0", at + 1))
    text.replace(at, 2, " ");
  return text;
}

// All text below a node with its line ends, for code.
std::string raw_text(const xmlNode& node, int depth) {
  if (depth > kDeepest) return {};
  std::string out;
  for (const xmlNode* child = node.children; child != nullptr; child = child->next)
    out += child->type == XML_ELEMENT_NODE ? (name_of(*child) == "br" ? "\n" : raw_text(*child, depth + 1))
                                           : text_of(*child);
  return out;
}

// Collects runs into paragraphs, and blocks as they come.
class Reader {
 public:
  std::vector<Block> read(const xmlNode* parent, int depth) {
    children(parent, Inline{}, depth);
    end_paragraph();
    return std::move(blocks_);
  }

 private:
  void children(const xmlNode* parent, const Inline& marks, int depth) {
    if (parent == nullptr || depth > kDeepest) return;
    for (const xmlNode* node = parent->children; node != nullptr; node = node->next) {
      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        add_text(text_of(*node), marks);
      } else if (node->type == XML_ELEMENT_NODE) {
        element(*node, marks, depth + 1);
      }
    }
  }

  void element(const xmlNode& node, Inline marks, int depth) {
    static constexpr std::array<std::string_view, 5> kSilent{"script", "style", "head", "title", "template"};
    static constexpr std::array<std::string_view, 7> kLines{"p",      "div",    "section", "article",
                                                            "header", "footer", "address"};
    const std::string_view name = name_of(node);
    if (is_one_of(name, kSilent)) return;
    if (name == "br") return runs_.push_back({.kind = InlineKind::line_break});
    if (is_one_of(name, kLines)) return lines(node, marks, depth);
    if (is_block(name)) return block(node, name, depth);
    if (name == "img") return add_text(attribute(node, "alt"), marks);
    mark(node, name, marks);
    children(&node, marks, depth);
  }

  static void mark(const xmlNode& node, std::string_view name, Inline& marks) {
    if (name == "b" || name == "strong" || name == "th") marks.strong = true;
    if (name == "i" || name == "em") marks.emphasis = true;
    if (name == "s" || name == "strike" || name == "del") marks.strike = true;
    if (name == "code" || name == "tt" || name == "kbd") marks.code = true;
    if (name == "a") {
      marks.href = attribute(node, "href");
      if (!marks.href.empty()) marks.kind = InlineKind::link;
    }
  }

  static bool is_block(std::string_view name) {
    static constexpr std::array<std::string_view, 7> kBlocks{"ul",    "ol", "pre", "blockquote",
                                                             "table", "hr", "li"};
    return is_one_of(name, kBlocks) || is_heading(name);
  }
  static bool is_heading(std::string_view name) {
    return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
  }

  void lines(const xmlNode& node, const Inline& marks, int depth) {
    end_paragraph();
    children(&node, marks, depth);
    end_paragraph();
  }

  void block(const xmlNode& node, std::string_view name, int depth) {
    end_paragraph();
    Block out;
    if (name == "hr") {
      out.kind = BlockKind::rule;
    } else if (name == "pre") {
      out.kind = BlockKind::code;
      out.text = without_hard_blanks(raw_text(node, depth));
    } else if (name == "blockquote") {
      out.kind = BlockKind::quote;
      out.blocks = Reader().read(&node, depth);
    } else if (name == "ul" || name == "ol") {
      out = list(node, name == "ol", depth);
    } else if (name == "table") {
      out = table(node, depth);
    } else if (is_heading(name)) {
      out.kind = BlockKind::heading;
      out.level = name[1] - '0';
      out.content = common::runs_of(Reader().read(&node, depth));
    } else {
      return lines(node, Inline{}, depth);  // an item outside of any list
    }
    blocks_.push_back(std::move(out));
  }

  static Block list(const xmlNode& node, bool ordered, int depth) {
    Block out;
    out.kind = BlockKind::list;
    out.ordered = ordered;
    for (const xmlNode* child = node.children; child != nullptr; child = child->next)
      if (child->type == XML_ELEMENT_NODE) out.items.push_back({Reader().read(child, depth + 1)});
    return out;
  }

  static Block table(const xmlNode& node, int depth) {
    Block out;
    out.kind = BlockKind::table;
    add_rows(node, out, depth);
    return out;
  }

  static void add_rows(const xmlNode& node, Block& table, int depth) {
    if (depth > kDeepest) return;
    for (const xmlNode* child = node.children; child != nullptr; child = child->next) {
      if (child->type != XML_ELEMENT_NODE) continue;
      if (name_of(*child) != "tr") {
        add_rows(*child, table, depth + 1);  // thead, tbody
        continue;
      }
      bool all_titles = true;
      std::vector<Cell> cells;
      for (const xmlNode* cell = child->children; cell != nullptr; cell = cell->next) {
        if (cell->type != XML_ELEMENT_NODE) continue;
        all_titles = all_titles && name_of(*cell) == "th";
        cells.push_back({common::runs_of(Reader().read(cell, depth + 2))});
      }
      if (all_titles && table.header.empty() && table.rows.empty()) {
        table.header = std::move(cells);
      } else {
        table.rows.push_back({std::move(cells)});
      }
    }
  }

  // Blanks and line ends are one blank, as a browser shows them.
  void add_text(const std::string& text, const Inline& marks) {
    Inline run = marks;
    bool blank = runs_.empty() || runs_.back().kind == InlineKind::line_break ||
                 (!runs_.back().text.empty() && runs_.back().text.back() == ' ');
    for (const char c : text) {
      if (is_blank(c)) {
        if (!blank) run.text += ' ';
        blank = true;
      } else {
        run.text += c;
        blank = false;
      }
    }
    if (!run.text.empty()) runs_.push_back(std::move(run));
  }

  void end_paragraph() {
    while (!runs_.empty() && runs_.back().kind == InlineKind::line_break) runs_.pop_back();
    if (!runs_.empty()) {
      std::string& last = runs_.back().text;
      while (!last.empty() && last.back() == ' ') last.pop_back();
    }
    for (Inline& run : runs_) run.text = without_hard_blanks(std::move(run.text));
    if (!runs_.empty()) blocks_.push_back(paragraph(std::exchange(runs_, {})));
  }

  std::vector<Block> blocks_{};
  std::vector<Inline> runs_{};
};

}  // namespace

RichText from_html(std::string_view html) {
  if (html.empty()) return {};
  constexpr int kQuietly = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
  const std::string whole = "<html><body>" + std::string(html) + "</body></html>";
  const std::unique_ptr<xmlDoc, void (*)(xmlDoc*)> document(
      htmlReadMemory(whole.data(), static_cast<int>(whole.size()), nullptr, "UTF-8", kQuietly), &xmlFreeDoc);
  if (!document) return {};
  std::vector<Block> read;
  for (const xmlNode* node = document->children; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    std::vector<Block> more = Reader().read(node, 0);
    read.insert(read.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return common::tidy(common::fold_sections({std::move(read)}));
}

}  // namespace itsm::manageengine
