// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/reading.hpp"
#include "plugins/jira/client.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/permissions.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

std::string shown(const Named& project) { return project.name.empty() ? project.id : project.name; }

PermissionAnswer answer_for(const Permission& permission, const Named& project, bool granted,
                            std::string reason) {
  return {permission.id, granted, project.id.empty() ? project.name : project.id,
          granted ? std::string() : std::move(reason)};
}

// Jira Cloud answers only for permissions that are named.
std::string keys_of(const std::vector<Permission>& all) {
  std::string keys;
  for (const Permission& permission : all) keys += (keys.empty() ? "" : ",") + permission.id;
  return keys;
}

common::Query project_parameter(const Named& project) {
  const Json named = reference(project, "key");
  if (named.contains("id")) return {{"projectId", text_of(named, "id")}};
  const std::string key = text_of(named, "key");
  return key.empty() ? common::Query{} : common::Query{{"projectKey", key}};
}

// What the account may do in a project, or anywhere at all where the project is empty.
Result<void> check_permissions(const Client& client, const Named& project, const std::string& account,
                               std::vector<PermissionAnswer>& answers) {
  const std::vector<Permission> all = permissions();
  common::Query query = project_parameter(project);
  const bool in_project = !query.empty();
  query.emplace_back("permissions", keys_of(all));
  const auto told = client.get(client.site().api("/mypermissions", query));
  if (!told && told.error().status != Status::not_found) return unexpected(told.error());
  if (!told && !in_project) return unexpected(told.error());
  for (const Permission& permission : all) {
    if (!told) {
      answers.push_back(answer_for(permission, project, false,
                                   "there is no project " + shown(project) + ", or " + account +
                                       " cannot see it: give the account Browse projects there"));
      continue;
    }
    const Json& one = member(member(*told, "permissions"), permission.id);
    if (!member(one, "havePermission").is_boolean())
      return failure(Status::bad_reply, "Jira's answer leaves out the permission " + permission.id);
    answers.push_back(answer_for(permission, project, common::flag_of(one, "havePermission"),
                                 "ask a Jira administrator to give " + account + " the permission " +
                                     permission.label +
                                     (in_project ? " in project " + shown(project) : std::string())));
  }
  return {};
}

Result<Connection> probe(const Client& client) {
  ITSM_TRY(const Json server, client.get(client.site().api("/serverInfo")));
  const std::string deployment = text_of(server, "deploymentType");
  if (deployment.empty())
    return failure(Status::bad_reply, "the answer to serverInfo is not Jira's: it names no deployment type");
  if (deployment != "Cloud")
    return failure(Status::unsupported, "this is Jira " + deployment + " " + text_of(server, "version") +
                                            "; this version of the plugin works with Jira Cloud");
  ITSM_TRY(const Json account, client.account());
  Connection connection;
  connection.deployment = name_of(Deployment::cloud);
  connection.product_version = text_of(server, "version");
  connection.account = {text_of(account, "accountId"), text_of(account, "displayName"),
                        text_of(account, "emailAddress")};
  connection.time_zone = text_of(account, "timeZone");
  connection.browse_url = text_of(server, "baseUrl");
  return connection;
}

}  // namespace

Result<CheckReport> JiraPlugin::check(const Call& call, const CheckRequest& request) const {
  const Client client(call, site_);
  CheckReport report;
  ITSM_TRY(report.connection, probe(client));
  const Person& account = report.connection.account;
  const std::string who = account.name.empty() ? account.id : account.name;
  const std::vector<Named> projects = request.projects.empty() ? std::vector<Named>(1) : request.projects;
  for (const Named& project : projects)
    ITSM_CHECK(check_permissions(client, project, who, report.permissions));
  if (report.connection.time_zone.empty())
    report.warnings.push_back(
        "Jira hides the account's time zone; searches by date may be off by some hours");
  return report;
}

}  // namespace itsm::jira
