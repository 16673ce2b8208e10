// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/target_check.hpp"

#include <algorithm>
#include <array>

#include "host_stub/push/target_schemas.hpp"

namespace itsm::host::services {
namespace {

// By templates and by the mode of creation.
bool is_filled_by_itself(const FieldDescription& field) {
  constexpr std::array kRoles{FieldRole::summary, FieldRole::description, FieldRole::correlation,
                              FieldRole::parent};
  return std::find(kRoles.begin(), kRoles.end(), field.role) != kRoles.end();
}

bool is_filled(const FieldDescription& field, const policy::Mapping& mapping, const policy::Target& target,
               const policy::TargetSchema& schema) {
  if (is_filled_by_itself(field)) return true;
  if (field.role == FieldRole::labels && !target.labels.empty()) return true;
  if (field.role == FieldRole::assignee && !mapping.assign.empty()) return true;
  return std::any_of(mapping.fields.begin(), mapping.fields.end(), [&](const policy::FieldMapping& line) {
    return policy::is_written(line.direction) && policy::choose_field(line.ticket, schema).field == &field;
  });
}

std::string problem_of(const FieldDescription& field, const policy::TargetSchema& schema) {
  const std::string where =
      "tickets of type " + schema.type.name + " require " + field.name + " (" + field.id + ")";
  if (field.kind == FieldKind::raw)
    return where + ", a field of an app (" + field.vendor_type +
           ") that takes raw JSON only: give it a value in the policy, or make it optional at the vendor";
  return where + ", which nothing in the policy fills: add a line with `ticket: " + field.id +
         "` to `fields`";
}

}  // namespace

std::vector<TargetProblem> target_problems(integrations::LiveIntegration& live, const Mapped& mapped) {
  std::vector<TargetProblem> problems;
  push::TargetSchemas schemas(live, CreationMode::standalone, mapped.allowed);
  for (const auto& target : mapped.targets) {
    const auto answer = schemas.resolve(target);
    if (!answer || answer->schema == nullptr) {
      problems.push_back({target.project, answer ? answer->problem : answer.error().message});
      continue;
    }
    const policy::TargetSchema& schema = *answer->schema;
    const policy::Mapping& mapping = policy::mapping_for(mapped.decider.policy, schema.project, schema.type);
    for (const auto& field : schema.form.fields)
      if (field.required && !field.has_default && !is_filled(field, mapping, target, schema))
        problems.push_back({target.project, problem_of(field, schema)});
  }
  return problems;
}

}  // namespace itsm::host::services
