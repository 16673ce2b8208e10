// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/comment.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/common/time.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/markup.hpp"
#include "plugins/jira/permissions.hpp"
#include "plugins/jira/person.hpp"
#include "plugins/jira/rights.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

bool is_internal(const Json& comment) {
  if (member(comment, "jsdPublic") == Json(false)) return true;
  if (member(comment, "visibility").is_object() && !member(comment, "visibility").empty()) return true;
  for (const Json& property : common::array_of(comment, "properties"))
    if (text_of(property, "key") == kInternalProperty)
      return common::flag_of(member(property, "value"), "internal");
  return false;
}

// Whether customers see the ticket on a portal, so that a comment can be kept from them.
Result<bool> has_portal(const Client& client, const TicketRef& ref) {
  ITSM_TRY(const Json issue, client.get(client.site().api(issue_path(ref), {{"fields", "project"}})));
  const Json& project = member(member(issue, "fields"), "project");
  std::string kind = text_of(project, "projectTypeKey");
  if (kind.empty()) {  // older Data Center leaves it out there
    const std::string path = "/project/" + common::percent_encode(text_of(project, "id"));
    ITSM_TRY(const Json whole, client.get(client.site().api(path), std::chrono::minutes(10)));
    kind = text_of(whole, "projectTypeKey");
  }
  return kind == "service_desk";
}

// Jira would show an internal comment to the customers, without a word, if its author is no agent.
Result<void> expect_agent(const Client& client, const TicketRef& ref) {
  ITSM_TRY(const auto rights, rights_on(client, ref, {std::string(kAgent)}));
  if (!rights.empty()) return {};
  return failure(Status::forbidden,
                 "the ticket has a portal, and the account is no agent of its service project: an internal "
                 "comment would be shown to the customers. Give the account the permission Service project "
                 "agent, or write the comment for everyone");
}

}  // namespace

Comment read_comment(const Json& comment) {
  Comment out;
  out.id = text_of(comment, "id");
  if (const auto created = common::parse_time(text_of(comment, "created")))
    out.created_at = common::format_time(*created);
  if (Person author = read_person(member(comment, "author")); !author.id.empty() || !author.name.empty())
    out.author = std::move(author);
  if (const Json& body = member(comment, "body"); !body.is_null()) out.body = read_markup(body);
  if (is_internal(comment)) out.audience = Audience::internal;
  return out;
}

Result<Comment> JiraPlugin::comment(const Call& call, const CommentRequest& request) const {
  const Client client(call, site_);
  Json body = {{"body", write_markup(site_, request.body)}};
  if (request.audience == Audience::internal) {
    ITSM_TRY(const bool portal, has_portal(client, request.ref));
    // Where there is no portal an ordinary comment is all there is.
    if (portal) {
      ITSM_CHECK(expect_agent(client, request.ref));
      body["properties"] = Json::array({{{"key", kInternalProperty}, {"value", {{"internal", true}}}}});
    }
  }
  ITSM_TRY(const Json answer,
           written(client, client.write("POST", site_.api(issue_path(request.ref, "/comment")), body)));
  if (text_of(answer, "id").empty())
    return failure(Status::bad_reply, "Jira's answer to a new comment does not say its id");
  Comment made = read_comment(answer);
  // Data Center answers without the properties that it has just stored.
  if (body.contains("properties") && !answer.contains("jsdPublic")) made.audience = Audience::internal;
  return made;
}

}  // namespace itsm::jira
