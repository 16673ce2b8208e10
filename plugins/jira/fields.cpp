// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/fields.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/jira/client.hpp"
#include "plugins/jira/create_meta.hpp"
#include "plugins/jira/field_description.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/transition_fields.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

void append(const Client& client, FieldList& list, const std::string& id, const Json& field) {
  auto described = describe_shown_field(id, field);
  if (!described) return;
  if (id == client.site().correlation_field()) described->role = FieldRole::correlation;
  list.fields.push_back(*std::move(described));
}

Result<std::string> type_id(const Client& client, const std::string& project, const Named& type) {
  if (is_id(type.id)) return type.id;
  ITSM_TRY(const std::vector<Json> types, create_types(client, project));
  for (const Json& candidate : types)
    if (text_of(candidate, "name") == type.name) return text_of(candidate, "id");
  return failure(Status::not_found, "the project offers no issue type '" + type.name + "'");
}

}  // namespace

Result<FieldList> create_form(const Client& client, const FieldsRequest& request) {
  const std::string project = project_handle(request.project);
  ITSM_TRY(const std::string type, type_id(client, project, request.type));
  ITSM_TRY(const std::vector<Json> fields, create_fields(client, project, type));
  FieldList list;
  for (const Json& field : fields) append(client, list, text_of(field, "fieldId"), field);
  return list;
}

namespace {

Result<FieldList> edit_fields(const Client& client, const FieldsRequest& request) {
  if (!request.ticket) return failure(Status::invalid_argument, "the fields of which ticket?");
  ITSM_TRY(const Json answer, client.get(client.site().api(issue_path(*request.ticket, "/editmeta"))));
  const Json& fields = member(answer, "fields");
  if (!fields.is_object()) return failure(Status::bad_reply, "Jira's answer to editmeta lacks 'fields'");
  FieldList list;
  for (const auto& [id, field] : fields.items()) append(client, list, id, field);
  return list;
}

}  // namespace

Result<FieldList> JiraPlugin::fields(const Call& call, const FieldsRequest& request) const {
  const Client client(call, site_);
  switch (request.purpose) {
    case FieldPurpose::create:
      return create_form(client, request);
    case FieldPurpose::edit:
      return edit_fields(client, request);
    case FieldPurpose::transition:
      return transition_fields(client, request);
  }
  return failure(Status::unsupported, "fields for what?");
}

}  // namespace itsm::jira
