// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/vendor_schema.hpp"

#include <algorithm>

#include "host_stub/push/target_schemas.hpp"

namespace itsm::host::services {
namespace {

// Whether the allow-list, which may hold names, has the project of this id.
Result<bool> is_allowed(integrations::LiveIntegration& live, const std::vector<Named>& projects,
                        const std::string& id) {
  if (push::is_allowed(projects, Option{.id = id})) return true;
  ITSM_TRY(const auto offered,
           push::list_options(live, {.picker = push::picker_id(live.manifest(), PickerRole::project)}));
  return std::any_of(offered.begin(), offered.end(), [&](const Option& option) {
    return option.id == id && push::is_allowed(projects, option);
  });
}

Result<> check_project(integrations::LiveIntegration& live, const integrations::Serving& serving,
                       const std::string& id) {
  ITSM_TRY(const bool allowed, is_allowed(live, serving.projects, id));
  if (allowed) return {};
  return problem(ProblemKind::not_found, "project_unknown",
                 "there is no project '" + id + "' for this company at " + serving.integration.name,
                 "the picker 'project' lists those that there are");
}

}  // namespace

Result<integrations::Serving> serving_integration(Services& services, CompanyId company,
                                                  const std::string& id_or_name) {
  ITSM_TRY(auto all, services.directory.serving(company));
  for (auto& candidate : all)
    if (std::to_string(candidate.integration.id.value) == id_or_name) return std::move(candidate);
  return services.directory.serving(company, id_or_name);
}

Result<OptionsPage> pick(Services& services, const integrations::Serving& serving, OptionsRequest request) {
  ITSM_TRY(const auto live, services.directory.open(serving.integration));
  const Picker* const picker = push::find_picker(live->manifest(), request.picker);
  if (picker == nullptr)
    return problem(ProblemKind::not_found, "picker_unknown",
                   "the plugin " + serving.integration.plugin + " has no picker '" + request.picker + "'",
                   "its manifest lists its pickers");
  request.picker = picker->id;
  const auto project = request.context.find(push::picker_id(live->manifest(), PickerRole::project));
  if (project != request.context.end()) ITSM_CHECK(check_project(*live, serving, project->second));
  ITSM_TRY(OptionsPage page, live->options(request));
  if (picker->meaning() == PickerRole::project)
    std::erase_if(page.options,
                  [&](const Option& option) { return !push::is_allowed(serving.projects, option); });
  return page;
}

Result<FieldList> form_fields(Services& services, const integrations::Serving& serving,
                              const FieldsRequest& request) {
  ITSM_TRY(const auto live, services.directory.open(serving.integration));
  ITSM_CHECK(check_project(*live, serving, request.project.id));
  return live->fields(request);
}

}  // namespace itsm::host::services
