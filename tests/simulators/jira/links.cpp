// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/handlers.hpp"
#include "tests/simulators/jira/writes.hpp"

namespace itsm::simulators::jira {
namespace {

Issue& issue_named(const Call& call, const Json& body, const char* member) {
  const auto value = body.value(member, Json::object());
  if (!value.is_object()) throw bad_payload();
  return call.site.require(call.caller, value.value("key", value.value("id", std::string())));
}

}  // namespace

void require_link_right(const Call& call, const Issue& issue) {
  if (!call.site.may(call.caller, call.site.project_of(issue), "LINK_ISSUES"))
    throw refusal(403, "You do not have permission to link issues in this project.");
}

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

}  // namespace itsm::simulators::jira
