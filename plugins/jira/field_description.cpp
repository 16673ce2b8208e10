// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/field_description.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/adf.hpp"
#include "plugins/jira/field_types.hpp"
#include "plugins/jira/values.hpp"

namespace itsm::jira {
namespace {

using common::array_of;
using common::member;
using common::text_of;

constexpr std::size_t kLongestString = 255;

bool is_ours(const std::string& id) {
  return id == "project" || id == "issuetype" || id == "issuelinks" || id == "attachment";
}

bool can_be_set(const Json& operations) {
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
    if (value.is_object()) option.key = text_of(value, "key");
    const std::string name = option.name;
    out.push_back(std::move(option));
    append_options(out, array_of(value, "children"), member(chosen, "child"), below(name));
  }
}

// Where further values can be searched: for a field of its own meaning there, else by what it holds.
std::string picker_of(const FieldDescription& field) {
  switch (field.role) {
    case FieldRole::assignee:
      return "assignee";
    case FieldRole::resolution:
      return "resolution";
    default:
      break;
  }
  switch (field.kind) {
    case FieldKind::person:
    case FieldKind::people:
      return "reporter";
    case FieldKind::priority:
      return "priority";
    case FieldKind::component:
      return "component";
    case FieldKind::version:
      return "version";
    case FieldKind::labels:
      return "label";
    case FieldKind::security:
      return "security";
    case FieldKind::parent:
    case FieldKind::epic:
      return "parent";
    default:
      return {};
  }
}

// A field of this kind holds one of what the vendor lists, and nothing else.
bool is_choice(FieldKind kind) {
  switch (kind) {
    case FieldKind::option:
    case FieldKind::options:
    case FieldKind::cascade:
    case FieldKind::priority:
    case FieldKind::security:
    case FieldKind::group:
    case FieldKind::groups:
    case FieldKind::version:
    case FieldKind::component:
      return true;
    default:
      return false;
  }
}

std::optional<std::size_t> longest(const FieldDescription& field) {
  if (field.role == FieldRole::summary) return kLongestSummary;
  if (field.kind == FieldKind::string || field.kind == FieldKind::url) return kLongestString;
  if (field.kind == FieldKind::text) return kLongestText;
  return std::nullopt;
}

}  // namespace

std::string below(const std::string& option) { return "below " + option; }

std::optional<FieldDescription> describe_field(const std::string& id, const Json& field) {
  auto shown_field = describe_shown_field(id, field);
  return shown_field && shown_field->read_only ? std::nullopt : shown_field;
}

std::optional<FieldDescription> describe_shown_field(const std::string& id, const Json& field) {
  if (id.empty() || is_ours(id)) return std::nullopt;
  // None at all: only Jira sets it. What takes additions alone, as comments do, has an operation of its own,
  // and where the answer does not say, nothing is known.
  const Json& operations = member(field, "operations");
  if (!operations.is_array() || (!operations.empty() && !can_be_set(operations))) return std::nullopt;
  Json schema = member(field, "schema");
  // Jira's own fields have their id as the name of their meaning.
  if (schema.is_object() && !id.starts_with(kCustomField)) schema["system"] = id;
  FieldDescription out;
  out.id = id;
  out.name = text_of(field, "name");
  out.kind = kind_of(schema);
  out.role = role_of(out.id);
  out.required = common::flag_of(field, "required");
  // Data Center says that there is no reporter by default, and takes the caller.
  out.has_default = common::flag_of(field, "hasDefaultValue") || out.role == FieldRole::reporter;
  out.picker = picker_of(out);
  append_options(out.options, array_of(field, "allowedValues"), member(field, "defaultValue"), {});
  const bool lists_some = member(field, "allowedValues").is_array();
  const bool is_searched = !text_of(field, "autoCompleteUrl").empty();
  out.has_more_options = is_searched || (!lists_some && (is_choice(out.kind) || !out.picker.empty()));
  out.max_length = longest(out);
  out.vendor_type = vendor_type_of(schema);
  out.read_only = operations.empty();
  if (out.kind == FieldKind::raw)
    out.help = "A field of an app or of a kind that is not translated (" + out.vendor_type +
               "): its value is raw JSON in Jira's own form, and may not work.";
  return out;
}

}  // namespace itsm::jira
