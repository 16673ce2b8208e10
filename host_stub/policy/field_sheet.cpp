// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/field_sheet.hpp"

#include <algorithm>

#include "host_stub/config/element.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/field_value.hpp"

namespace itsm::host::policy {
namespace {

bool is_joined(const FieldDescription& field) {
  return field.kind == FieldKind::labels || field.kind == FieldKind::component;
}

}  // namespace

void FieldSheet::put(std::string_view name, const Value& raw, const Origin& origin) {
  const Value value = cleaned(raw);
  const FieldChoice choice = choose_field(name, schema_);
  if (choice.field == nullptr) {
    out_.problems.push_back({origin.where, choice.problem});
  } else if (std::string reason = not_ours(*choice.field); !reason.empty()) {
    out_.problems.push_back({origin.where, std::move(reason)});
  } else if (is_empty(value)) {
    out_.dropped.push_back({choice.field->id, origin.from + " is empty"});
  } else {
    add(*choice.field, make_value(*choice.field, value, schema_), origin);
  }
}

void FieldSheet::put_found(const FieldDescription& field, const Named& found, const Origin& origin) {
  const bool many = field.kind == FieldKind::options || field.kind == FieldKind::groups;
  const Json value = to_document(found);
  MadeValue made;
  made.value = FieldValue{field.kind, many ? Json::array({value}) : value};
  made.shown = found.name;
  add(field, std::move(made), origin);
}

void FieldSheet::put_nothing(std::string_view name, const Origin& origin) {
  const FieldChoice choice = choose_field(name, schema_);
  if (choice.field == nullptr || choice.field->read_only) {
    out_.dropped.push_back(
        {std::string(name), choice.field == nullptr ? choice.problem : not_ours(*choice.field)});
    return;
  }
  out_.draft.fields[choice.field->id] = FieldValue{choice.field->kind, Json()};
  out_.values.push_back(
      {choice.field->id, choice.field->name, "nobody", origin.source, origin.from, origin.where});
}

bool FieldSheet::holds(std::string_view name) const {
  const FieldChoice choice = choose_field(name, schema_);
  return choice.field != nullptr && out_.draft.fields.contains(choice.field->id);
}

bool FieldSheet::is_unknown_person(const Value& person, const Origin& origin) {
  const FieldChoice choice = choose_field("assignee", schema_);
  if (choice.field == nullptr || choice.field->options.empty() || choice.field->has_more_options)
    return false;
  const std::string wanted = to_lower(to_text(cleaned(person)));
  const auto& options = choice.field->options;
  const bool known = std::any_of(options.begin(), options.end(), [&](const Option& option) {
    return to_lower(option.id) == wanted || to_lower(option.name) == wanted ||
           to_lower(option.note) == wanted;
  });
  if (known) return false;
  out_.warnings.push_back(config::shown(to_text(cleaned(person))) + " cannot be given tickets in " +
                          schema_.project.name + "; the default assignee gets it (" + origin.where + ")");
  return true;
}

void FieldSheet::add(const FieldDescription& field, MadeValue made, const Origin& origin) {
  if (!made.problem.empty()) {
    out_.problems.push_back({origin.where, std::move(made.problem)});
    return;
  }
  const auto held = out_.draft.fields.find(field.id);
  if (held != out_.draft.fields.end() && !is_joined(field)) {
    const auto holder = std::find_if(out_.values.begin(), out_.values.end(),
                                     [&](const Provenance& entry) { return entry.field == field.id; });
    out_.dropped.push_back({field.id, made.shown + " (" + origin.from + ") gives way to " + holder->shown +
                                          " (" + holder->from + ")"});
    return;
  }
  if (!made.note.empty()) out_.dropped.push_back({field.id, std::move(made.note)});
  if (!made.warning.empty()) out_.warnings.push_back(std::move(made.warning));
  if (held == out_.draft.fields.end()) {
    out_.draft.fields.emplace(field.id, std::move(*made.value));
  } else {
    Json& list = held->second.value;
    for (Json& element : made.value->value)
      if (std::find(list.begin(), list.end(), element) == list.end()) list.push_back(std::move(element));
  }
  out_.values.push_back(
      {field.id, field.name, std::move(made.shown), origin.source, origin.from, origin.where});
}

void FieldSheet::check_required(CreationMode mode) {
  for (const FieldDescription& field : schema_.form.fields) {
    const bool given = out_.draft.fields.contains(field.id) || is_filled_elsewhere(field) ||
                       (field.role == FieldRole::parent && mode == CreationMode::subtask);
    if (!field.is_demanded() || given) continue;
    out_.problems.push_back({{}, nothing_fills(field, schema_)});
  }
}

}  // namespace itsm::host::policy
