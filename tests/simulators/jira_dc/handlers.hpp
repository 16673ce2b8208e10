// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/handlers.hpp"

// What only Data Center answers, or answers in its own way.
namespace itsm::simulators::jira_dc {

using namespace jira;

// site_info.cpp
Answer get_server_info(const Call& call);
Answer get_myself(const Call& call);
// projects.cpp
Answer get_projects(const Call& call);
Answer pick_projects(const Call& call);
Answer get_priority_scheme(const Call& call);
Answer page_priorities(const Call& call);
// create_metadata.cpp
Answer get_old_create_metadata(const Call& call);
Answer page_create_types(const Call& call);
Answer page_create_fields(const Call& call);
// search.cpp
Answer search_issues(const Call& call);
// users.cpp
Answer get_user(const Call& call);
Answer search_users(const Call& call);
Answer search_assignable_users(const Call& call);
Answer search_assignable_users_of_projects(const Call& call);
Answer pick_users(const Call& call);
// labels.cpp
Answer suggest_labels(const Call& call);

}  // namespace itsm::simulators::jira_dc
