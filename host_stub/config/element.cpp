// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/element.hpp"

#include <algorithm>
#include <charconv>

#include "host_stub/core/near_match.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::config {
namespace {

std::string described(const Node& node) {
  switch (node.kind) {
    case NodeKind::nothing:
      return "nothing";
    case NodeKind::list:
      return "a list";
    case NodeKind::map:
      return "keys and values";
    case NodeKind::scalar:
      break;
  }
  return (node.quoted ? "the text " : "") + shown(node.text);
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// YAML 1.1 and yaml-cpp take 010 for 8; here it is neither 8 nor 10.
bool has_leading_zero(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

template <class Number>
bool read_number(Element element, std::string_view expectation, Number& out) {
  const Node& node = element.node();
  if (node.kind == NodeKind::scalar && !node.quoted) {
    const std::string& text = node.text;
    if (has_leading_zero(text)) {
      element.complain("expected " + std::string(expectation) + ", found " + shown(text) +
                       "; write it without leading zeros");
      return false;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    const bool plain = text.find_first_not_of("+-.0123456789eE") == std::string::npos;  // neither nan nor inf
    if (error == std::errc{} && end == text.data() + text.size() && plain) return true;
  }
  element.expected(expectation);
  return false;
}

}  // namespace

bool Element::describes(Json schema) const {
  if (schema_ == nullptr) return false;
  *schema_ = std::move(schema);
  return true;
}

void Element::expected(std::string_view what) const {
  complain("expected " + std::string(what) + ", found " + described(node()));
}

const std::string* Element::scalar(std::string_view expectation) const {
  if (node().kind == NodeKind::scalar) return &node().text;
  expected(expectation);
  return nullptr;
}

std::string shown(std::string_view text) {
  std::string line = shortened(text, 60);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return "`" + line + "`";
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const std::string_view near = nearest(word, known);
  return near.empty() ? std::string() : "; did you mean `" + std::string(near) + "`?";
}

void read(Element element, std::string& out) {
  if (element.describes({{"type", "string"}})) return;
  if (const std::string* text = element.scalar("text")) out = *text;
}

void read(Element element, bool& out) {
  if (element.describes({{"type", "boolean"}})) return;
  const Node& node = element.node();
  if (node.kind == NodeKind::scalar && !node.quoted) {
    const std::string word = to_lower(node.text);
    if (word == "true" || word == "yes") {
      out = true;
      return;
    }
    if (word == "false" || word == "no") {
      out = false;
      return;
    }
  }
  element.expected("true or false");
}

void read(Element element, std::int64_t& out) {
  if (element.describes({{"type", "integer"}})) return;
  read_number(element, "a whole number", out);
}

void read(Element element, double& out) {
  if (element.describes({{"type", "number"}})) return;
  read_number(element, "a number", out);
}

bool read_word(Element element, const std::vector<std::string>& words, std::string& out) {
  if (element.describes({{"type", "string"}, {"enum", words}})) return false;
  const std::string expectation = "one of " + joined(words);
  const std::string* text = element.scalar(expectation);
  if (text == nullptr) return false;
  if (!contains(words, *text)) {
    element.complain("expected " + expectation + ", found " + shown(*text) + did_you_mean(*text, words));
    return false;
  }
  out = *text;
  return true;
}

void Within::operator()(Element element, std::int64_t& out) const {
  if (element.describes({{"type", "integer"}, {"minimum", least}, {"maximum", most}})) return;
  std::int64_t value = 0;
  const std::string expectation =
      "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  if (!read_number(element, expectation, value)) return;
  if (value < least || value > most) return element.expected(expectation);
  out = value;
}

MapReader::MapReader(Element element) : element_(element) {
  if (element_.is_description()) {
    element_.schema() = {{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
    return;
  }
  readable_ = element_.node().kind == NodeKind::map;
  if (!readable_) element_.expected("keys and values");
}

MapReader::~MapReader() {
  if (!readable_) return;
  for (const Entry& entry : element_.node().entries) {
    if (contains(known_, entry.key)) continue;
    if (std::any_of(prefixes_.begin(), prefixes_.end(), [&](const std::string& prefix) {
          return entry.key.size() > prefix.size() && entry.key.starts_with(prefix);
        }))
      continue;
    std::string what = "unknown key " + shown(entry.key);
    if (contains(not_yet_, entry.key)) {
      what = shown(entry.key) + " is not available yet in this version; take it out";
    } else if (const std::string near = did_you_mean(entry.key, known_); !near.empty()) {
      what += near;
    } else {
      what += "; known here: " + joined(known_);
    }
    element_.report().complain(entry.at, std::move(what));
  }
}

const Node* MapReader::ask(std::string_view key) {
  known_.emplace_back(key);
  return readable_ ? element_.node().find(key) : nullptr;
}

void MapReader::require(std::string_view key, bool found) {
  if (element_.is_description()) {
    element_.schema()["required"].push_back(key);
  } else if (!found && readable_) {
    element_.complain("key `" + std::string(key) + "` is missing");
  }
}

void MapReader::describe(std::string_view key, Json schema, std::string_view about, bool pattern) {
  if (!about.empty()) schema["description"] = about;
  element_.schema()[pattern ? "patternProperties" : "properties"][std::string(key)] = std::move(schema);
}

void MapReader::each(std::string_view prefix, std::string_view about,
                     const std::function<void(const std::string&, Element)>& reader) {
  if (element_.is_description()) {
    Json schema;
    reader(std::string(prefix), Element::describing(schema));
    std::string pattern = "^";
    for (const char c : prefix) pattern += c == '.' ? std::string("\\.") : std::string(1, c);
    describe(pattern + ".+$", std::move(schema), about, true);
    return;
  }
  prefixes_.emplace_back(prefix);
  if (!readable_) return;
  for (const Entry& entry : element_.node().entries)
    if (entry.key.size() > prefix.size() && entry.key.starts_with(prefix) && !contains(known_, entry.key))
      reader(entry.key, Element(entry.value, element_.report()));
}

void MapReader::not_yet(std::string_view key) { not_yet_.emplace_back(key); }

bool MapReader::has(std::string_view key) const { return readable_ && element_.node().find(key) != nullptr; }

Position MapReader::at(std::string_view key) const {
  if (readable_)
    for (const Entry& entry : element_.node().entries)
      if (entry.key == key) return entry.at;
  return element_.at();
}

void MapReader::complain_at(std::string_view key, std::string_view inner, std::string what) const {
  const Node* value = readable_ ? element_.node().find(key) : nullptr;
  Position place = at(key);
  if (value != nullptr)
    for (const Entry& entry : value->entries)
      if (entry.key == inner) place = entry.at;
  element_.report().complain(place, std::move(what));
}

}  // namespace itsm::host::config
