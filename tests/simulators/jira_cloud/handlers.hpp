// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/handlers.hpp"

// What only Jira Cloud answers, or answers in its own way.
namespace itsm::simulators::jira_cloud {

using namespace jira;

// site_info.cpp
Answer get_server_info(const Call& call);
Answer get_myself(const Call& call);
Answer get_tenant_info(const Call& call);
// search.cpp
Answer search_issues(const Call& call);
Answer count_issues(const Call& call);
Answer removed_search(const Call& call);
// dynamic_webhooks.cpp
Answer register_webhooks(const Call& call);
Answer get_webhooks(const Call& call);
Answer refresh_webhooks(const Call& call);
Answer delete_webhooks(const Call& call);
Answer get_failed_webhooks(const Call& call);
// users.cpp
Answer get_user(const Call& call);
Answer search_users(const Call& call);
Answer search_assignable_users(const Call& call);

}  // namespace itsm::simulators::jira_cloud
