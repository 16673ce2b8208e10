// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/client.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/pickers.hpp"

namespace itsm::jira {
namespace {

// Settings and choices without which the picker cannot be asked.
std::vector<std::string> missing_for(const Picker& picker, const Site& site, const OptionsRequest& request) {
  std::vector<std::string> missing;
  if (const auto setting = site.missing_setting(); !setting.empty() && picker.id != "site")
    missing.emplace_back(setting);
  for (const std::string& other : picker.depends_on)
    if (chosen(request, other).empty()) missing.push_back(other);
  return missing;
}

}  // namespace

Result<OptionsPage> JiraPlugin::options(const Call& call, const OptionsRequest& request) const {
  for (const PickerEntry& entry : picker_entries()) {
    if (entry.about.id != request.picker) continue;
    if (auto missing = missing_for(entry.about, site_, request); !missing.empty())
      return OptionsPage{.missing = std::move(missing)};
    return entry.answer(Client(call, site_), request);
  }
  return failure(Status::invalid_argument, "there is no picker '" + request.picker + "'");
}

}  // namespace itsm::jira
