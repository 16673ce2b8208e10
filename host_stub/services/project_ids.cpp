// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/project_ids.hpp"

#include <algorithm>

#include "host_stub/push/target_schemas.hpp"

namespace itsm::host::services {
namespace {

// What the vendor offers, asked for no more often than needed.
class Projects {
 public:
  explicit Projects(integrations::LiveIntegration& live) : live_(live) {}

  template <class Wanted>
  Result<std::optional<Option>> find(const std::string& name, Wanted wanted) {
    ITSM_TRY(const OptionsPage searched, live_.options({.picker = picker(), .query = name}));
    if (auto found = first(searched.options, wanted)) return found;
    if (!all_) {
      ITSM_TRY(all_, push::list_options(live_, {.picker = picker()}));
    }
    return first(*all_, wanted);
  }

 private:
  template <class Wanted>
  static std::optional<Option> first(const std::vector<Option>& options, Wanted wanted) {
    const auto found = std::find_if(options.begin(), options.end(), wanted);
    return found == options.end() ? std::nullopt : std::optional(*found);
  }

  std::string picker() const { return push::picker_id(live_.manifest(), PickerRole::project); }

  integrations::LiveIntegration& live_;
  std::optional<std::vector<Option>> all_;
};

}  // namespace

Result<std::vector<std::string>> keep_project_ids(Services& services, integrations::LiveIntegration& live,
                                                  const store::IntegrationRow& integration,
                                                  std::vector<Served>& served) {
  std::vector<std::string> told;
  if (live.manifest().picker_for(PickerRole::project) == nullptr) return told;
  Projects projects(live);
  for (auto& one : served) {
    bool learned = false;
    for (auto& project : one.projects) {
      const bool by_id = !project.id.empty();
      ITSM_TRY(const auto found, projects.find(project.name, [&](const Option& offered) {
        return by_id ? offered.id == project.id : push::is_called(offered, project.name);
      }));
      if (!found) continue;  // its permissions are missing, and say so
      if (!by_id) {
        project.id = found->id;
        learned = true;
      } else if (!push::is_called(*found, project.name)) {
        told.push_back("the project " + project.name + " is called " + push::called(*found) +
                       " now, and is used as before; write " + push::called(*found) +
                       " in the configuration of " + integration.name);
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
