// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/drift.hpp"

#include <algorithm>

#include "host_stub/config/element.hpp"

namespace itsm::host::policy {
namespace {

using config::shown;

const FieldDescription* field_of(const TargetSchema& schema, const std::string& id) {
  const auto& fields = schema.form.fields;
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.id == id; });
  return found == fields.end() ? nullptr : &*found;
}

bool has_option(const FieldDescription& field, const std::string& id) {
  return std::any_of(field.options.begin(), field.options.end(),
                     [&](const Option& option) { return option.id == id; });
}

bool is_listed(const FieldDescription& field) { return !field.has_more_options && !field.options.empty(); }

void compare_fields(const FieldDescription& before, const FieldDescription& after,
                    std::vector<std::string>& out) {
  const std::string name = "field " + shown(before.name) + " (" + before.id + ")";
  if (after.name != before.name) out.push_back(name + " is called " + shown(after.name) + " now");
  if (after.kind != before.kind)
    out.push_back(name + " is of type " + std::string(name_of(after.kind)) + " now, not " +
                  std::string(name_of(before.kind)));
  if (after.read_only && !before.read_only) out.push_back(name + " is read-only now");
  if (needs_value(after) && !needs_value(before)) out.push_back(name + " is required now");
  if (!is_listed(before) || !is_listed(after)) return;
  for (const Option& option : before.options)
    if (!has_option(after, option.id))
      out.push_back(name + " has no value " + shown(option.name) + " any more");
}

// The options that a value names, by their ids; what has none cannot be looked up.
void collect_ids(const Json& value, std::vector<std::string>& out) {
  if (value.is_array())
    for (const Json& element : value) collect_ids(element, out);
  if (value.is_object() && value.contains("id") && value["id"].is_string() && value["id"] != "")
    out.push_back(value["id"]);
}

bool names_options(FieldKind kind) {
  return kind == FieldKind::option || kind == FieldKind::options || kind == FieldKind::priority ||
         kind == FieldKind::security || kind == FieldKind::component || kind == FieldKind::version;
}

}  // namespace

std::vector<std::string> differences(const TargetSchema& before, const TargetSchema& after) {
  std::vector<std::string> out;
  for (const FieldDescription& field : before.form.fields) {
    if (const FieldDescription* const now = field_of(after, field.id)) {
      compare_fields(field, *now, out);
    } else {
      out.push_back("field " + shown(field.name) + " (" + field.id + ") is gone from the form");
    }
  }
  for (const FieldDescription& field : after.form.fields)
    if (needs_value(field) && field_of(before, field.id) == nullptr)
      out.push_back("field " + shown(field.name) + " (" + field.id + ") came, and is required");
  for (const Named& priority : before.priorities)
    if (!after.priorities.empty() &&
        std::none_of(after.priorities.begin(), after.priorities.end(),
                     [&](const Named& now) { return now.id == priority.id && now.name == priority.name; }))
      out.push_back("priority " + shown(priority.name) + " is gone");
  return out;
}

std::vector<std::string> misfits(const TicketDraft& draft, const TargetSchema& schema) {
  std::vector<std::string> out;
  for (const auto& [id, value] : draft.fields) {
    const FieldDescription* const field = field_of(schema, id);
    if (field == nullptr) {
      out.push_back("field " + id + " is gone from the form");
      continue;
    }
    if (field->read_only) out.push_back("field " + shown(field->name) + " is read-only now");
    if (!names_options(field->kind) || !is_listed(*field)) continue;
    std::vector<std::string> chosen;
    collect_ids(value.value, chosen);
    for (const std::string& option : chosen)
      if (!has_option(*field, option)) out.push_back("a value of field " + shown(field->name) + " is gone");
  }
  for (const FieldDescription& field : schema.form.fields)
    if (needs_value(field) && !draft.fields.contains(field.id))
      out.push_back("field " + shown(field.name) + " is required now");
  return out;
}

}  // namespace itsm::host::policy
