// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/reading.hpp"
#include "plugins/jira/client.hpp"
#include "plugins/jira/field_description.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/transition_fields.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

constexpr std::size_t kPageSize = 200;  // more is refused

void append(FieldList& list, const std::string& id, const Json& field) {
  if (auto described = describe_field(id, field)) list.fields.push_back(*std::move(described));
}

Result<std::string> type_id(const Client& client, const std::string& types_path, const Named& type) {
  if (is_id(type.id)) return type.id;
  ITSM_TRY(const std::vector<Json> types,
           client.all(types_path, common::Query{{"maxResults", std::to_string(kPageSize)}}, "issueTypes"));
  for (const Json& candidate : types)
    if (text_of(candidate, "name") == type.name) return text_of(candidate, "id");
  return failure(Status::not_found, "the project offers no issue type '" + type.name + "'");
}

Result<FieldList> create_fields(const Client& client, const FieldsRequest& request) {
  const Json project = reference(request.project, "key");
  const std::string types_path =
      "/issue/createmeta/" + common::percent_encode(text_of(project, project.contains("id") ? "id" : "key")) +
      "/issuetypes";
  ITSM_TRY(const std::string type, type_id(client, types_path, request.type));
  ITSM_TRY(const std::vector<Json> fields,
           client.all(types_path + "/" + type, common::Query{{"maxResults", std::to_string(kPageSize)}},
                      "fields"));
  FieldList list;
  for (const Json& field : fields) append(list, text_of(field, "fieldId"), field);
  return list;
}

Result<FieldList> edit_fields(const Client& client, const FieldsRequest& request) {
  if (!request.ticket) return failure(Status::invalid_argument, "the fields of which ticket?");
  const Json ticket = reference(*request.ticket);
  const std::string path =
      "/issue/" + common::percent_encode(text_of(ticket, ticket.contains("id") ? "id" : "key")) + "/editmeta";
  ITSM_TRY(const Json answer, client.get(client.site().api(path)));
  const Json& fields = member(answer, "fields");
  if (!fields.is_object()) return failure(Status::bad_reply, "Jira's answer to editmeta lacks 'fields'");
  FieldList list;
  for (const auto& [id, field] : fields.items()) append(list, id, field);
  return list;
}

}  // namespace

Result<FieldList> JiraPlugin::fields(const Call& call, const FieldsRequest& request) const {
  const Client client(call, site_);
  switch (request.purpose) {
    case FieldPurpose::create:
      return create_fields(client, request);
    case FieldPurpose::edit:
      return edit_fields(client, request);
    case FieldPurpose::transition:
      return transition_fields(client, request);
  }
  return failure(Status::unsupported, "fields for what?");
}

}  // namespace itsm::jira
