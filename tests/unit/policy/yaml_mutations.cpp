// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/policy/yaml_mutations.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "host_stub/policy/placeholder.hpp"

namespace itsm::host::policy {
namespace {

using config::Entry;
using config::Node;
using config::NodeKind;

// Writes a tree one key a line and knows on which line a node came to stand.
class Writer {
 public:
  explicit Writer(const void* wanted) : wanted_(wanted) {}

  std::string take() { return std::move(text_); }
  int line() const { return found_; }

  // The document, a map.
  void write(const Node& document) { entries(document, ""); }

 private:
  static std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return out + "\"";
  }
  static std::string scalar(const std::string& text, bool in_quotes) {
    const bool plain =
        !in_quotes && !text.empty() && text.find_first_of(":#{}[],&*!|>'\"%@`") == std::string::npos;
    return plain ? text : quoted(text);
  }

  void mark(const void* node) {
    if (node == wanted_) found_ = static_cast<int>(std::count(text_.begin(), text_.end(), '\n')) + 1;
  }

  void entries(const Node& map, const std::string& indent) {
    for (std::size_t i = 0; i < map.entries.size(); ++i) {
      const Entry& entry = map.entries[i];
      if (i > 0) text_ += indent;
      if (i == 0) mark(&map);
      mark(&entry);
      text_ += scalar(entry.key, false) + ":";
      value(entry.value, indent);
    }
  }

  // Behind a key, up to the end of the line.
  void value(const Node& node, const std::string& indent) {
    if (node.kind == NodeKind::map && !node.entries.empty()) {
      text_ += "\n" + indent + "  ";
      entries(node, indent + "  ");
    } else if (node.kind == NodeKind::list && !node.items.empty()) {
      text_ += "\n";
      mark(&node);
      for (const Node& item : node.items) {
        text_ += indent + "  -";
        if (item.kind == NodeKind::map && !item.entries.empty()) {
          text_ += " ";
          entries(item, indent + "    ");
        } else {
          value(item, indent + "  ");
        }
      }
    } else {
      text_ += " ";
      mark(&node);
      leaf(node, indent);
      text_ += "\n";
    }
  }

  void leaf(const Node& node, const std::string& indent) {
    if (node.kind == NodeKind::map) {
      text_ += "{}";
    } else if (node.kind == NodeKind::list) {
      text_ += "[]";
    } else if (node.text.find('\n') != std::string::npos) {
      text_ += node.text.back() == '\n' ? "|" : "|-";
      std::size_t begin = 0;
      while (begin < node.text.size()) {
        const auto end = std::min(node.text.find('\n', begin), node.text.size());
        text_ += "\n" + (end > begin ? indent + "  " : std::string()) + node.text.substr(begin, end - begin);
        begin = end + 1;
      }
    } else if (node.kind == NodeKind::scalar) {
      text_ += scalar(node.text, node.quoted);
    }
  }

