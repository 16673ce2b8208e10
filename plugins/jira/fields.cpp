// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/client.hpp"
#include "plugins/jira/field_types.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/values.hpp"

namespace itsm::jira {
namespace {

using common::array_of;
using common::member;
using common::text_of;

constexpr std::size_t kPageSize = 200;  // more is refused

// What the draft itself says, and files, which no field value can carry.
bool is_ours(const std::string& id) {
  return id == "project" || id == "issuetype" || id == "issuelinks" || id == "attachment";
}

bool can_be_set(const Json& field) {
  const Json& operations = array_of(field, "operations");
  return std::find(operations.begin(), operations.end(), Json("set")) != operations.end();
}

std::string shown(const Json& value) {
  for (const char* key : {"name", "value", "displayName", "key"})
    if (std::string text = text_of(value, key); !text.empty()) return text;
  return text_of(value);
}

bool is_among(const std::string& id, const Json& chosen) {
  if (chosen.is_array())
    return std::any_of(chosen.begin(), chosen.end(),
                       [&](const Json& one) { return text_of(one, "id") == id; });
  return text_of(chosen, "id") == id;
}

// Second levels follow their first level, which their note names.
void append_options(std::vector<Option>& out, const Json& values, const Json& chosen,
                    const std::string& note) {
  for (const Json& value : values) {
    Option option{.id = text_of(value, "id"), .name = shown(value), .note = note};
    option.is_default = !option.id.empty() && is_among(option.id, chosen);
    if (value.contains("key")) option.key = text_of(value, "key");
    const std::string name = option.name;
    out.push_back(std::move(option));
    append_options(out, array_of(value, "children"), member(chosen, "child"), "below " + name);
  }
}

std::optional<std::size_t> longest(FieldKind kind, FieldRole role) {
  if (role == FieldRole::summary) return kLongestSummary;
  if (kind == FieldKind::string) return 255;
  if (kind == FieldKind::text) return 32'767;
  return std::nullopt;
}

FieldDescription described(const std::string& id, const Json& field) {
  const Json& schema = member(field, "schema");
  FieldDescription out;
  out.id = id;
  out.name = text_of(field, "name");
  out.kind = kind_of(schema);
  out.role = role_of(schema);
  out.required = common::flag_of(field, "required");
  out.has_default = common::flag_of(field, "hasDefaultValue");
  append_options(out.options, array_of(field, "allowedValues"), member(field, "defaultValue"), {});
  out.options_complete = text_of(field, "autoCompleteUrl").empty();
  if (out.role == FieldRole::assignee) out.picker = "assignee";
  if (out.role == FieldRole::priority) out.picker = "priority";
  out.max_length = longest(out.kind, out.role);
  out.vendor_type = vendor_type_of(schema);
  if (out.kind == FieldKind::raw)
    out.help = "A field of an app or of a kind that is not translated (" + out.vendor_type +
               "): its value is raw JSON in Jira's own form, and may not work.";
  return out;
}

void append(FieldList& list, const std::string& id, const Json& field) {
  if (!id.empty() && !is_ours(id) && can_be_set(field)) list.fields.push_back(described(id, field));
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
      break;
  }
  return failure(Status::unsupported, "this version of the plugin does not change the status of tickets");
}

}  // namespace itsm::jira
