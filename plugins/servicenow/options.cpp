// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/pickers.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"

namespace itsm::servicenow {
namespace {

// Settings and choices without which the picker cannot be asked.
std::vector<std::string> missing_for(const Picker& picker, const Instance& instance,
                                     const OptionsRequest& request) {
  std::vector<std::string> missing;
  if (!instance.has_address()) missing.emplace_back(kInstanceSetting);
  for (const std::string& other : picker.depends_on)
    if (chosen(request, other).empty()) missing.push_back(other);
  return missing;
}

}  // namespace

Result<OptionsPage> ServiceNowPlugin::options(const Call& call, const OptionsRequest& request) const {
  for (const PickerEntry& entry : picker_entries()) {
    if (entry.about.id != request.picker) continue;
    if (auto missing = missing_for(entry.about, instance_, request); !missing.empty())
      return OptionsPage{.missing = std::move(missing)};
    return entry.answer(Client(call, instance_), request);
  }
  return failure(Status::invalid_argument, "there is no picker '" + request.picker + "'");
}

}  // namespace itsm::servicenow
