// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/jira/field_input.hpp"
#include "tests/simulators/jira/handlers.hpp"

namespace itsm::simulators::jira {

Answer get_comments(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  const auto order = call.request.parameter("orderBy").value_or("created");
  if (order != "created" && order != "+created" && order != "-created")
    throw refusal(400, "'" + order + "' is not a valid value for orderBy.");
  std::vector<Json> comments;
  for (const auto& comment : issue.comments) comments.push_back(call.view().comment(issue, comment));
  if (order == "-created") std::reverse(comments.begin(), comments.end());
  return json_answer(200, page(call, "comments", comments, page_bounds(call, 100, 100)));
}

Answer get_comment(const Call& call) {
  const auto& issue = call.site.require(call.caller, call.captures[0]);
  for (const auto& comment : issue.comments)
    if (comment.id == call.captures[1]) return json_answer(200, call.view().comment(issue, comment));
  throw refusal(404, "Can not find a comment for the id: " + call.captures[1] + ".");
}

Answer create_comment(const Call& call) {
  auto& issue = call.site.require(call.caller, call.captures[0]);
  if (!call.site.may(call.caller, call.site.project_of(issue), "ADD_COMMENTS"))
    throw refusal(403, "You do not have the permission to comment on this issue.");
  const auto body = call.body();
  auto document = read_comment_body(call, body.value("body", Json()));
  const auto visibility = body.value("visibility", Json());
  if (!visibility.is_null()) {
    const auto type = visibility.is_object() ? visibility.value("type", std::string()) : std::string();
    if (type != "role" && type != "group")
      throw field_refusal("commentLevel", "Visibility must be of type 'role' or 'group'.");
  }
  add_comment(call.site, issue, call.caller->account_id, std::move(document), visibility);
  return json_answer(201, call.view().comment(issue, issue.comments.back()));
}

}  // namespace itsm::simulators::jira
