// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/manifest.hpp>

#include "plugins/servicenow/client.hpp"

namespace itsm::servicenow {

// One thing to choose: what the manifest says of it, and who answers. What it depends on has been chosen when
// it is asked.
struct PickerEntry {
  Picker about{};
  Result<OptionsPage> (*answer)(const Client& client, const OptionsRequest& request) = nullptr;
};

std::vector<PickerEntry> picker_entries();

// What the person chose in another picker; empty where nothing is chosen.
std::string chosen(const OptionsRequest& request, std::string_view picker);

// A list that is read whole: searched and cut here.
Result<OptionsPage> page_of_whole(std::vector<Option> all, const OptionsRequest& request);
// Rows of a table, which the instance searches and pages.
Result<OptionsPage> page_of_rows(const Client& client, RowsWanted wanted, const OptionsRequest& request,
                                 Option (*to_option)(const Json& row));

// By the file that holds them.
namespace pickers {

// pickers_tables.cpp
Result<OptionsPage> project(const Client& client, const OptionsRequest& request);
Result<OptionsPage> type(const Client& client, const OptionsRequest& request);
Result<OptionsPage> field(const Client& client, const OptionsRequest& request);
Result<OptionsPage> link_type(const Client& client, const OptionsRequest& request);

// pickers_choices.cpp
Result<OptionsPage> status(const Client& client, const OptionsRequest& request);
Result<OptionsPage> priority(const Client& client, const OptionsRequest& request);
Result<OptionsPage> resolution(const Client& client, const OptionsRequest& request);
Result<OptionsPage> category(const Client& client, const OptionsRequest& request);
Result<OptionsPage> subcategory(const Client& client, const OptionsRequest& request);
Result<OptionsPage> choice(const Client& client, const OptionsRequest& request);

// pickers_records.cpp
Result<OptionsPage> user(const Client& client, const OptionsRequest& request);
Result<OptionsPage> group(const Client& client, const OptionsRequest& request);
Result<OptionsPage> ci(const Client& client, const OptionsRequest& request);
Result<OptionsPage> ticket(const Client& client, const OptionsRequest& request);

}  // namespace pickers
}  // namespace itsm::servicenow
