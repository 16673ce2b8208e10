// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/config/node.hpp"
#include "host_stub/config/report.hpp"

// Typed reading. Each type has a function `read(Element, T&)`, found by argument-dependent look-up. The same
// functions describe what they would read, which is where the JSON Schemas for editors come from: a
// description visits every key once, without a document.
namespace itsm::host::config {

class Element {
 public:
  Element(const Node& node, Report& report) : node_(&node), report_(&report) {}
  static Element describing(Json& schema) { return Element(schema); }

  // True in a description, which gets this schema; there is no node to read then.
  bool describes(Json schema) const;
  bool is_description() const { return schema_ != nullptr; }
  Json& schema() const { return *schema_; }

  const Node& node() const { return *node_; }
  Report& report() const { return *report_; }
  Position at() const { return is_description() ? Position{} : node_->at; }
  std::string file() const { return is_description() ? std::string() : report_->file(); }

  void complain(std::string what) const { report_->complain(at(), std::move(what)); }
  // "expected a number, found `abc`"
  void expected(std::string_view what) const;
  // The text of a scalar; complains and answers null for anything else.
  const std::string* scalar(std::string_view expectation) const;

 private:
  explicit Element(Json& schema) : schema_(&schema) {}

  const Node* node_ = nullptr;
  Report* report_ = nullptr;
  Json* schema_ = nullptr;
};

// A word of a person in a message: short, on one line, between backticks.
std::string shown(std::string_view text);
// "; did you mean `severity`?" or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

void read(Element element, std::string& out);
void read(Element element, bool& out);
void read(Element element, std::int64_t& out);
void read(Element element, double& out);

// One of the given words; complains with the near match otherwise.
bool read_word(Element element, const std::vector<std::string>& words, std::string& out);

template <NamedEnum E>
void read(Element element, E& out) {
  std::vector<std::string> words;
  for (const auto& [value, name] : EnumNames<E>::names) words.emplace_back(name);
  std::string word;
  if (read_word(element, words, word)) out = *enum_from<E>(word);
}

template <class T>
void read(Element element, std::vector<T>& out) {
  if (element.is_description()) {
    Json items;
    T item{};
    read(Element::describing(items), item);
    element.schema() = {{"type", "array"}, {"items", std::move(items)}};
    return;
  }
  if (element.node().kind != NodeKind::list) return element.expected("a list");
  for (const Node& node : element.node().items) read(Element(node, element.report()), out.emplace_back());
}

// One value, or a list of them.
template <class T>
void read_one_or_many(Element element, std::vector<T>& out) {
  if (element.is_description()) {
    Json one;
    T item{};
    read(Element::describing(one), item);
    Json many = {{"type", "array"}, {"items", one}, {"minItems", 1}};
    element.schema() = {{"anyOf", Json::array({std::move(one), std::move(many)})}};
    return;
  }
  if (element.node().kind != NodeKind::list) return read(element, out.emplace_back());
  if (element.node().items.empty()) return element.expected("one value or a list of them");
  for (const Node& node : element.node().items) read(Element(node, element.report()), out.emplace_back());
}

// A whole number within these bounds.
struct Within {
  std::int64_t least;
  std::int64_t most;
  void operator()(Element element, std::int64_t& out) const;
};

// Reads a map key by key. Keys that nobody asked for are complained about when the reader goes away.
class MapReader {
 public:
  explicit MapReader(Element element);
  ~MapReader();
  MapReader(const MapReader&) = delete;
  MapReader& operator=(const MapReader&) = delete;

  // `about` is a sentence for the person who writes the file. `reader` is called as reader(Element, out).
  template <class T, class Reader>
  bool optional(std::string_view key, T& out, std::string_view about, Reader&& reader) {
    if (element_.is_description()) {
      Json schema;
      reader(Element::describing(schema), out);
      describe(key, std::move(schema), about, false);
      return false;
    }
    const Node* node = ask(key);
    if (node != nullptr) reader(Element(*node, element_.report()), out);
    return node != nullptr;
  }
  template <class T>
  bool optional(std::string_view key, T& out, std::string_view about) {
    return optional(key, out, about, [](Element element, T& value) { read(element, value); });
  }
  template <class T, class Reader>
  bool required(std::string_view key, T& out, std::string_view about, Reader&& reader) {
    const bool found = optional(key, out, about, std::forward<Reader>(reader));
    require(key, found);
    return found;
  }
  template <class T>
  bool required(std::string_view key, T& out, std::string_view about) {
    return required(key, out, about, [](Element element, T& value) { read(element, value); });
  }

  // Keys that are free within a pattern (a regular expression for the schema): reader(key, Element) for each
  // that begins with `prefix`.
  void each(std::string_view prefix, std::string_view about,
            const std::function<void(const std::string&, Element)>& reader);

  // A key of the format that this version does not execute: said so, rather than ignored.
  void not_yet(std::string_view key);

  bool has(std::string_view key) const;
  // False: what is read is no map, which has been complained about.
  bool is_readable() const { return readable_; }
  // Where a key stands, for complaints about how keys go together.
  Position at(std::string_view key) const;
  Element element() const { return element_; }
  void complain(std::string what) const { element_.complain(std::move(what)); }
  void complain_at(std::string_view key, std::string what) const {
    element_.report().complain(at(key), std::move(what));
  }
  // At a key of the map that is the value of `key`.
  void complain_at(std::string_view key, std::string_view inner, std::string what) const;

 private:
  const Node* ask(std::string_view key);
  void require(std::string_view key, bool found);
  void describe(std::string_view key, Json schema, std::string_view about, bool pattern);

  Element element_;
  bool readable_ = false;  // the node is a map
  std::vector<std::string> known_;
  std::vector<std::string> prefixes_;
  std::vector<std::string> not_yet_;
};

}  // namespace itsm::host::config
