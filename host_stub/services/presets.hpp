// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/services/services.hpp"

// What a team wants in its tickets, under a name. Files bring those of the house; a company may have its own,
// which stand above the house's of the same name.
namespace itsm::host::services {

struct PresetOrder {
  std::string name{};
  std::string label{};
  std::string integration{};
  std::string plugin{};
  std::string project{};
  std::vector<std::string> labels{};
  std::map<std::string, Json> fields{};

  static constexpr std::string_view kDocument = "preset_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "In commands: a-z, 0-9, - and _.");
    visit.optional("label", self.label, "For people.");
    visit.optional("integration", self.integration, "For this integration, or");
    visit.optional("plugin", self.plugin, "for every integration of this plugin.");
    visit.optional("project", self.project, "For tickets of this project only: its key, name or id.");
    visit.optional("labels", self.labels, "Joined with those of the policy.");
    visit.optional("fields", self.fields,
                   "The ticket's field: text, a number, true, false, or a list of text.");
  }
};

struct PresetItem {
  PresetOrder preset{};
  bool of_house = false;
  std::string origin_path{};
  std::string author{};

  static constexpr std::string_view kDocument = "preset";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    PresetOrder::members(self.preset, visit);
    visit.required("of_house", self.of_house, "It came from a file and is changed there.");
    visit.optional("origin_path", self.origin_path, "Which file.");
    visit.optional("author", self.author, "Who brought it.");
  }
};

// Those whose integration and project the company may use, by name.
Result<std::vector<PresetItem>> presets(Services& services, CompanyId company);

// As the company's own. Refused: what is wrong with it; "preset_of_file" (conflict: a file of the house has
// the name); "integration_unknown".
Result<PresetItem> keep_preset(Services& services, CompanyId company, const PresetOrder& order,
                               const std::string& actor);

// Refused with "preset_unknown" (not_found) and "preset_of_file".
Result<> remove_preset(Services& services, CompanyId company, const std::string& name,
                       const std::string& actor);

}  // namespace itsm::host::services
