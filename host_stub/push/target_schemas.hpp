// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "host_stub/integrations/live_integration.hpp"
#include "host_stub/policy/form_fit.hpp"
#include "host_stub/policy/look_up.hpp"
#include "host_stub/policy/policy.hpp"
#include "host_stub/policy/target_schema.hpp"

namespace itsm::host::push {

// A place where tickets can be made, or why there is none.
struct TargetAnswer {
  const policy::TargetSchema* schema = nullptr;  // lives as long as the forms
  std::string warning{};
  std::string problem{};
};

// Where the forms of tickets come from.
class Forms {
 public:
  virtual ~Forms() = default;
  // A failure is the vendor's; a target that is not offered is an answer with a problem.
  virtual Result<TargetAnswer> resolve(const policy::Target& target) = 0;
  // What a picker offers for a word, in the ticket's project.
  virtual policy::LookedUp look_up(const std::string& picker, const Named& project, const std::string& word);
};

// By its id, else by the name of its role: every way that a person or a page names one. Null: there is none.
const Picker* find_picker(const Manifest& manifest, const std::string& id_or_role);

// The id of the plugin's picker with this role; where it has none, the role's name, which the plugin refuses.
std::string picker_id(const Manifest& manifest, PickerRole role);

// All pages of a picker; a vendor that never ends a listing does not keep us for ever.
Result<std::vector<Option>> list_options(integrations::LiveIntegration& integration, OptionsRequest request);

// How people write the project, and whether they may write it so.
std::string called(const Option& project);
bool is_called(const Option& project, const std::string& name);

// Whether a company whose allow-list this is (by id or by name; empty: not restricted) may use the project.
bool is_allowed(const std::vector<Named>& projects, const Option& project);

// The vendor's live schema for one plan: asked for once per project and type, kept while the plan is made.
// One thread.
class TargetSchemas final : public Forms {
 public:
  // allowed: the projects that this company may use, by id or by name; empty: all that the account sees.
  TargetSchemas(integrations::LiveIntegration& integration, CreationMode mode, std::vector<Named> allowed)
      : integration_(integration), mode_(mode), allowed_(std::move(allowed)) {}

  Result<TargetAnswer> resolve(const policy::Target& target) override;
  policy::LookedUp look_up(const std::string& picker, const Named& project, const std::string& word) override;

  // What tickets of this project can be in, as far as the plugin has pickers for it.
  Result<policy::StatusOffer> statuses(const Named& project);

 private:
  struct Project {
    policy::Choice choice{};
    std::vector<Option> types{};
  };

  Result<const Project*> project(const std::string& wanted);
  std::optional<policy::Choice> followed(const std::string& wanted, const std::vector<Option>& offered) const;
  Result<std::vector<Option>> offered_projects(const std::string& wanted);
  Result<std::vector<Option>> all_options(PickerRole role, const Named& project);
  bool offers(PickerRole role) const { return integration_.manifest().picker_for(role) != nullptr; }
  Result<const policy::TargetSchema*> schema(const Named& project, const Named& type);

  integrations::LiveIntegration& integration_;
  const CreationMode mode_;
  const std::vector<Named> allowed_;
  std::map<std::string, Project> projects_;                                      // by what was wanted
  std::map<std::pair<std::string, std::string>, policy::TargetSchema> schemas_;  // by project and type id
  // By picker, project and word: what a picker offers may depend on the project.
  std::map<std::tuple<std::string, std::string, std::string>, policy::LookedUp> looked_up_;
};

}  // namespace itsm::host::push
