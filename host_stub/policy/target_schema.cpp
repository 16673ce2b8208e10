// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/target_schema.hpp"

#include <algorithm>

#include "host_stub/config/element.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

bool same(std::string_view left, std::string_view right) { return to_lower(left) == to_lower(right); }

// By exact id or key, else by name in any case.
const Option* find(std::string_view wanted, std::span<const Option> offered) {
  for (const Option& option : offered)
    if (option.id == wanted || (!option.key.empty() && same(option.key, wanted))) return &option;
  for (const Option& option : offered)
    if (same(option.name, wanted)) return &option;
  return nullptr;
}

std::vector<std::string> words_of(std::span<const Option> offered) {
  std::vector<std::string> words;
  for (const Option& option : offered) {
    if (!option.key.empty()) words.push_back(option.key);
    words.push_back(option.name);
  }
  return words;
}

}  // namespace

Choice choose_project(std::string_view wanted, std::span<const Option> offered) {
  if (const Option* found = find(wanted, offered))
    return {Named{found->id, found->key.empty() ? found->name : found->key}, {}, {}};
  return {std::nullopt,
          {},
          "there is no project " + config::shown(wanted) + " that this integration may use" +
              config::did_you_mean(wanted, words_of(offered))};
}

Choice choose_type(std::span<const std::string> wanted, std::span<const Option> offered, CreationMode mode,
                   std::string_view project) {
  std::vector<Option> fitting;
  for (const Option& type : offered)
    if (type.needs_parent == (mode == CreationMode::subtask)) fitting.push_back(type);
  for (const std::string& name : wanted)
    if (const Option* found = find(name, fitting)) return {Named{found->id, found->name}, {}, {}};
  const std::string where = "project " + std::string(project);
  if (fitting.empty())
    return {std::nullopt,
            {},
            where + " offers no " + (mode == CreationMode::subtask ? "sub-task type" : "type of ticket")};
  const Named chosen{fitting.front().id, fitting.front().name};
  if (wanted.empty()) return {chosen, {}, {}};
  const std::vector<std::string> names(wanted.begin(), wanted.end());
  const std::string near =
      names.size() == 1 ? config::did_you_mean(names[0], words_of(fitting)) : std::string();
  return {chosen,
          where + " offers none of the types " + joined(names) + near + (near.empty() ? "; " : " ") +
              config::shown(chosen.name) + " is taken",
          {}};
}

FieldChoice choose_field(std::string_view wanted, const TargetSchema& schema) {
  const auto& fields = schema.form.fields;
  if (const auto role = enum_from<FieldRole>(wanted); role && *role != FieldRole::none)
    for (const FieldDescription& field : fields)
      if (field.role == *role) return {&field, {}};
  for (const FieldDescription& field : fields)
    if (field.id == wanted) return {&field, {}};
  std::vector<const FieldDescription*> named;
  for (const FieldDescription& field : fields)
    if (same(field.name, wanted)) named.push_back(&field);
  if (named.size() == 1) return {named.front(), {}};
  if (named.size() > 1) {
    std::vector<std::string> ids;
    for (const FieldDescription* field : named) ids.push_back(field->id);
    return {nullptr,
            config::shown(wanted) + " is the name of several fields; write one of the ids " + joined(ids)};
  }
  std::vector<std::string> known;
  for (const FieldDescription& field : fields) {
    known.push_back(field.name);
    if (field.role != FieldRole::none) known.emplace_back(name_of(field.role));
    known.push_back(field.id);
  }
  return {nullptr, "there is no field " + config::shown(wanted) + " on the create form of " +
                       schema.project.name + " / " + schema.type.name + config::did_you_mean(wanted, known)};
}

std::string not_ours(const FieldDescription& field) {
  if (field.role == FieldRole::correlation)
    return config::shown(field.name) + " holds the key by which our tickets are known again: leave it out";
  if (is_filled_elsewhere(field))
    return config::shown(field.name) + " is filled by its template, not by a value";
  if (field.read_only)
    return config::shown(field.name) + " is read-only there: the vendor sets it, and no value can";
  return {};
}

bool is_filled_elsewhere(const FieldDescription& field) {
  return field.role == FieldRole::summary || field.role == FieldRole::description ||
         field.role == FieldRole::correlation;
}

bool needs_value(const FieldDescription& field) {
  return field.is_demanded() && !is_filled_elsewhere(field) && field.role != FieldRole::parent;
}

std::string nothing_fills(const FieldDescription& field, const TargetSchema& schema) {
  const std::string what =
      schema.project.name + " / " + schema.type.name + " requires " + config::shown(field.name);
  if (field.kind == FieldKind::raw)
    return what + ", a field of an app (" + field.vendor_type +
           ") that cannot be filled; make it optional at the vendor";
  return what + " (" + field.id + "), which nothing fills; add a line with `ticket: " + field.id +
         "` to `fields`";
}

}  // namespace itsm::host::policy
