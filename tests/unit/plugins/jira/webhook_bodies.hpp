// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/json.hpp>

// Bodies of webhooks as Cloud and Data Center send them, to change in tests.
namespace itsm::jira::testing {

inline Json issue_in_body(const std::string& id, const std::string& status_id, const std::string& category) {
  return {{"id", id},
          {"key", "SEC-" + id},
          {"self", "https://acme.atlassian.net/rest/api/2/" + id},
          {"fields",
           {{"project", {{"id", "10000"}, {"key", "SEC"}}},
            {"issuetype", {{"id", "10002"}, {"name", "Task"}}},
            {"summary", "A finding"},
            {"status",
             {{"id", status_id}, {"name", "Status " + status_id}, {"statusCategory", {{"key", category}}}}},
            {"assignee", {{"accountId", "acc-9"}, {"displayName", "Ada"}}},
            {"updated", "2026-03-01T12:00:00.000+0300"}}}};
}

// A step of the workflow on Cloud.
inline Json status_change() {
  return {{"timestamp", 1'772'355'600'123},
          {"webhookEvent", "jira:issue_updated"},
          {"issue_event_type_name", "issue_generic"},
          {"user", {{"accountId", "acc-9"}, {"displayName", "Ada"}}},
          {"issue", issue_in_body("10040", "10002", "done")},
          {"changelog",
           {{"id", "7"},
            {"items",
             {{{"field", "status"},
               {"fieldtype", "jira"},
               {"fieldId", "status"},
               {"from", "3"},
               {"to", "10002"}}}}}}};
}

// A comment on Data Center, which does not show the issue.
inline Json server_comment() {
  return {{"timestamp", 1'772'355'600'123},
          {"webhookEvent", "comment_created"},
          {"comment",
           {{"self", "https://jira.acme.test/jira/rest/api/2/issue/10013/comment/10082"},
            {"id", "10082"},
            {"author", {{"name", "ada"}, {"key", "JIRAUSER1"}, {"displayName", "Ada"}}},
            {"body", "Fixed in 1.2"},
            {"created", "2026-03-01T12:00:00.000+0300"}}}};
}

}  // namespace itsm::jira::testing
