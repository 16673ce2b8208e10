// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_dc/router.hpp"

#include <array>

#include "tests/simulators/jira/routes.hpp"
#include "tests/simulators/jira_dc/handlers.hpp"
#include "tests/simulators/jira_dc/pages.hpp"

namespace itsm::simulators::jira_dc {
namespace {

constexpr std::array kApi{
    Route{"GET", "serverInfo", For::everybody, get_server_info},
    Route{"GET", "myself", For::signed_in, get_myself},
    Route{"GET", "mypermissions", For::signed_in, get_my_permissions},
    Route{"GET", "project", For::everybody, get_projects},
    Route{"GET", "projects/picker", For::everybody, pick_projects},
    Route{"GET", "project/*", For::everybody, get_project},
    Route{"GET", "project/*/statuses", For::everybody, get_project_statuses},
    Route{"GET", "project/*/components", For::everybody, get_project_components},
    Route{"GET", "project/*/versions", For::everybody, get_project_versions},
    Route{"GET", "project/*/securitylevel", For::everybody, get_security_levels},
    Route{"GET", "project/*/priorityscheme", For::signed_in, get_priority_scheme},
    Route{"POST", "issue", For::signed_in, create_issue},
    Route{"POST", "issue/bulk", For::signed_in, create_issues},
    Route{"GET", "issue/*", For::everybody, get_issue},
    Route{"PUT", "issue/*", For::signed_in, edit_issue},
    Route{"DELETE", "issue/*", For::signed_in, delete_issue},
    Route{"PUT", "issue/*/assignee", For::signed_in, assign_issue},
    Route{"GET", "issue/*/editmeta", For::everybody, get_edit_metadata},
    Route{"GET", "issue/*/transitions", For::everybody, get_transitions},
    Route{"POST", "issue/*/transitions", For::signed_in, transition_issue},
    Route{"GET", "issue/*/comment", For::everybody, get_comments},
    Route{"POST", "issue/*/comment", For::signed_in, create_comment},
    Route{"GET", "issue/*/comment/*", For::everybody, get_comment},
    Route{"PUT", "issue/*/comment/*", For::signed_in, change_comment},
    Route{"DELETE", "issue/*/comment/*", For::signed_in, delete_comment},
    Route{"GET", "comment/*/properties", For::everybody, get_comment_property_keys},
    Route{"GET", "comment/*/properties/*", For::everybody, get_comment_property},
    Route{"PUT", "comment/*/properties/*", For::signed_in, set_comment_property},
    Route{"DELETE", "comment/*/properties/*", For::signed_in, delete_comment_property},
    Route{"GET", "issue/*/remotelink", For::everybody, get_remote_links},
    Route{"POST", "issue/*/remotelink", For::signed_in, write_remote_link},
    Route{"DELETE", "issue/*/remotelink", For::signed_in, delete_remote_links},
    Route{"GET", "issue/*/remotelink/*", For::everybody, get_remote_link},
    Route{"PUT", "issue/*/remotelink/*", For::signed_in, change_remote_link},
    Route{"DELETE", "issue/*/remotelink/*", For::signed_in, delete_remote_link},
    Route{"GET", "issue/*/properties", For::everybody, get_property_keys},
    Route{"GET", "issue/*/properties/*", For::everybody, get_property},
    Route{"PUT", "issue/*/properties/*", For::signed_in, set_property},
    Route{"DELETE", "issue/*/properties/*", For::signed_in, delete_property},
    Route{"POST", "issueLink", For::signed_in, create_link},
    Route{"GET", "issueLink/*", For::everybody, get_link},
    Route{"DELETE", "issueLink/*", For::signed_in, delete_link},
    Route{"GET", "issueLinkType", For::everybody, get_link_types},
    Route{"GET", "search", For::everybody, search_issues},
    Route{"POST", "search", For::everybody, search_issues},
    Route{"GET", "user", For::signed_in, get_user},
    Route{"GET", "user/search", For::signed_in, search_users},
    Route{"GET", "user/picker", For::signed_in, pick_users},
    Route{"GET", "user/assignable/search", For::signed_in, search_assignable_users},
    Route{"GET", "user/assignable/multiProjectSearch", For::signed_in, search_assignable_users_of_projects},
    Route{"GET", "priority", For::everybody, get_priorities},
    Route{"GET", "priority/page", For::everybody, page_priorities},
    Route{"GET", "status", For::everybody, get_statuses},
    Route{"GET", "statuscategory", For::everybody, get_status_categories},
    Route{"GET", "resolution", For::everybody, get_resolutions},
    Route{"GET", "issuetype", For::everybody, get_issue_types},
    Route{"GET", "field", For::everybody, get_fields},
};

// Before issue/*, which would take the word for a key: from 9.0 on it does.
constexpr std::array kOldCreateMetadata{
    Route{"GET", "issue/createmeta", For::everybody, get_old_create_metadata},
};
constexpr std::array kCreateMetadataPages{
    Route{"GET", "issue/createmeta/*/issuetypes", For::everybody, page_create_types},
    Route{"GET", "issue/createmeta/*/issuetypes/*", For::everybody, page_create_fields},
};
// What Jira's own pages use and integrations have found.
constexpr std::array kInternal{
    Route{"GET", "labels/suggest", For::everybody, suggest_labels},
};
// Below /rest/webhooks/1.0 until 9, and below /rest/jira-webhook/1.0 since 10.
constexpr std::array kWebhooks{
    Route{"GET", "webhook", For::signed_in, get_admin_webhooks},
    Route{"POST", "webhook", For::signed_in, create_admin_webhook},
    Route{"GET", "webhook/*", For::signed_in, get_admin_webhook},
    Route{"PUT", "webhook/*", For::signed_in, change_admin_webhook},
    Route{"DELETE", "webhook/*", For::signed_in, delete_admin_webhook},
};
constexpr std::array kNewWebhooks{
    Route{"GET", "webhooks", For::signed_in, get_new_webhooks},
    Route{"POST", "webhooks", For::signed_in, create_new_webhook},
    Route{"GET", "webhooks/*", For::signed_in, get_new_webhook},
    Route{"PUT", "webhooks/*", For::signed_in, change_new_webhook},
    Route{"DELETE", "webhooks/*", For::signed_in, delete_admin_webhook},
};

std::vector<RouteTable> tables_of(const Version& version) {
  std::vector<RouteTable> tables;
  for (const char* below : {"rest/api/2", "rest/api/latest"}) {
    if (version.has_old_create_metadata()) tables.push_back({below, kOldCreateMetadata});
    if (version.has_create_metadata_pages()) tables.push_back({below, kCreateMetadataPages});
    tables.push_back({below, kApi});
  }
  tables.push_back({"rest/api/1.0", kInternal});
  tables.push_back(version.has_new_webhooks() ? RouteTable{"rest/jira-webhook/1.0", kNewWebhooks}
                                              : RouteTable{"rest/webhooks/1.0", kWebhooks});
  return tables;
}

Answer not_there(const Call& call, const Version& version) {
  if (call.request.segments.empty() || call.request.segments.front() != "rest")
    return server_page(404, "The requested resource is not available");
  const auto words = version.major < 10 ? "null for uri: " + call.origin + call.request.target
                                        : std::string("HTTP 404 Not Found");
  return json_answer(404, {{"message", words}, {"status-code", 404}});
}

}  // namespace

Answer route(const Call& call, const Version& version) {
  const auto& request = call.request;
  auto match = find_route(tables_of(version), request);
  if (match.route == nullptr)
    return match.path_known ? server_page(405, "Method Not Allowed") : not_there(call, version);
  if (match.route->who == For::signed_in && call.caller == nullptr) return unauthenticated(call.origin);
  const bool writes = request.method == "POST" || request.method == "PUT";
  if (writes && !lower(request.header("Content-Type").value_or("")).starts_with("application/json"))
    return server_page(415, "Unsupported Media Type");
  return answer_of(*match.route, {request, call.site, call.caller, call.version, call.origin,
                                  std::move(match.captures), call.webhooks});
}

}  // namespace itsm::simulators::jira_dc
