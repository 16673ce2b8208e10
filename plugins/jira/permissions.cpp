// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/permissions.hpp"

namespace itsm::jira {

std::vector<Permission> permissions() {
  using Level = PermissionLevel;
  return {
      {"BROWSE_PROJECTS", "Browse projects", Level::required,
       "To read tickets and what a project offers. Without it the project is invisible to us."},
      {"CREATE_ISSUES", "Create issues", Level::required,
       "To make tickets. Without it nothing can be pushed."},
      {"EDIT_ISSUES", "Edit issues", Level::feature,
       "To keep fields of a ticket up to date. Without it a ticket stays as it was created."},
      {"TRANSITION_ISSUES", "Transition issues", Level::feature,
       "To move a ticket when its finding changes. Without it only people move tickets."},
      {"ADD_COMMENTS", "Add comments", Level::feature,
       "To write re-test results into the ticket. Without it they are shown here only."},
      {std::string(kAgent), "Service project agent", Level::feature,
       "To keep comments from the customers of a service project. Without it internal comments are refused "
       "there."},
      {"ASSIGN_ISSUES", "Assign issues", Level::feature,
       "To set the assignee. Without it Jira's own rule of the project decides."},
      {"ASSIGNABLE_USER", "Assignable user", Level::feature,
       "To assign tickets to our own account. Without it others can still be assigned."},
      {"LINK_ISSUES", "Link issues", Level::feature,
       "To link a new ticket to one that exists. Without it creation mode link is refused."},
      {"MODIFY_REPORTER", "Modify reporter", Level::feature,
       "To name another reporter than our own account. Without it we are the reporter."},
      {"SCHEDULE_ISSUES", "Schedule issues", Level::feature,
       "To set the due date. Without it due dates are left out."},
      {"SET_ISSUE_SECURITY", "Set issue security", Level::feature,
       "To restrict who sees a ticket. Without it tickets get the project's default level."},
      {"CLOSE_ISSUES", "Close issues", Level::feature,
       "Only where a workflow demands it for its closing transitions. Without it those are left to people."},
      {"RESOLVE_ISSUES", "Resolve issues", Level::feature,
       "Only where a workflow demands it for setting a resolution. Without it those are left to people."},
      {"ADMINISTER_PROJECTS", "Administer projects", Level::feature,
       "To change tickets without Jira sending mail about it. Without it watchers are notified."},
      {"USER_PICKER", "Browse users and groups", Level::feature,
       "To find people by name or e-mail address. Without it assignees are given by account."},
      {"ADMINISTER", "Administer Jira", Level::feature,
       "To register the webhook by ourselves. Without it an administrator makes it, or an OAuth 2.0 app "
       "does."},
      {"VIEW_READONLY_WORKFLOW", "View read-only workflow", Level::unused,
       "Not needed: we read the transitions of a ticket, not the drawing of its workflow."},
      {"DELETE_ISSUES", "Delete issues", Level::unused, "Not needed: we never delete tickets."},
      {"MOVE_ISSUES", "Move issues", Level::unused,
       "Not needed: we follow moved tickets and never move one."},
      {"EDIT_ALL_COMMENTS", "Edit all comments", Level::unused,
       "Not needed: we never change what others wrote."},
      {"EDIT_OWN_COMMENTS", "Edit own comments", Level::unused,
       "Not needed: a comment of ours stays as it was written."},
      {"DELETE_ALL_COMMENTS", "Delete all comments", Level::unused,
       "Not needed: we never delete what others wrote."},
      {"DELETE_OWN_COMMENTS", "Delete own comments", Level::unused, "Not needed: a comment of ours stays."},
      {"CREATE_ATTACHMENTS", "Create attachments", Level::unused, "Not needed: we attach no files."},
      {"MANAGE_WATCHERS", "Manage watchers", Level::unused,
       "Not needed: we leave the list of watchers alone."},
      {"WORK_ON_ISSUES", "Work on issues", Level::unused, "Not needed: we log no work."},
  };
}

bool is_global(std::string_view permission) {
  return permission == "USER_PICKER" || permission == "ADMINISTER";
}

}  // namespace itsm::jira
