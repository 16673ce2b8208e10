// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/adf.hpp"

#include <map>
#include <set>
#include <string_view>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators::jira {
namespace {

using Names = std::set<std::string_view>;

const Names kInline{"text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status"};
const Names kItem{"paragraph", "bulletList", "orderedList", "codeBlock", "mediaSingle", "taskList"};
const Names kCell{"paragraph",  "heading",      "bulletList", "orderedList", "codeBlock",
                  "blockquote", "panel",        "rule",       "mediaSingle", "mediaGroup",
                  "taskList",   "decisionList", "blockCard",  "nestedExpand"};
const Names kTop{"paragraph",    "heading", "bulletList", "orderedList",  "codeBlock",  "blockquote",
                 "panel",        "rule",    "table",      "mediaSingle",  "mediaGroup", "taskList",
                 "decisionList", "expand",  "blockCard",  "layoutSection"};

struct NodeRule {
  Names children{};
  bool may_be_empty = true;
  Names required_attributes{};
  bool unmarked_text = false;
};

const std::map<std::string_view, NodeRule>& rules() {
  static const std::map<std::string_view, NodeRule> table{
      {"doc", {kTop}},
      {"paragraph", {kInline}},
      {"heading", {kInline, true, {"level"}}},
      {"codeBlock", {{"text"}, true, {}, true}},
      {"blockquote", {{"paragraph", "bulletList", "orderedList", "codeBlock", "mediaSingle"}, false}},
      {"bulletList", {{"listItem"}, false}},
      {"orderedList", {{"listItem"}, false}},
      {"listItem", {kItem, false}},
      {"panel",
       {{"paragraph", "heading", "bulletList", "orderedList", "codeBlock", "rule", "taskList", "blockCard"},
        false,
        {"panelType"}}},
      {"table", {{"tableRow"}, false}},
      {"tableRow", {{"tableCell", "tableHeader"}, false}},
      {"tableCell", {kCell, false}},
      {"tableHeader", {kCell, false}},
      {"expand", {kTop, false}},
      {"nestedExpand", {kCell, false}},
      {"taskList", {{"taskItem", "taskList"}, false, {"localId"}}},
      {"taskItem", {kInline, true, {"localId", "state"}}},
      {"decisionList", {{"decisionItem"}, false, {"localId"}}},
      {"decisionItem", {kInline, true, {"localId", "state"}}},
      {"layoutSection", {{"layoutColumn"}, false}},
      {"layoutColumn", {kTop, false, {"width"}}},
      {"mediaSingle", {{"media", "caption"}, false}},
      {"mediaGroup", {{"media"}, false}},
      {"caption", {kInline}},
      {"media", {{}, true, {"type"}}},
      {"rule", {}},
      {"hardBreak", {}},
      {"mention", {{}, true, {"id"}}},
      {"emoji", {{}, true, {"shortName"}}},
      {"inlineCard", {{}, true, {}}},
      {"blockCard", {{}, true, {}}},
      {"date", {{}, true, {"timestamp"}}},
      {"status", {{}, true, {"text", "color"}}},
      {"text", {}},
  };
  return table;
}

const Names kMarks{
    "strong",          "em",     "code",       "strike",    "underline",   "link",     "textColor",
    "backgroundColor", "subsup", "annotation", "alignment", "indentation", "breakout", "border"};

std::optional<std::string> text_fault(const Json& node, const std::string& path, bool unmarked) {
  const auto text = node.find("text");
  if (text == node.end() || !text->is_string()) return path + ": a text node has no text";
  if (text->get_ref<const std::string&>().empty()) return path + ": a text node is empty";
  const auto marks = node.find("marks");
  if (marks == node.end()) return std::nullopt;
  if (!marks->is_array()) return path + "/marks: not a list";
  if (unmarked && !marks->empty()) return path + "/marks: marks are not allowed here";
  bool code = false;
  bool other = false;
  for (const auto& mark : *marks) {
    const auto type = mark.is_object() ? mark.value("type", std::string()) : std::string();
    if (!kMarks.contains(type)) return path + "/marks: unknown mark '" + type + "'";
    if (type == "link" &&
        (!mark.contains("attrs") || !mark["attrs"].contains("href") || !mark["attrs"]["href"].is_string()))
      return path + "/marks: a link without href";
    code = code || type == "code";
    other = other || (type != "code" && type != "link" && type != "annotation");
  }
  if (code && other) return path + "/marks: code stands with no other mark than link";
  return std::nullopt;
}

std::optional<std::string> node_fault(const Json& node, const std::string& path, const NodeRule& parent) {
  if (!node.is_object()) return path + ": not a node";
  const auto type = node.value("type", Json());
  if (!type.is_string()) return path + ": a node without type";
  const auto name = type.get<std::string>();
  const auto rule = rules().find(name);
  if (rule == rules().end()) return path + ": unknown node '" + name + "'";
  if (!parent.children.contains(name)) return path + ": '" + name + "' is not allowed here";
  const bool is_text = name == "text";
  for (const auto& [key, value] : node.items()) {
    const bool known =
        key == "type" || key == "attrs" || key == "marks" || (is_text ? key == "text" : key == "content");
    if (!known) return path + ": unknown member '" + key + "'";
  }
  if (is_text) return text_fault(node, path, parent.unmarked_text);
  const auto attributes = node.value("attrs", Json::object());
  if (!attributes.is_object()) return path + "/attrs: not an object";
  for (const auto& attribute : rule->second.required_attributes)
    if (!attributes.contains(attribute)) return path + "/attrs: '" + std::string(attribute) + "' is missing";
  if (name == "heading") {
    const auto& level = attributes["level"];
    if (!level.is_number_integer() || level < 1 || level > 6) return path + "/attrs: level is not 1 to 6";
  }
  const auto content = node.value("content", Json::array());
  if (!content.is_array()) return path + "/content: not a list";
  if (content.empty() && !rule->second.may_be_empty) return path + ": '" + name + "' is empty";
  for (std::size_t i = 0; i < content.size(); ++i)
    if (auto fault = node_fault(content[i], path + "/content/" + std::to_string(i), rule->second))
      return fault;
  return std::nullopt;
}

void append_text(const Json& node, std::string& out) {
  const auto type = node.value("type", std::string());
  if (type == "text") out += node.value("text", std::string());
  if (type == "hardBreak") out += '\n';
  if (!node.contains("content")) return;
  for (const auto& child : node["content"]) append_text(child, out);
  const bool block = type == "paragraph" || type == "heading" || type == "codeBlock";
  if (block && !out.empty()) out += '\n';
}

}  // namespace

std::optional<std::string> document_fault(const Json& document) {
  if (!document.is_object() || document.value("type", Json()) != "doc") return "not a document";
  if (document.value("version", Json()) != 1) return "/version: not 1";
  if (!document.contains("content") || !document["content"].is_array()) return "/content: not a list";
  auto node = document;
  node.erase("version");
  const NodeRule root{{"doc"}};
  return node_fault(node, "", root);
}

std::string plain_text(const Json& document) {
  if (document.is_string()) return document.get<std::string>();
  std::string out;
  append_text(document, out);
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

Json document_from(const std::string& text) {
  auto content = Json::array();
  for (const auto& line : split(text, '\n')) {
    content.push_back(
        {{"type", "paragraph"}, {"content", Json::array({Json{{"type", "text"}, {"text", line}}})}});
  }
  return {{"type", "doc"}, {"version", 1}, {"content", std::move(content)}};
}

}  // namespace itsm::simulators::jira
