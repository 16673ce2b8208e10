// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/markdown.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <string>

#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

constexpr int kMaxDepth = 8;

struct FreeNode {
  void operator()(cmark_node* node) const noexcept { cmark_node_free(node); }
};
struct FreeParser {
  void operator()(cmark_parser* parser) const noexcept { cmark_parser_free(parser); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const noexcept { cmark_iter_free(iterator); }
};
using OwnedNode = std::unique_ptr<cmark_node, FreeNode>;

std::string literal(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? std::string() : std::string(text);
}

bool is_type(cmark_node* node, cmark_node_type type) { return cmark_node_get_type(node) == type; }

// Extensions have no public constants for their nodes.
bool is_extension(cmark_node* node, std::string_view name) {
  return cmark_node_get_type_string(node) == name;
}

// The runs of everything below a node, line by line where blocks meet. Iterative: emphasis can be nested as
// deep as the text is long.
class InlineCollector {
 public:
  std::vector<Inline> collect(cmark_node* root) {
    const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(root));
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
      cmark_node* node = cmark_iter_get_node(iterator.get());
      if (node != root) visit(node, event == CMARK_EVENT_ENTER);
    }
    return std::move(runs_);
  }

 private:
  void visit(cmark_node* node, bool entering) {
    const int step = entering ? 1 : -1;
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_STRONG) {
      strong_ += step;
    } else if (type == CMARK_NODE_EMPH) {
      emphasis_ += step;
    } else if (is_extension(node, "strikethrough")) {
      strike_ += step;
    } else if (type == CMARK_NODE_LINK) {
      const char* target = cmark_node_get_url(node);
      href_ = entering && target != nullptr ? target : "";
    } else if (type == CMARK_NODE_LINEBREAK || (type == CMARK_NODE_PARAGRAPH && !entering)) {
      runs_.push_back(Inline{.kind = InlineKind::line_break});
    } else if (type == CMARK_NODE_SOFTBREAK) {
      add(" ", false);
    } else if (type == CMARK_NODE_CODE) {
      add(literal(node), true);
    } else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_HTML_INLINE) {
      add(literal(node), false);
    } else if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) {
      add(literal(node), type == CMARK_NODE_CODE_BLOCK);
    }
  }

  void add(std::string text, bool code) {
    Inline run;
    run.kind = href_.empty() ? InlineKind::text : InlineKind::link;
    run.href = href_;
    run.strong = strong_ > 0;
    run.emphasis = emphasis_ > 0;
    run.strike = strike_ > 0;
    run.code = code;
    if (!runs_.empty()) {
      Inline& last = runs_.back();
      if (last.kind == run.kind && last.href == run.href && last.strong == run.strong &&
          last.emphasis == run.emphasis && last.strike == run.strike && last.code == run.code) {
        last.text += text;
        return;
      }
    }
    run.text = std::move(text);
    runs_.push_back(std::move(run));
  }

  std::vector<Inline> runs_;
  std::string href_;
  int strong_ = 0;
  int emphasis_ = 0;
  int strike_ = 0;
};

std::vector<Inline> inlines(cmark_node* node) { return InlineCollector().collect(node); }

