// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/target_schemas.hpp"

#include <algorithm>

namespace itsm::host::push {
namespace {

constexpr std::size_t kMostOptions = 5'000;

// The form lists the values of its priority field itself.
bool lists_priorities(const FieldList& form) {
  return std::any_of(form.fields.begin(), form.fields.end(), [](const FieldDescription& field) {
    return field.role == FieldRole::priority && !field.options.empty();
  });
}

}  // namespace

const Picker* find_picker(const Manifest& manifest, const std::string& id_or_role) {
  for (const Picker& picker : manifest.pickers)
    if (picker.id == id_or_role) return &picker;
  const auto role = enum_from<PickerRole>(id_or_role);
  return role && *role != PickerRole::none ? manifest.picker_for(*role) : nullptr;
}

std::string picker_id(const Manifest& manifest, PickerRole role) {
  const Picker* const picker = manifest.picker_for(role);
  return picker == nullptr ? std::string(name_of(role)) : picker->id;
}

Result<std::vector<Option>> list_options(integrations::LiveIntegration& integration, OptionsRequest request) {
  std::vector<Option> all;
  do {
    ITSM_TRY(OptionsPage page, integration.options(request));
    if (!page.missing.empty())
      return problem(ProblemKind::invalid, "setting_missing",
                     "the picker " + request.picker + " needs " + page.missing.front() + " first",
                     "add it under settings of the integration");
    std::move(page.options.begin(), page.options.end(), std::back_inserter(all));
    if (page.next_cursor == request.cursor) break;
    request.cursor = page.next_cursor;
  } while (!request.cursor.empty() && all.size() < kMostOptions);
  return all;
}

std::string called(const Option& project) { return project.key.empty() ? project.name : project.key; }

bool is_called(const Option& project, const std::string& name) {
  return name == project.key || name == project.name || name == project.id;
}

bool is_allowed(const std::vector<Named>& projects, const Option& project) {
  return projects.empty() || std::any_of(projects.begin(), projects.end(), [&](const Named& allowed) {
           return allowed.id.empty() ? is_called(project, allowed.name) : allowed.id == project.id;
         });
}

Result<TargetAnswer> TargetSchemas::resolve(const policy::Target& target) {
  ITSM_TRY(const Project* found, project(target.project));
  if (!found->choice.chosen) return TargetAnswer{nullptr, {}, found->choice.problem};
  const policy::Choice type =
      policy::choose_type(target.types, found->types, mode_, found->choice.chosen->name);
  if (!type.chosen) return TargetAnswer{nullptr, {}, type.problem};
  ITSM_TRY(const policy::TargetSchema* form, schema(*found->choice.chosen, *type.chosen));
  const std::string& renamed = found->choice.warning;
  const std::string between = renamed.empty() || type.warning.empty() ? "" : "; ";
  return TargetAnswer{form, renamed + between + type.warning, {}};
}

policy::LookedUp Forms::look_up(const std::string&, const Named&, const std::string&) {
  return {{}, "the vendor is not asked here"};
}

policy::LookedUp TargetSchemas::look_up(const std::string& picker, const Named& project,
                                        const std::string& word) {
  const auto key = std::tuple(picker, project.id, word);
  const auto known = looked_up_.find(key);
  if (known != looked_up_.end()) return known->second;
  OptionsRequest request;
  request.picker = picker;
  request.context = {{picker_id(integration_.manifest(), PickerRole::project), project.id}};
  request.query = word;
  request.exact = true;
  policy::LookedUp found;
  if (auto offered = list_options(integration_, std::move(request)); offered) {
    found.options = *std::move(offered);
  } else {
    found.trouble = offered.error().message;
  }
  return looked_up_.emplace(key, std::move(found)).first->second;
}

Result<const TargetSchemas::Project*> TargetSchemas::project(const std::string& wanted) {
  const auto known = projects_.find(wanted);
  if (known != projects_.end()) return &known->second;
  ITSM_TRY(const std::vector<Option> offered, offered_projects(wanted));
  Project found;
  found.choice = followed(wanted, offered).value_or(policy::choose_project(wanted, offered));
  if (found.choice.chosen) {
    ITSM_TRY(found.types, all_options(PickerRole::type, *found.choice.chosen));
  }
  return &projects_.emplace(wanted, std::move(found)).first->second;
}

// A project that was renamed since its id was stored.
std::optional<policy::Choice> TargetSchemas::followed(const std::string& wanted,
                                                      const std::vector<Option>& offered) const {
  const auto known = std::find_if(allowed_.begin(), allowed_.end(), [&](const Named& allowed) {
    return allowed.name == wanted && !allowed.id.empty();
  });
  if (known == allowed_.end()) return std::nullopt;
  const auto project = std::find_if(offered.begin(), offered.end(),
                                    [&](const Option& candidate) { return candidate.id == known->id; });
  if (project == offered.end()) return std::nullopt;
  const std::string now = called(*project);
  return policy::Choice{
      Named{project->id, now},
      is_called(*project, wanted) ? std::string() : "the project " + wanted + " is called " + now + " now",
      {}};
}

// What is not allowed is not offered: for this company it does not exist.
Result<std::vector<Option>> TargetSchemas::offered_projects(const std::string& wanted) {
  OptionsRequest request;
  request.picker = picker_id(integration_.manifest(), PickerRole::project);
  request.query = wanted;
  const auto forbidden = [this](const Option& project) { return !is_allowed(allowed_, project); };
  ITSM_TRY(std::vector<Option> offered, list_options(integration_, request));
  std::erase_if(offered, forbidden);
  if (policy::choose_project(wanted, offered).chosen) return offered;
  // Everything, so that a slip of the pen finds its near match.
  request.query.clear();
  ITSM_TRY(offered, list_options(integration_, request));
  std::erase_if(offered, forbidden);
  return offered;
}

Result<std::vector<Option>> TargetSchemas::all_options(PickerRole role, const Named& project) {
  const Manifest& manifest = integration_.manifest();
  OptionsRequest request;
  request.picker = picker_id(manifest, role);
  request.context = {{picker_id(manifest, PickerRole::project), project.id}};
  return list_options(integration_, std::move(request));
}

Result<policy::StatusOffer> TargetSchemas::statuses(const Named& project) {
  policy::StatusOffer offer;
  if (offers(PickerRole::status)) {
    ITSM_TRY(offer.statuses, all_options(PickerRole::status, project));
  }
  if (offers(PickerRole::resolution)) {
    ITSM_TRY(offer.resolutions, all_options(PickerRole::resolution, project));
  }
  return offer;
}

Result<const policy::TargetSchema*> TargetSchemas::schema(const Named& project, const Named& type) {
  const auto key = std::pair(project.id, type.id);
  const auto known = schemas_.find(key);
  if (known != schemas_.end()) return &known->second;
  policy::TargetSchema target;
  target.project = project;
  target.type = type;
  FieldsRequest request;
  request.purpose = FieldPurpose::create;
  request.project = project;
  request.type = type;
  ITSM_TRY(target.form, integration_.fields(request));
  if (!lists_priorities(target.form) && offers(PickerRole::priority)) {
    ITSM_TRY(const std::vector<Option> offered, all_options(PickerRole::priority, project));
    for (const auto& option : offered) target.priorities.push_back({option.id, option.name});
  }
  target.limits = integration_.manifest().limits;
  target.creation_modes = integration_.manifest().creation_modes;
  return &schemas_.emplace(key, std::move(target)).first->second;
}

}  // namespace itsm::host::push
