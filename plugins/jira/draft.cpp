// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/draft.hpp"

#include "plugins/common/text.hpp"
#include "plugins/jira/correlation.hpp"
#include "plugins/jira/markup.hpp"
#include "plugins/jira/site.hpp"
#include "plugins/jira/values.hpp"

namespace itsm::jira {
namespace {

Unexpected<Error> missing(const std::string& field, std::string message) {
  Error error{Status::invalid_argument, std::move(message), 0, {}, {}, {}};
  error.fields[field] = error.message;
  return unexpected(std::move(error));
}

// The target acts on the new ticket ("is blocked by") where it is the inward end of the link.
Json link_to(const Relation& relation) {
  const Json type = is_id(relation.type) ? Json{{"id", relation.type}} : Json{{"name", relation.type}};
  const char* end = relation.inward ? "inwardIssue" : "outwardIssue";
  return {{"add", {{"type", type}, {end, reference(relation.target)}}}};
}

}  // namespace

Result<void> expect_complete(const TicketDraft& draft) {
  if (draft.correlation_key.empty() || label(draft.correlation_key) != draft.correlation_key)
    return missing("correlation_key", "the correlation key is empty or cannot be a label");
  switch (draft.mode) {
    case CreationMode::standalone:
      return {};
    case CreationMode::subtask:
      if (draft.parent) return {};
      return missing("parent", "a sub-task needs the ticket that it belongs to");
    case CreationMode::link:
      if (draft.relation) return {};
      return missing("relation",
                     "a linked ticket needs the ticket that it links to, and the type of the link");
  }
  return missing("mode", "this mode of creation is not known");
}

Result<Json> issue_body(const Site& site, const TicketDraft& draft) {
  Json fields = Json::object();
  for (const auto& [id, value] : draft.fields) {
    ITSM_TRY(Json wire, to_wire(site, id, value));
    fields[id] = std::move(wire);
  }
  add_key(site, draft.correlation_key, fields);
  fields["project"] = reference(draft.project, "key");
  fields["issuetype"] = reference(draft.type, "name");
  fields["summary"] = common::cut(common::one_line(draft.summary), kLongestSummary, LengthUnit::utf16);
  if (!draft.description.blocks.empty()) fields["description"] = write_markup(site, draft.description);
  if (draft.mode == CreationMode::subtask) fields["parent"] = reference(*draft.parent);

  Json body = {{"fields", std::move(fields)},
               {"properties", Json::array({property_with(draft.correlation_key)})}};
  if (draft.mode == CreationMode::link)
    body["update"] = {{"issuelinks", Json::array({link_to(*draft.relation)})}};
  return body;
}

}  // namespace itsm::jira
