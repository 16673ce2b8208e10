// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/client.hpp"

// What new tickets can be, as Jira describes it. Its generations have three forms of it: Cloud's pages, those
// of Data Center, and one answer for everything before 8.4.
namespace itsm::jira {

// So old may a form be against which drafts are held before they are sent; Jira looks at them again itself.
inline constexpr std::chrono::seconds kFormsStay{60};

// The types that the account can create in the project, which is given by id or key. not_found where it sees
// no such project.
Result<std::vector<Json>> create_types(const Client& client, const std::string& project,
                                       std::chrono::seconds cache = std::chrono::seconds(0));

// The fields of the form for a type, which is given by id; each has its id in "fieldId".
Result<std::vector<Json>> create_fields(const Client& client, const std::string& project,
                                        const std::string& type,
                                        std::chrono::seconds cache = std::chrono::seconds(0));

// A project as those two, and paths and parameters, are told it: by id where there is one, else by key.
std::string project_handle(const Named& project);

}  // namespace itsm::jira