  const void* wanted_;
  std::string text_;
  int found_ = 0;
};

// Maps whose keys are the writer's own.
bool is_free(const std::string& key) { return key == "values" || key == "with"; }

// Keys whose value is one of the words that the format knows.
bool has_known_words(const std::string& key) {
  static const std::set<std::string> keys{"severity",
                                          "severity_at_least",
                                          "category",
                                          "finding",
                                          "direction",
                                          "owner",
                                          "group_by",
                                          "then",
                                          "do",
                                          "otherwise",
                                          "clock",
                                          "paused_in",
                                          "require_status",
                                          "comment_on_change",
                                          "close_when",
                                          "same",
                                          "never",
                                          "days",
                                          "max_classification"};
  return keys.contains(key);
}

bool is_required(const std::string& key) {
  static const std::set<std::string> keys{"policy",  "plugin", "route", "name",   "ticket",
                                          "project", "then",   "do",    "finding"};
  return keys.contains(key);
}

// Where something can go wrong in a document. The tree is not changed between collecting and slipping.
struct Places {
  std::vector<Entry*> keys{};
  std::vector<Node*> words{};
  std::vector<Node*> texts{};                             // with placeholders
  std::vector<std::pair<Node*, std::size_t>> required{};  // map, index of the entry
  std::vector<Node*> values{};
};

void collect(Node& node, const std::string& key, bool free, Places& out) {
  for (std::size_t i = 0; i < node.entries.size(); ++i) {
    Entry& entry = node.entries[i];
    if (!free && !entry.key.starts_with("custom.")) out.keys.push_back(&entry);
    if (!free && is_required(entry.key)) out.required.emplace_back(&node, i);
    out.values.push_back(&entry.value);
    collect(entry.value, entry.key, is_free(entry.key), out);
  }
  for (Node& item : node.items) collect(item, key, free, out);
  if (node.kind != NodeKind::scalar || free) return;
  if (has_known_words(key) && !node.text.starts_with("custom.")) out.words.push_back(&node);
  if (node.text.find("${") != std::string::npos) out.texts.push_back(&node);
}

template <class T>
T& any_of(std::vector<T>& list, std::mt19937& random) {
  if (list.empty()) throw std::runtime_error("a document without such a place");
  return list[random() % list.size()];
}

std::string slipped(const std::string& word, std::mt19937& random) {
  std::string out = word;
  const std::size_t at = random() % word.size();
  const char letter = static_cast<char>('a' + random() % 26);
  switch (random() % 4) {
    case 0:
      out.erase(at, 1);
      break;
    case 1:
      out.insert(at, 1, letter);
      break;
    case 2:
      out[at] = letter;
      break;
    default:
      if (at + 1 < word.size()) std::swap(out[at], out[at + 1]);
  }
  return out;
}

// Words that mean something: a slip that leads from one to another is none that a reader could see.
const std::set<std::string>& known_words() {
  static const std::set<std::string> words = [] {
    std::set<std::string> out;
    for (const Placeholder& placeholder : placeholders()) out.insert(placeholder.name);
    for (const auto& [value, name] : EnumNames<Severity>::names) out.emplace(name);
    for (const auto& [value, name] : EnumNames<FindingStatus>::names) out.emplace(name);
    for (const char* word : {"to", "do", "push", "pull", "both"}) out.emplace(word);
    return out;
  }();
  return words;
}

std::string typo_of(const std::string& word, std::mt19937& random) {
  for (;;) {
    const std::string typo = slipped(word, random);
    const bool is_custom = typo.starts_with("custom.");
    if (typo != word && !typo.empty() && !is_custom && !known_words().contains(typo)) return typo;
  }
}

// A slip in a placeholder; answers how many lines into the text it is.
int slip_in_text(Node& node, Mutation& out, std::mt19937& random) {
  std::vector<TemplatePart> parts;
  for (TemplatePart& part : split_placeholders(node.text))
    if (!part.placeholder.empty() && !part.placeholder.starts_with("custom."))
      parts.push_back(std::move(part));
  const TemplatePart& part = any_of(parts, random);
  out.original = part.placeholder;
  out.made = typo_of(part.placeholder, random);
  node.text.replace(part.offset + 2, part.placeholder.size(), out.made);
  const auto lines =
      std::count(node.text.begin(), node.text.begin() + static_cast<std::ptrdiff_t>(part.offset), '\n');
  return node.text.find('\n') == std::string::npos ? 0 : static_cast<int>(lines) + 1;
}

const void* make_typo(Places& places, Mutation& out, int& lines_below, std::mt19937& random) {
  const auto spoil = [&](std::string& word) {
    out.original = word;
    word = typo_of(word, random);
    out.made = word;
  };
  const std::size_t kind = random() % 3;
  if (kind == 1 && !places.words.empty()) {
    Node* node = any_of(places.words, random);
    spoil(node->text);
    return node;
  }
  if (kind == 2 && !places.texts.empty()) {
    Node* node = any_of(places.texts, random);
    lines_below = slip_in_text(*node, out, random);
    return node;
  }
  Entry* entry = any_of(places.keys, random);
  spoil(entry->key);
  return entry;
}

}  // namespace

std::string written(const Node& document) {
  Writer writer(nullptr);
  writer.write(document);
  return writer.take();
}

Mutation mutate(const Node& document, Slip slip, std::mt19937& random) {
  Node changed = document;
  Places places;
  collect(changed, "", false, places);
  Mutation out;
  out.slip = slip;
  const void* where = nullptr;
  int lines_below = 0;
  if (slip == Slip::typo) {
    where = make_typo(places, out, lines_below, random);
  } else if (slip == Slip::dropped_key) {
    const auto& [map, index] = any_of(places.required, random);
    out.made = "no " + map->entries[index].key;
    map->entries.erase(map->entries.begin() + static_cast<std::ptrdiff_t>(index));
    where = map;
  } else {
    Node* node = any_of(places.values, random);
    const bool was_map = node->kind == NodeKind::map;
    *node = {};
    node->kind = was_map ? NodeKind::scalar : NodeKind::map;
    node->text = "wrong";
    if (!was_map) node->entries.push_back({"wrong", {}, {NodeKind::scalar, {}, "kind", false, {}, {}}});
    out.made = was_map ? "a word for keys" : "keys for a value";
    where = node;
  }
  Writer writer(where);
  writer.write(changed);
  out.line = writer.line() + lines_below;
  out.text = writer.take();
  return out;
}

}  // namespace itsm::host::policy
