// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_cloud/router.hpp"

#include <array>

#include "tests/simulators/jira/lists.hpp"
#include "tests/simulators/jira/routes.hpp"
#include "tests/simulators/jira_cloud/gateway.hpp"
#include "tests/simulators/jira_cloud/handlers.hpp"
#include "tests/simulators/jira_cloud/scopes.hpp"

namespace itsm::simulators::jira_cloud {

namespace {

// Below /rest/api/{2,3}. Reads are for everybody, as Jira has them: who may browse nothing finds nothing.
constexpr std::array kRoutes{
    Route{"GET", "serverInfo", For::everybody, get_server_info},
    Route{"GET", "myself", For::signed_in, get_myself},
    Route{"GET", "mypermissions", For::everybody, get_my_permissions},
    Route{"GET", "project/search", For::everybody, search_projects},
    Route{"GET", "project/*", For::everybody, get_project},
    Route{"GET", "project/*/statuses", For::everybody, get_project_statuses},
    Route{"GET", "project/*/components", For::everybody, get_project_components},
    Route{"GET", "project/*/component", For::everybody, page_project_components},
    Route{"GET", "project/*/versions", For::everybody, get_project_versions},
    Route{"GET", "project/*/version", For::everybody, page_project_versions},
    Route{"GET", "project/*/securitylevel", For::everybody, get_security_levels},
    Route{"GET", "issue/createmeta/*/issuetypes", For::everybody, get_create_types},
    Route{"GET", "issue/createmeta/*/issuetypes/*", For::everybody, get_create_fields},
    Route{"POST", "issue", For::signed_in, create_issue},
    Route{"POST", "issue/bulk", For::signed_in, create_issues},
    Route{"POST", "issue/bulkfetch", For::everybody, fetch_issues},
    Route{"POST", "changelog/bulkfetch", For::everybody, fetch_changes},
    Route{"GET", "issue/*", For::everybody, get_issue},
    Route{"PUT", "issue/*", For::signed_in, edit_issue},
    Route{"DELETE", "issue/*", For::signed_in, delete_issue},
    Route{"PUT", "issue/*/assignee", For::signed_in, assign_issue},
    Route{"GET", "issue/*/editmeta", For::everybody, get_edit_metadata},
    Route{"GET", "issue/*/changelog", For::everybody, get_changes},
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
    Route{"GET", "search/jql", For::everybody, search_issues},
    Route{"POST", "search/jql", For::everybody, search_issues},
    Route{"POST", "search/approximate-count", For::everybody, count_issues},
    Route{"GET", "search", For::everybody, removed_search},
    Route{"POST", "search", For::everybody, removed_search},
    Route{"GET", "user", For::signed_in, get_user},
    Route{"GET", "user/search", For::signed_in, search_users},
    Route{"GET", "user/assignable/search", For::signed_in, search_assignable_users},
    Route{"GET", "priority", For::everybody, get_priorities},
    Route{"GET", "priority/search", For::everybody, search_priorities},
    Route{"GET", "status", For::everybody, get_statuses},
    Route{"GET", "statuscategory", For::everybody, get_status_categories},
    Route{"GET", "resolution", For::everybody, get_resolutions},
    Route{"GET", "resolution/search", For::everybody, search_resolutions},
    Route{"GET", "issuetype", For::everybody, get_issue_types},
    Route{"GET", "field", For::everybody, get_fields},
    Route{"GET", "label", For::everybody, get_labels},
    Route{"GET", "jql/autocompletedata/suggestions", For::everybody, get_suggestions},
    Route{"POST", "webhook", For::signed_in, register_webhooks},
    Route{"GET", "webhook", For::signed_in, get_webhooks},
    Route{"DELETE", "webhook", For::signed_in, delete_webhooks},
    Route{"PUT", "webhook/refresh", For::signed_in, refresh_webhooks},
    Route{"GET", "webhook/failed", For::signed_in, get_failed_webhooks},
};

// Below /rest/webhooks/1.0.
constexpr std::array kAdminRoutes{
    Route{"GET", "webhook", For::signed_in, get_admin_webhooks},
    Route{"POST", "webhook", For::signed_in, create_admin_webhook},
    Route{"GET", "webhook/*", For::signed_in, get_admin_webhook},
    Route{"PUT", "webhook/*", For::signed_in, change_admin_webhook},
    Route{"DELETE", "webhook/*", For::signed_in, delete_admin_webhook},
};

Answer problem(int status, const char* title, const std::string& detail, const Request& request) {
  auto answer = json_answer(status, {{"type", "about:blank"},
                                     {"title", title},
                                     {"status", status},
                                     {"detail", detail},
                                     {"instance", request.path}});
  answer.headers = {{"Content-Type", "application/problem+json"}};
  return answer;
}

// A request that a browser could have been tricked into.
bool is_forgeable(const Request& request) {
  if (request.method == "GET") return false;
  const auto agent = request.header("User-Agent").value_or("");
  return agent.starts_with("Mozilla/") &&
         !same_word(request.header("X-Atlassian-Token").value_or(""), "no-check");
}

// Recorded of real sites: any bearer token, a right one of an app too, is taken for one of Connect's.
Answer bearer_refusal() {
  return json_answer(403, {{"error", "Failed to parse Connect Session Auth Token"}});
}

constexpr std::string_view kVersion3 = "rest/api/3";
constexpr std::array kTables{
    RouteTable{kVersion3, kRoutes},
    RouteTable{"rest/api/2", kRoutes},
    RouteTable{"rest/api/latest", kRoutes},
    RouteTable{"rest/webhooks/1.0", kAdminRoutes},
};

// The issue that a write is about, for the limit on writes to one.
std::string issue_of(const RouteMatch& match) {
  return match.route->path.starts_with("issue/*") ? match.captures.front() : std::string();
}

Answer call_route(const RouteMatch& match, const Request& request, const Front& front, const Identity& who,
                  const std::string& origin) {
  const auto& route = *match.route;
  if (who.scopes && !allows(*who.scopes, route))
    return json_answer(401, {{"code", 401}, {"message", "Unauthorized; scope does not match"}});
  if (route.who == For::signed_in && who.user == nullptr) return unauthenticated(origin);
  if (is_forgeable(request)) return {403, {{"Content-Type", "text/plain"}}, "XSRF check failed"};
  const bool writes = request.method == "POST" || request.method == "PUT";
  if (writes && !lower(request.header("Content-Type").value_or("")).starts_with("application/json"))
    return problem(415, "Unsupported Media Type",
                   "Content type '" + request.header("Content-Type").value_or("") + "' not supported",
                   request);
  if (auto refused = front.limits.refuse(front.site, route, issue_of(match), who.app)) return *refused;
  const int version = match.below == kVersion3 ? 3 : 2;
  auto answer = answer_of(
      route, {request, front.site, who.user, version, origin, match.captures, &front.webhooks, who.app});
  front.limits.charge(front.site, route, who.app, answer);
  return answer;
}

Answer dispatch(const Request& request, const Front& front, const Identity& who, const std::string& origin) {
  if (request.method == "GET" && request.path == "/_edge/tenant_info")
    return get_tenant_info({request, front.site, who.user, 3, origin, {}});
  const auto match = find_route(kTables, request);
  if (match.route != nullptr) return call_route(match, request, front, who, origin);
  if (match.path_known)
    return problem(405, "Method Not Allowed", "Method '" + request.method + "' is not supported.", request);
  return problem(404, "Not Found", "No endpoint " + request.method + " " + request.path, request);
}

}  // namespace

Identity identify(const Request& request, const World& world) {
  if (!request.header("Authorization")) return {};
  const auto basic = basic_credentials(request);
  return {true, basic ? world.sign_in(basic->first, basic->second) : nullptr, {}, {}};
}

Answer route(const Request& request, const Front& front, const Identity& who, const std::string& origin) {
  const bool bearer = lower(request.header("Authorization").value_or("")).starts_with("bearer ");
  auto answer = bearer && who.user == nullptr ? bearer_refusal() : dispatch(request, front, who, origin);
  if (who.given)
    answer.headers.emplace_back("X-Seraph-LoginReason", who.user == nullptr ? "AUTHENTICATED_FAILED" : "OK");
  if (who.user != nullptr) answer.headers.emplace_back("X-AACCOUNTID", who.user->account_id);
  answer.headers.emplace_back("Cache-Control", "no-cache, no-store, no-transform");
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  answer.headers.emplace_back("Server", "AtlassianEdge");
  return answer;
}

Answer bare_failure(int status) {
  if (status == 401)
    return json_answer(
        401, {{"message", "Client must be authenticated to access this resource."}, {"status-code", 401}});
  if (status == 429) {
    auto answer = json_answer(429, refusal(429, "Rate limit exceeded.").body());
    answer.headers.emplace_back("Retry-After", "5");
    answer.headers.emplace_back("X-RateLimit-Limit", "100");
    answer.headers.emplace_back("X-RateLimit-Remaining", "0");
    answer.headers.emplace_back("RateLimit-Reason", "jira-burst-based");
    return answer;
  }
  if (status >= 500) return json_answer(status, refusal(status, "Internal server error").body());
  return json_answer(status, refusal(status, "The request was refused.").body());
}

}  // namespace itsm::simulators::jira_cloud
