// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/reading.hpp"
#include "plugins/jira/client.hpp"
#include "plugins/jira/correlation.hpp"
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/permissions.hpp"
#include "plugins/jira/pickers.hpp"
#include "plugins/jira/probe.hpp"

namespace itsm::jira {
namespace {

using common::member;
using common::text_of;

std::string shown(const Named& project) { return project.name.empty() ? project.id : project.name; }

// The allowed projects may be named by what people call them, which permissions are not asked by. What no
// project is called may still be a key.
Result<common::Query> project_parameter(const Client& client, const Named& project) {
  const std::string& called = project.id.empty() ? project.name : project.id;
  if (called.empty()) return common::Query{};
  if (is_id(called)) return common::Query{{"projectId", called}};
  OptionsRequest request;
  request.query = called;
  ITSM_TRY(const OptionsPage offered, pickers::project(client, request));
  for (const Option& option : offered.options)
    if (option.key == called || option.name == called) return common::Query{{"projectId", option.id}};
  return common::Query{{"projectKey", called}};
}

// Whether it is a project with customers. What the account cannot see has none for it.
Result<bool> is_service_project(const Client& client, const common::Query& project) {
  if (project.empty()) return false;
  const auto told = client.get(client.site().api("/project/" + common::percent_encode(project[0].second)));
  if (!told && told.error().status == Status::not_found) return false;
  if (!told) return unexpected(told.error());
  return text_of(*told, "projectTypeKey") == "service_desk";
}

// Jira Cloud answers only for permissions that are named; Data Center answers for all and knows no names.
std::string permissions_target(const Site& site, common::Query query, bool service) {
  if (site.deployment() == Deployment::cloud) {
    std::string keys;
    for (const Permission& permission : permissions())
      if (service || permission.id != kAgent) keys += (keys.empty() ? "" : ",") + permission.id;
    query.emplace_back("permissions", keys);
  }
  return site.api("/mypermissions", query);
}

std::string what_to_do(const Permission& permission, const Named& project, const std::string& account) {
  if (permission.level == PermissionLevel::unused) return permission.purpose;
  const bool global = is_global(permission.id);
  return "ask a Jira administrator to give " + account + " the " + (global ? "global " : "") + "permission " +
         permission.label +
         (global || shown(project).empty() ? std::string() : " in project " + shown(project));
}

// What the account may do in a project, or anywhere at all where the project is empty.
Result<void> check_permissions(const Client& client, const Named& project, const std::string& account,
                               std::vector<PermissionAnswer>& answers) {
  ITSM_TRY(const common::Query query, project_parameter(client, project));
  ITSM_TRY(const bool service, is_service_project(client, query));
  const auto told = client.get(permissions_target(client.site(), query, service));
  const bool hidden = !told && told.error().status == Status::not_found && !query.empty();
  if (!told && !hidden) return unexpected(told.error());
  for (const Permission& permission : permissions()) {
    PermissionAnswer answer{.permission = permission.id,
                            .project = project.id.empty() ? project.name : project.id};
    if (hidden) {
      answer.reason = "there is no project " + shown(project) + ", or " + account +
                      " cannot see it: give the account Browse projects there";
    } else if (permission.id == kAgent && !service) {
      answer.reason = query.empty() ? "It is looked for in each service project that is named."
                                    : "Not needed here: this project has no customers.";
    } else {
      const Json& one = member(member(*told, "permissions"), permission.id);
      if (!member(one, "havePermission").is_boolean())
        return failure(Status::bad_reply, "Jira's answer leaves out the permission " + permission.id);
      answer.granted = common::flag_of(one, "havePermission");
      if (!answer.granted) answer.reason = what_to_do(permission, project, account);
    }
    answers.push_back(std::move(answer));
  }
  return {};
}

}  // namespace

Result<CheckReport> JiraPlugin::check(const Call& call, const CheckRequest& request) const {
  CheckReport report;
  ITSM_TRY(report.connection, probe(call, site_));
  ITSM_TRY(const Site site, site_.connected(report.connection));
  const Client client(call, site);
  if (!site.correlation_field().empty()) {
    ITSM_TRY(const Json fields, client.get_always(site.api("/field")));
    ITSM_CHECK(expect_correlation_field(fields, site));
  }
  const Person& account = report.connection.account;
  const std::string who = account.name.empty() ? account.id : account.name;
  const std::vector<Named> projects = request.projects.empty() ? std::vector<Named>(1) : request.projects;
  for (const Named& project : projects)
    ITSM_CHECK(check_permissions(client, project, who, report.permissions));
  if (report.connection.time_zone.empty())
    report.warnings.emplace_back(
        "Jira hides the account's time zone; searches by date may be off by some hours");
  return report;
}

}  // namespace itsm::jira