// Lines of text that is not Markdown: HTML.
Block lines_as_paragraph(const std::string& text) {
  Block block;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (begin != 0) block.content.push_back(Inline{.kind = InlineKind::line_break});
    block.content.push_back(itsm::text(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return block;
}

Block table(cmark_node* node) {
  Block block;
  block.kind = BlockKind::table;
  for (cmark_node* row = cmark_node_first_child(node); row != nullptr; row = cmark_node_next(row)) {
    std::vector<Cell> cells;
    for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr; cell = cmark_node_next(cell))
      cells.push_back({inlines(cell)});
    if (row == cmark_node_first_child(node)) {
      block.header = std::move(cells);
    } else {
      block.rows.push_back({std::move(cells)});
    }
  }
  return block;
}

std::vector<Block> children(cmark_node* parent, int depth);

Block list(cmark_node* node, int depth) {
  Block block;
  block.kind = BlockKind::list;
  block.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  for (cmark_node* item = cmark_node_first_child(node); item != nullptr; item = cmark_node_next(item))
    block.items.push_back({children(item, depth + 1)});
  return block;
}

Block convert(cmark_node* node, int depth) {
  Block block;
  if (is_type(node, CMARK_NODE_HEADING)) {
    block.kind = BlockKind::heading;
    block.level = cmark_node_get_heading_level(node);
    block.content = inlines(node);
  } else if (is_type(node, CMARK_NODE_CODE_BLOCK)) {
    block.kind = BlockKind::code;
    const char* language = cmark_node_get_fence_info(node);
    if (language != nullptr) block.language = language;
    block.text = literal(node);
  } else if (is_type(node, CMARK_NODE_HTML_BLOCK)) {
    block = lines_as_paragraph(literal(node));
  } else if (is_type(node, CMARK_NODE_THEMATIC_BREAK)) {
    block.kind = BlockKind::rule;
  } else if (is_extension(node, "table")) {
    block = table(node);
  } else if (is_type(node, CMARK_NODE_LIST) && depth < kMaxDepth) {
    block = list(node, depth);
  } else if (is_type(node, CMARK_NODE_BLOCK_QUOTE) && depth < kMaxDepth) {
    block.kind = BlockKind::quote;
    block.blocks = children(node, depth + 1);
  } else {
    block.content = inlines(node);  // a paragraph, or what is nested too deep
  }
  return block;
}

std::vector<Block> children(cmark_node* parent, int depth) {
  std::vector<Block> blocks;
  for (cmark_node* node = cmark_node_first_child(parent); node != nullptr; node = cmark_node_next(node))
    blocks.push_back(convert(node, depth));
  return blocks;
}

bool is_safe_target(const std::string& href) {
  const std::string start = to_lower(std::string_view(href).substr(0, 8));
  const bool known =
      start.starts_with("https://") || start.starts_with("http://") || start.starts_with("mailto:");
  return known && std::none_of(href.begin(), href.end(), [](char c) {
           return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == '"' || c == '<' || c == '>' ||
                  c == '\\';
         });
}

void make_runs_safe(std::vector<Inline>& runs) {
  for (Inline& run : runs) {
    run.text = clean_text(run.text);
    std::replace(run.text.begin(), run.text.end(), '\n', ' ');
    if (run.kind == InlineKind::link && !is_safe_target(run.href)) run.kind = InlineKind::text;
    if (run.kind != InlineKind::link) run.href.clear();
    if (run.kind == InlineKind::link && run.text.empty()) run.text = run.href;
  }
  std::erase_if(runs, [](const Inline& run) { return run.kind == InlineKind::text && run.text.empty(); });
  const auto is_break = [](const Inline& run) { return run.kind == InlineKind::line_break; };
  while (!runs.empty() && is_break(runs.back())) runs.pop_back();
  runs.erase(runs.begin(), std::find_if_not(runs.begin(), runs.end(), is_break));
}

bool is_empty(const Block& block) {
  switch (block.kind) {
    case BlockKind::paragraph:
    case BlockKind::heading:
      return std::all_of(block.content.begin(), block.content.end(), [](const Inline& run) {
        return run.kind != InlineKind::link && trimmed(run.text).empty();
      });
    case BlockKind::list:
      return block.items.empty();
    case BlockKind::code:
      return trimmed(block.text).empty();
    case BlockKind::quote:
    case BlockKind::section:
      return block.blocks.empty();
    case BlockKind::table:
      return block.header.empty();
    case BlockKind::rule:
      return false;
  }
  return false;
}

void make_block_safe(Block& block) {
  make_runs_safe(block.content);
  make_safe(block.blocks);
  block.text = clean_text(block.text);
  while (block.text.ends_with('\n')) block.text.pop_back();
  block.language = to_lower(block.language.substr(0, block.language.find_first_of(" \t,{")));
  if (block.language.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+-#_.") != std::string::npos)
    block.language.clear();
  for (ListItem& item : block.items) make_safe(item.blocks);
  std::erase_if(block.items, [](const ListItem& item) { return item.blocks.empty(); });
  for (Cell& cell : block.header) make_runs_safe(cell.content);
  for (Row& row : block.rows) {
    row.cells.resize(block.header.size());
    for (Cell& cell : row.cells) make_runs_safe(cell.content);
  }
}

}  // namespace

std::vector<Block> parse_markdown(std::string_view source) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  for (const char* name : {"table", "strikethrough"})
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  const std::string clean = clean_text(source);
  cmark_parser_feed(parser.get(), clean.data(), clean.size());
  const OwnedNode document(cmark_parser_finish(parser.get()));
  // A name such as ${group.count_suffix} arrives in pieces, '_' being a mark of emphasis.
  cmark_consolidate_text_nodes(document.get());
  return children(document.get(), 0);
}

void make_safe(std::vector<Block>& blocks) {
  for (Block& block : blocks) make_block_safe(block);
  std::erase_if(blocks, [](const Block& block) { return is_empty(block); });
}

}  // namespace itsm::host::policy
