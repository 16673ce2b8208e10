// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/picker_page.hpp"

namespace itsm::jira {

// One thing to choose: what the manifest says of it, and who answers. What it depends on has been chosen when
// it is asked.
struct PickerEntry {
  Picker about{};
  Result<OptionsPage> (*answer)(const Client& client, const OptionsRequest& request) = nullptr;
};

std::vector<PickerEntry> picker_entries();

// By the file that holds them.
namespace pickers {

// pickers_projects.cpp
Result<OptionsPage> site(const Client& client, const OptionsRequest& request);
Result<OptionsPage> project(const Client& client, const OptionsRequest& request);
Result<OptionsPage> type(const Client& client, const OptionsRequest& request);
Result<OptionsPage> form_template(const Client& client, const OptionsRequest& request);
Result<OptionsPage> field(const Client& client, const OptionsRequest& request);

// pickers_values.cpp
Result<OptionsPage> priority(const Client& client, const OptionsRequest& request);
Result<OptionsPage> resolution(const Client& client, const OptionsRequest& request);
Result<OptionsPage> status(const Client& client, const OptionsRequest& request);
Result<OptionsPage> security(const Client& client, const OptionsRequest& request);
Result<OptionsPage> correlation_field(const Client& client, const OptionsRequest& request);
Result<OptionsPage> link_type(const Client& client, const OptionsRequest& request);

// pickers_lists.cpp
Result<OptionsPage> component(const Client& client, const OptionsRequest& request);
Result<OptionsPage> version(const Client& client, const OptionsRequest& request);
Result<OptionsPage> label(const Client& client, const OptionsRequest& request);

// pickers_people.cpp
Result<OptionsPage> assignee(const Client& client, const OptionsRequest& request);
Result<OptionsPage> reporter(const Client& client, const OptionsRequest& request);

// pickers_tickets.cpp
Result<OptionsPage> parent(const Client& client, const OptionsRequest& request);
Result<OptionsPage> ticket(const Client& client, const OptionsRequest& request);
Result<OptionsPage> labelled_ticket(const Client& client, const OptionsRequest& request);

}  // namespace pickers
}  // namespace itsm::jira
