// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/handlers.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::size_t kGlobalIdLimit = 255;

Issue& issue_named(const Call& call, const Json& body, const char* member) {
  const auto value = body.value(member, Json::object());
  if (!value.is_object()) throw bad_payload();
  return call.site.require(call.caller, value.value("key", value.value("id", std::string())));
}

Json remote_link_document(const Call& call, const Issue& issue, const RemoteLink& link) {
  auto out = link.body;
  out["id"] = std::stoll(link.id);
  out["self"] = call.view().self("issue/" + std::to_string(issue.id) + "/remotelink/" + link.id);
  if (!link.global_id.empty()) out["globalId"] = link.global_id;
  return out;
}

void require_link_right(const Call& call, const Issue& issue) {
  if (!call.site.may(call.caller, call.site.project_of(issue), "LINK_ISSUES"))
    throw refusal(403, "You do not have permission to link issues in this project.");
}

}  // namespace

Answer get_link_types(const Call& call) {
  auto list = Json::array();
  for (const auto& [id, type] : call.site.world().link_types) list.push_back(call.view().link_type(type));
  return json_answer(200, {{"issueLinkTypes", std::move(list)}});
}

Answer create_link(const Call& call) {
  const auto body = call.body();
  const auto wanted = body.value("type", Json::object());
  if (!wanted.is_object()) throw bad_payload();
  const LinkType* type = nullptr;
  for (const auto& [id, candidate] : call.site.world().link_types)
    if (wanted.value("id", "") == id || same_word(wanted.value("name", ""), candidate.name))
      type = &candidate;
  if (type == nullptr)
    throw refusal(404, "No issue link type with name '" + wanted.value("name", std::string()) + "' found.");
  auto& inward = issue_named(call, body, "inwardIssue");
  auto& outward = issue_named(call, body, "outwardIssue");
  require_link_right(call, inward);
  require_link_right(call, outward);
  call.site.add_link(type->id, inward, outward, call.caller->account_id);
  if (body.contains("comment") && !body["comment"].is_null())
    add_comment(call.site, inward, call.caller->account_id,
                read_comment_body(call, body["comment"].value("body", Json())));
  return empty_answer(201);
}

namespace {

const IssueLink& require_link(const Call& call) {
  const auto* link = call.site.find_link(call.captures[0]);
  const auto* from = link == nullptr ? nullptr : call.site.find(std::to_string(link->inward));
  if (from == nullptr || !call.site.may_see(call.caller, *from))
    throw refusal(404, "No issue link with id '" + call.captures[0] + "' exists.");
  return *link;
}

}  // namespace

Answer get_link(const Call& call) {
  const auto& link = require_link(call);
  const auto view = call.view();
  const auto end = [&](std::uint64_t id) { return view.linked(*call.site.find(std::to_string(id))); };
  return json_answer(200, {{"id", link.id},
                           {"self", view.self("issueLink/" + link.id)},
                           {"type", view.link_type(call.site.world().link_types.at(link.type))},
                           {"inwardIssue", end(link.inward)},
                           {"outwardIssue", end(link.outward)}});
}

Answer delete_link(const Call& call) {
  const auto& link = require_link(call);
  require_link_right(call, *call.site.find(std::to_string(link.inward)));
  call.site.remove_link(link, call.caller->account_id);
  return empty_answer(204);
}

Answer get_remote_links(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  const auto global_id = call.request.parameter("globalId");
  auto list = Json::array();
  for (const auto& link : issue.remote_links) {
    if (global_id && link.global_id == *global_id)
      return json_answer(200, remote_link_document(call, issue, link));
    list.push_back(remote_link_document(call, issue, link));
  }
  if (global_id) throw refusal(404, "A remote issue link with the given global ID does not exist.");
  return json_answer(200, list);
}

Answer write_remote_link(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_link_right(call, issue);
  const auto body = call.body();
  const auto object = body.value("object", Json::object());
  Refusal refused{};
  if (!object.is_object() || object.value("url", "").empty()) refused.fields["url"] = "'url' is required.";
  if (!object.is_object() || object.value("title", "").empty())
    refused.fields["title"] = "'title' is required.";
  const auto global_id = body.value("globalId", std::string());
  if (global_id.size() > kGlobalIdLimit)
    refused.fields["globalId"] = "'globalId' must be at most 255 characters.";
  if (refused.names_something()) throw refused;
  Json kept = Json::object();  // members left out of an update become null
  for (const auto* member : {"application", "relationship", "object"})
    if (body.contains(member)) kept[member] = body[member];
  auto& links = issue.remote_links;
  const auto present = std::find_if(links.begin(), links.end(), [&](const RemoteLink& link) {
    return !global_id.empty() && link.global_id == global_id;
  });
  const bool is_new = present == links.end();
  auto& link = is_new ? links.emplace_back(RemoteLink{call.site.next_id(), global_id, {}}) : *present;
  link.body = std::move(kept);
  const Json answer{
      {"id", std::stoll(link.id)},
      {"self", call.view().self("issue/" + std::to_string(issue.id) + "/remotelink/" + link.id)}};
  call.site.changed(issue, {}, {});
  return json_answer(is_new ? 201 : 200, answer);
}

Answer delete_remote_links(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_link_right(call, issue);
  const auto global_id = call.request.parameter("globalId");
  if (!global_id) throw bad_payload();
  const auto gone =
      std::erase_if(issue.remote_links, [&](const auto& link) { return link.global_id == *global_id; });
  if (gone == 0) throw refusal(404, "A remote issue link with the given global ID does not exist.");
  call.site.changed(issue, {}, {});
  return empty_answer(204);
}

}  // namespace itsm::simulators::jira
