// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/call.hpp"

// What the routers call, one function for each method and path. Each either answers or throws a Refusal. Each
// deployment has some more of its own.
namespace itsm::simulators::jira {

// projects.cpp
Answer search_projects(const Call& call);
Answer get_project(const Call& call);
Answer get_project_statuses(const Call& call);
Answer get_project_components(const Call& call);
Answer page_project_components(const Call& call);
Answer get_project_versions(const Call& call);
Answer page_project_versions(const Call& call);
Answer get_security_levels(const Call& call);
// create_metadata.cpp
Answer get_create_types(const Call& call);
Answer get_create_fields(const Call& call);
Answer get_edit_metadata(const Call& call);
// issue_create.cpp
Answer create_issue(const Call& call);
Answer create_issues(const Call& call);
// issue_edit.cpp
Answer edit_issue(const Call& call);
Answer assign_issue(const Call& call);
Answer delete_issue(const Call& call);
// issue_read.cpp
Answer get_issue(const Call& call);
Answer fetch_issues(const Call& call);
Answer get_changes(const Call& call);
Answer fetch_changes(const Call& call);
// transitions.cpp
Answer get_transitions(const Call& call);
Answer transition_issue(const Call& call);
// comments.cpp
Answer get_comments(const Call& call);
Answer get_comment(const Call& call);
Answer create_comment(const Call& call);
Answer change_comment(const Call& call);
Answer delete_comment(const Call& call);
Answer get_comment_property_keys(const Call& call);
Answer get_comment_property(const Call& call);
Answer set_comment_property(const Call& call);
Answer delete_comment_property(const Call& call);
// links.cpp
Answer create_link(const Call& call);
Answer get_link(const Call& call);
Answer delete_link(const Call& call);
Answer get_link_types(const Call& call);
Answer get_remote_links(const Call& call);
Answer write_remote_link(const Call& call);
Answer delete_remote_links(const Call& call);
Answer get_remote_link(const Call& call);
Answer change_remote_link(const Call& call);
Answer delete_remote_link(const Call& call);
// properties.cpp
Answer get_property_keys(const Call& call);
Answer get_property(const Call& call);
Answer set_property(const Call& call);
Answer delete_property(const Call& call);
// permissions.cpp
Answer get_my_permissions(const Call& call);
// lists.cpp
Answer search_priorities(const Call& call);
Answer get_priorities(const Call& call);
Answer get_statuses(const Call& call);
Answer get_status_categories(const Call& call);
Answer get_resolutions(const Call& call);
Answer search_resolutions(const Call& call);
Answer get_issue_types(const Call& call);
Answer get_fields(const Call& call);
Answer get_labels(const Call& call);

// admin_webhooks.cpp, below /rest/webhooks/1.0
Answer get_admin_webhooks(const Call& call);
Answer get_admin_webhook(const Call& call);
Answer create_admin_webhook(const Call& call);
Answer change_admin_webhook(const Call& call);
Answer delete_admin_webhook(const Call& call);
// and below /rest/jira-webhook/1.0 of Data Center since 10; deleting is the same
Answer get_new_webhooks(const Call& call);
Answer get_new_webhook(const Call& call);
Answer create_new_webhook(const Call& call);
Answer change_new_webhook(const Call& call);

}  // namespace itsm::simulators::jira
