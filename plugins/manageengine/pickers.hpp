// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <itsm/documents/manifest.hpp>

#include "plugins/manageengine/client.hpp"

namespace itsm::manageengine {

// One thing to choose: what the manifest says of it and which list of the API it is.
struct PickerEntry {
  Picker about{};
  std::string path{};        // empty: no list of its own
  std::string array{};       // name of the list in the answer
  std::string older_path{};  // where older builds have it
  std::string older_array{};
  std::string below{};  // criterion by what it depends on, such as category.id
  std::string searched = "name";
};

std::vector<PickerEntry> picker_entries();
const PickerEntry* picker_entry(std::string_view id);

Result<OptionsPage> options_of(const Client& client, const PickerEntry& entry, const OptionsRequest& request);

// All options of a list that is short, as forms show them.
Result<std::vector<Option>> all_options(const Client& client, const PickerEntry& entry);

}  // namespace itsm::manageengine
