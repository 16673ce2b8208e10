// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/handlers.hpp"
#include "tests/simulators/jira/writes.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::size_t kPropertyLimit = 32'768;

struct Place {
  Issue& issue;
  Comment& comment;
};

// Comments are named below their issue, or by their id alone.
Place require_comment(const Call& call, const std::string& id, Issue* issue) {
  if (issue != nullptr) {
    if (auto* comment = find_comment(*issue, id)) return {*issue, *comment};
  } else {
    for (const auto& [number, candidate] : call.site.issues()) {
      auto& found = *call.site.find(std::to_string(number));
      auto* comment = find_comment(found, id);
      if (comment != nullptr && call.site.may_see(call.caller, found)) return {found, *comment};
    }
  }
  throw refusal(404, "Can not find a comment for the id: " + id + ".");
}

void require_right(const Call& call, const Place& place, const std::string& verb) {
  const auto& project = call.site.project_of(place.issue);
  const bool own = place.comment.author == call.caller->account_id;
  if (call.site.may(call.caller, project, verb + "_ALL_COMMENTS") ||
      (own && call.site.may(call.caller, project, verb + "_OWN_COMMENTS")))
    return;
  throw refusal(403, "You do not have the permission to " + lower(verb) + " this comment.");
}

Json read_visibility(const Json& body) {
  const auto visibility = body.value("visibility", Json());
  if (visibility.is_null()) return visibility;
  const auto type = visibility.is_object() ? visibility.value("type", std::string()) : std::string();
  if (type != "role" && type != "group")
    throw field_refusal("commentLevel", "Visibility must be of type 'role' or 'group'.");
  return visibility;
}

// [{"key": "sd.public.comment", "value": {"internal": true}}]
std::map<std::string, Json> read_properties(const Json& body) {
  std::map<std::string, Json> out;
  for (const auto& property : body.value("properties", Json::array())) {
    if (!property.is_object() || !property.contains("value")) throw bad_payload();
    out[property.at("key").get<std::string>()] = property["value"];
  }
  return out;
}

void note_change(const Call& call, Issue& issue, Comment& comment) {
  comment.updated = call.site.now();
  comment.update_author = call.caller->account_id;
  call.site.changed(issue, {}, {});
  call.site.tell({EventKind::comment_updated, issue, call.caller->account_id, nullptr, &comment});
}

// With the properties, which Data Center shows to those who ask for them.
Json shown(const Call& call, const Issue& issue, const Comment& comment) {
  auto out = call.view().comment(issue, comment);
  const auto wanted = split(call.request.parameter("expand").value_or(""), ',');
  if (std::find(wanted.begin(), wanted.end(), "properties") == wanted.end()) return out;
  out["properties"] = Json::array();
  for (const auto& [key, value] : comment.properties)
    out["properties"].push_back({{"key", key}, {"value", value}});
  return out;
}

}  // namespace

Comment* find_comment(Issue& issue, const std::string& id) {
  for (auto& comment : issue.comments)
    if (comment.id == id) return &comment;
  return nullptr;
}

void rewrite_comment(const Call& call, Issue& issue, Comment& comment, Json body) {
  comment.body = std::move(body);
  note_change(call, issue, comment);
}

void erase_comment(const Call& call, Issue& issue, const std::string& id) {
  const auto gone = *find_comment(issue, id);
  std::erase_if(issue.comments, [&](const Comment& comment) { return comment.id == id; });
  call.site.changed(issue, {}, {});
  call.site.tell({EventKind::comment_deleted, issue, call.caller->account_id, nullptr, &gone});
}

Answer get_comments(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  const auto order = call.request.parameter("orderBy").value_or("created");
  if (order != "created" && order != "+created" && order != "-created")
    throw refusal(400, "'" + order + "' is not a valid value for orderBy.");
  std::vector<Json> comments;
  for (const auto& comment : issue.comments) comments.push_back(shown(call, issue, comment));
  if (order == "-created") std::reverse(comments.begin(), comments.end());
  return json_answer(200, page(call, "comments", comments, page_bounds(call, 100, 100)));
}

Answer get_comment(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  for (const auto& comment : issue.comments)
    if (comment.id == call.captures[1]) return json_answer(200, shown(call, issue, comment));
  throw refusal(404, "Can not find a comment for the id: " + call.captures[1] + ".");
}

Answer create_comment(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  if (!call.site.may(call.caller, call.site.project_of(issue), "ADD_COMMENTS"))
    throw refusal(403, "You do not have the permission to comment on this issue.");
  const auto body = call.body();
  auto document = read_comment_body(call, body.value("body", Json()));
  auto properties = read_properties(body);
  add_comment(call.site, issue, call.caller->account_id, std::move(document), read_visibility(body),
              std::move(properties));
  return json_answer(201, call.view().comment(issue, issue.comments.back()));
}

Answer change_comment(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  const auto place = require_comment(call, call.captures[1], &issue);
  require_right(call, place, "EDIT");
  const auto body = call.body();
  auto document = read_comment_body(call, body.value("body", Json()));
  if (body.contains("visibility")) place.comment.visibility = read_visibility(body);
  for (auto& [key, value] : read_properties(body)) place.comment.properties[key] = std::move(value);
  rewrite_comment(call, issue, place.comment, std::move(document));
  return json_answer(200, call.view().comment(issue, place.comment));
}

Answer delete_comment(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  const auto place = require_comment(call, call.captures[1], &issue);
  require_right(call, place, "DELETE");
  erase_comment(call, issue, place.comment.id);
  return empty_answer(204);
}

Answer get_comment_property_keys(const Call& call) {
  const auto place = require_comment(call, call.captures[0], nullptr);
  auto keys = Json::array();
  for (const auto& [key, value] : place.comment.properties)
    keys.push_back(
        {{"key", key}, {"self", call.view().self("comment/" + place.comment.id + "/properties/" + key)}});
  return json_answer(200, {{"keys", std::move(keys)}});
}

Answer get_comment_property(const Call& call) {
  const auto place = require_comment(call, call.captures[0], nullptr);
  const auto found = place.comment.properties.find(call.captures[1]);
  if (found == place.comment.properties.end())
    throw refusal(404, "The property with key '" + call.captures[1] + "' does not exist.");
  return json_answer(200, {{"key", found->first}, {"value", found->second}});
}

Answer set_comment_property(const Call& call) {
  const auto place = require_comment(call, call.captures[0], nullptr);
  require_right(call, place, "EDIT");
  const auto value = Json::parse(call.request.body, nullptr, false);
  if (value.is_discarded()) throw refusal(400, "The property value is not valid JSON.");
  if (call.request.body.size() > kPropertyLimit || call.captures[1].size() > 255)
    throw refusal(400, "The property value cannot be longer than 32768 characters.");
  const bool is_new = place.comment.properties.insert_or_assign(call.captures[1], value).second;
  note_change(call, place.issue, place.comment);
  return json_answer(is_new ? 201 : 200, Json::object());
}

Answer delete_comment_property(const Call& call) {
  const auto place = require_comment(call, call.captures[0], nullptr);
  require_right(call, place, "EDIT");
  if (place.comment.properties.erase(call.captures[1]) == 0)
    throw refusal(404, "The property with key '" + call.captures[1] + "' does not exist.");
  note_change(call, place.issue, place.comment);
  return empty_answer(204);
}

}  // namespace itsm::simulators::jira
