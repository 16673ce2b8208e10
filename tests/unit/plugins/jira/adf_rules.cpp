// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/adf_rules.hpp"

#include <map>
#include <set>

namespace itsm::jira::testing {
namespace {

using Names = std::set<std::string>;

const Names kInline{"text", "hardBreak"};
const Names kInList{"paragraph", "bulletList", "orderedList", "codeBlock"};

// Which nodes a node may hold.
const std::map<std::string, Names> kChildren{
    {"doc",
     {"paragraph", "heading", "bulletList", "orderedList", "codeBlock", "blockquote", "table", "rule"}},
    {"paragraph", kInline},
    {"heading", kInline},
    {"codeBlock", {"text"}},
    {"bulletList", {"listItem"}},
    {"orderedList", {"listItem"}},
    {"listItem", kInList},
    {"blockquote", kInList},
    {"table", {"tableRow"}},
    {"tableRow", {"tableHeader", "tableCell"}},
    {"tableHeader", {"paragraph"}},
    {"tableCell", {"paragraph"}},
};
const Names kNeverEmpty{"bulletList", "orderedList", "listItem",    "blockquote",
                        "table",      "tableRow",    "tableHeader", "tableCell"};
const Names kMarks{"link", "code", "strong", "em", "strike"};

std::string marks_breach(const Json& marks) {
  Names seen;
  for (const Json& mark : marks) {
    const std::string type = mark.at("type");
    if (!kMarks.contains(type)) return "unknown mark " + type;
    if (!seen.insert(type).second) return "mark " + type + " twice";
    if (type == "link") {
      const std::string href = mark.at("attrs").at("href");
      const auto colon = href.find(':');
      std::string scheme = href.substr(0, colon);
      for (char& c : scheme) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      if (scheme != "https" && scheme != "http" && scheme != "mailto") return "link to " + href;
    } else if (mark.size() != 1) {
      return "members beside type in mark " + type;
    }
  }
  if (seen.contains("code"))
    for (const char* other : {"strong", "em", "strike"})
      if (seen.contains(other)) return std::string("mark code together with ") + other;
  return marks.empty() ? "empty marks" : "";
}

std::string text_breach(const Json& node, const std::string& parent) {
  const std::string text = node.at("text");
  if (text.empty()) return "empty text";
  if (parent == "codeBlock" && node.contains("marks")) return "marks inside code";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool line_end = c == '\n' && parent == "codeBlock";
    if ((byte < 0x20 && c != '\t' && !line_end) || byte == 0x7F) return "control character";
  }
  for (const auto& [name, value] : node.items())
    if (name != "type" && name != "text" && name != "marks") return "member " + name + " of a text";
  return node.contains("marks") ? marks_breach(node.at("marks")) : "";
}

std::string attributes_breach(const Json& node, const std::string& type) {
  const Json attributes = node.value("attrs", Json::object());
  if (type == "heading") {
    const int level = attributes.value("level", 0);
    return attributes.size() == 1 && level >= 1 && level <= 6 ? "" : "heading without a level from 1 to 6";
  }
  if (type == "codeBlock" && attributes.contains("language") && attributes.size() == 1) return "";
  return attributes.empty() ? "" : "unexpected attributes of " + type;
}

std::string breach_in(const Json& node, const std::string& parent, int lists) {
  const std::string type = node.at("type");
  if (type == "text") return text_breach(node, parent);
  if (type == "hardBreak" || type == "rule") return node.size() == 1 ? "" : "members of a " + type;
  const auto rule = kChildren.find(type);
  if (rule == kChildren.end()) return "unknown node " + type;
  if (std::string wrong = attributes_breach(node, type); !wrong.empty()) return wrong;
  const Json& content = node.at("content");
  if (content.empty() && kNeverEmpty.contains(type)) return "empty " + type;
  if (type == "listItem" && content.at(0).at("type") != "paragraph" &&
      content.at(0).at("type") != "codeBlock")
    return "a list item begins with " + content.at(0).at("type").get<std::string>();
  const int deeper = lists + (type == "bulletList" || type == "orderedList" ? 1 : 0);
  if (deeper > 6) return "lists deeper than the editor allows";
  std::size_t columns = 0;
  for (std::size_t i = 0; i < content.size(); ++i) {
    const std::string child = content[i].at("type");
    if (!rule->second.contains(child)) return child + " inside " + type;
    if (type == "table") {
      const std::size_t cells = content[i].at("content").size();
      if (columns != 0 && cells != columns) return "rows of different length";
      columns = cells;
    }
    if (std::string wrong = breach_in(content[i], type, deeper); !wrong.empty())
      return type + "[" + std::to_string(i) + "] " + wrong;
  }
  return "";
}

}  // namespace

std::string adf_breach(const Json& document) {
  if (document.value("type", "") != "doc" || document.value("version", 0) != 1)
    return "no document of version 1";
  for (const auto& [name, value] : document.items())
    if (name != "type" && name != "version" && name != "content")
      return "member " + name + " of the document";
  try {
    const std::string strict = document.dump();  // throws on broken UTF-8
    if (strict.empty()) return "nothing";
    return breach_in(document, "", 0);
  } catch (const Json::exception& misfit) {
    return misfit.what();
  }
}

std::string adf_text(const Json& node) {
  if (node.value("type", "") == "text") return node.at("text");
  if (node.value("type", "") == "hardBreak") return "\n";
  std::string out;
  if (node.contains("content"))
    for (const Json& child : node.at("content")) out += adf_text(child);
  return out;
}

}  // namespace itsm::jira::testing
