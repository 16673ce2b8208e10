// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/case_form.hpp"

#include <algorithm>

namespace itsm::host::policy {
namespace {

FieldKind kind_of(FieldRole role) {
  switch (role) {
    case FieldRole::description:
      return FieldKind::text;
    case FieldRole::priority:
      return FieldKind::priority;
    case FieldRole::assignee:
    case FieldRole::reporter:
      return FieldKind::person;
    case FieldRole::labels:
      return FieldKind::labels;
    case FieldRole::components:
      return FieldKind::component;
    case FieldRole::due_date:
    case FieldRole::start_date:
      return FieldKind::date;
    case FieldRole::security:
      return FieldKind::security;
    case FieldRole::group:
      return FieldKind::group;
    case FieldRole::urgency:
    case FieldRole::impact:
    case FieldRole::category:
      return FieldKind::option;
    default:
      return FieldKind::string;
  }
}

// A field that takes every value.
void add_open_field(TargetSchema& schema, const std::string& name) {
  FieldDescription field;
  field.id = name;
  field.name = name;
  field.role = enum_from<FieldRole>(name).value_or(FieldRole::none);
  field.kind = kind_of(field.role);
  field.has_more_options = true;
  const auto same = [&](const FieldDescription& held) { return held.id == field.id; };
  auto& fields = schema.form.fields;
  if (std::none_of(fields.begin(), fields.end(), same)) fields.push_back(std::move(field));
}

TargetSchema bare(const std::string& project, const std::string& type) {
  TargetSchema schema;
  schema.project = {project, project};
  schema.type = {type, type};
  schema.creation_modes = {CreationMode::standalone};
  return schema;
}

TargetSchema open_form(const Policy& policy, const Target& target) {
  TargetSchema schema = bare(target.project, target.types.empty() ? "Task" : target.types.front());
  for (const char* name : {"summary", "description", "priority", "assignee", "labels", "group"})
    add_open_field(schema, name);
  for (const FieldMapping& line : mapping_for(policy, schema.project, schema.type).fields)
    add_open_field(schema, line.ticket);
  return schema;
}

}  // namespace

FormChoice form_for(const Policy& policy, std::span<const Form> forms, const Target& target) {
  std::vector<Option> types;
  for (const Form& form : forms)
    if (form.project == target.project) types.push_back({form.type, form.type, {}, {}, false});
  if (types.empty()) return {open_form(policy, target), {}};
  const Choice type = choose_type(target.types, types, CreationMode::standalone, target.project);
  if (!type.chosen) return {std::nullopt, type.problem};
  const auto form = std::find_if(forms.begin(), forms.end(), [&](const Form& candidate) {
    return candidate.project == target.project && candidate.type == type.chosen->name;
  });
  TargetSchema schema = bare(form->project, form->type);
  for (const char* name : {"summary", "description"}) add_open_field(schema, name);
  const auto& fields = form->fields.fields;
  schema.form.fields.insert(schema.form.fields.end(), fields.begin(), fields.end());
  return {std::move(schema), {}};
}

}  // namespace itsm::host::policy
