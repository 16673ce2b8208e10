// SPDX-License-Identifier: Apache-2.0
// Links from issues to pages elsewhere.
#include <algorithm>

#include "tests/simulators/jira/handlers.hpp"
#include "tests/simulators/jira/writes.hpp"

namespace itsm::simulators::jira {
namespace {

constexpr std::size_t kGlobalIdLimit = 255;

Json remote_link_document(const Call& call, const Issue& issue, const RemoteLink& link) {
  auto out = link.body;
  out["id"] = std::stoll(link.id);
  out["self"] = call.view().self("issue/" + std::to_string(issue.id) + "/remotelink/" + link.id);
  if (!link.global_id.empty()) out["globalId"] = link.global_id;
  return out;
}

// What is kept of a body; members that an update leaves out become null.
Json accepted(const Json& body) {
  const auto object = body.value("object", Json::object());
  Refusal refused{};
  if (!object.is_object() || object.value("url", "").empty()) refused.fields["url"] = "'url' is required.";
  if (!object.is_object() || object.value("title", "").empty())
    refused.fields["title"] = "'title' is required.";
  if (body.value("globalId", std::string()).size() > kGlobalIdLimit)
    refused.fields["globalId"] = "'globalId' must be at most 255 characters.";
  if (refused.names_something()) throw refused;
  Json kept = Json::object();
  for (const auto* member : {"application", "relationship", "object"})
    if (body.contains(member)) kept[member] = body[member];
  return kept;
}

RemoteLink& require_remote_link(const Call& call, Issue& issue) {
  const auto found = std::find_if(issue.remote_links.begin(), issue.remote_links.end(),
                                  [&](const RemoteLink& link) { return link.id == call.captures[1]; });
  if (found == issue.remote_links.end())
    throw refusal(404, "A remote issue link with the given ID does not exist.");
  return *found;
}

}  // namespace

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

Answer get_remote_link(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  return json_answer(200, remote_link_document(call, issue, require_remote_link(call, issue)));
}

Answer write_remote_link(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_link_right(call, issue);
  const auto body = call.body();
  auto kept = accepted(body);
  const auto global_id = body.value("globalId", std::string());
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

Answer change_remote_link(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_link_right(call, issue);
  auto& link = require_remote_link(call, issue);
  const auto body = call.body();
  link.body = accepted(body);
  link.global_id = body.value("globalId", std::string());
  call.site.changed(issue, {}, {});
  return empty_answer(204);
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

Answer delete_remote_link(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  require_link_right(call, issue);
  const auto gone = require_remote_link(call, issue).id;
  std::erase_if(issue.remote_links, [&](const auto& link) { return link.id == gone; });
  call.site.changed(issue, {}, {});
  return empty_answer(204);
}

}  // namespace itsm::simulators::jira
