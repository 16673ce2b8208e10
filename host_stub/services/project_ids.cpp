// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/project_ids.hpp"

#include <algorithm>

namespace itsm::host::services {
namespace {

std::string called(const Option& project) { return project.key.empty() ? project.name : project.key; }

bool is_called(const Option& project, const std::string& name) {
  return project.key == name || project.name == name || project.id == name;
}

// What the vendor offers, asked for no more often than needed.
class Projects {
 public:
  explicit Projects(integrations::LiveIntegration& live) : live_(live) {}

  template <class Wanted>
  Result<std::optional<Option>> find(const std::string& name, Wanted wanted) {
    OptionsRequest request{.picker = kProjectPicker, .query = name};
    ITSM_TRY(const OptionsPage searched, live_.options(request));
    if (auto found = first(searched.options, wanted)) return found;
    if (!all_) {
      ITSM_TRY(all_, list());
    }
    return first(*all_, wanted);
  }

 private:
  template <class Wanted>
  static std::optional<Option> first(const std::vector<Option>& options, Wanted wanted) {
    const auto found = std::find_if(options.begin(), options.end(), wanted);
    return found == options.end() ? std::nullopt : std::optional(*found);
  }

  Result<std::vector<Option>> list() {
    std::vector<Option> all;
    OptionsRequest request{.picker = kProjectPicker};
    for (int page = 0; page < kMostProjectPages; ++page) {
      ITSM_TRY(OptionsPage offered, live_.options(request));
      std::move(offered.options.begin(), offered.options.end(), std::back_inserter(all));
      if (offered.next_cursor.empty()) break;
      request.cursor = offered.next_cursor;
    }
    return all;
  }

  integrations::LiveIntegration& live_;
  std::optional<std::vector<Option>> all_;
};

bool has_projects(const Manifest& manifest) {
  return std::any_of(manifest.pickers.begin(), manifest.pickers.end(),
                     [](const Picker& picker) { return picker.id == kProjectPicker; });
}

}  // namespace

Result<std::vector<std::string>> keep_project_ids(Services& services, integrations::LiveIntegration& live,
                                                  const store::IntegrationRow& integration,
                                                  std::vector<Served>& served) {
  std::vector<std::string> told;
  if (!has_projects(live.manifest())) return told;
  Projects projects(live);
  for (auto& one : served) {
    bool learned = false;
    for (auto& project : one.projects) {
      const bool by_id = !project.id.empty();
      ITSM_TRY(const auto found, projects.find(project.name, [&](const Option& offered) {
        return by_id ? offered.id == project.id : is_called(offered, project.name);
      }));
      if (!found) continue;  // its permissions are missing, and say so
      if (!by_id) {
        project.id = found->id;
        learned = true;
      } else if (!is_called(*found, project.name)) {
        told.push_back("the project " + project.name + " is called " + called(*found) +
                       " now, and is used as before; write " + called(*found) + " in the configuration of " +
                       integration.name);
      }
    }
    if (!learned) continue;
    ITSM_CHECK(services.database.in_company(one.company.id, [&](store::Transaction& company) {
      return store::serve_company(company, {integration.owner, integration.id, one.projects},
                                  services.clock.now());
    }));
  }
  return told;
}

}  // namespace itsm::host::services
