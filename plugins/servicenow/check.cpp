// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/permissions.hpp"
#include "plugins/servicenow/servicenow_plugin.hpp"
#include "plugins/servicenow/tables.hpp"

namespace itsm::servicenow {
namespace {

// Whatever credential was used, the instance knows whose it is.
Result<Json> own_user(const Client& client) {
  ITSM_TRY(const RowsPage page,
           client.page({.table = "sys_user",
                        .query = Query().also("sys_id=javascript:gs.getUserID()"),
                        .columns = {"sys_id", "name", "user_name", "email", "time_zone", "sys_updated_on"}},
                       0, 2));
  if (page.rows.size() == 1) return page.rows.front();
  if (page.rows.empty())
    return failure(
        Status::forbidden,
        "the account is not allowed to read its own record in sys_user; give it read access to that table");
  return failure(Status::bad_reply, "ServiceNow does not say which account this is");
}

// Sources disagree in whose zone a query's times are read; the account's own record tells.
Result<bool> reads_utc(const Client& client, const Json& user) {
  const std::string updated = value_of(user, "sys_updated_on");
  if (updated.empty()) return true;
  ITSM_TRY(const RowsPage page,
           client.page({.table = "sys_user",
                        .query = Query().is("sys_id", value_of(user, "sys_id")).is("sys_updated_on", updated),
                        .columns = {"sys_id"}},
                       0, 1));
  return !page.rows.empty();
}

std::string called(const Named& project) { return project.id.empty() ? project.name : project.id; }

// A table that the account cannot see is told for each permission of it.
Result<void> check_table(const Client& client, const std::string& table, const Rights& rights,
                         const std::string& account, CheckReport& report) {
  std::string hidden;
  if (!table.empty()) {
    const auto page = client.page({.table = table, .query = {}, .columns = {"sys_id"}}, 0, 1);
    const bool closed =
        !page && (page.error().status == Status::not_found || page.error().status == Status::forbidden);
    if (!page && !closed) return unexpected(page.error());
    if (closed) hidden = page.error().message;
  }
  for (const Permission& permission : permissions()) {
    PermissionAnswer answer = answer_for(permission, rights, table, account);
    if (!hidden.empty() && permission.id == "itil") {
      answer.granted = false;
      answer.reason = hidden;
    }
    report.permissions.push_back(std::move(answer));
  }
  return {};
}

}  // namespace

Result<CheckReport> ServiceNowPlugin::check(const Call& call, const CheckRequest& request) const {
  const Client client(call, instance_);
  ITSM_TRY(const Json user, own_user(client));
  ITSM_TRY(const bool utc, reads_utc(client, user));
  CheckReport report;
  Connection& connection = report.connection;
  connection.deployment = kDeployment;
  connection.account = {value_of(user, "sys_id"), value_of(user, "name"), value_of(user, "email")};
  if (connection.account.name.empty()) connection.account.name = value_of(user, "user_name");
  connection.browse_url = instance_.address();
  connection.facts = to_document(Facts{utc});
  if (!utc)
    report.warnings.push_back("ServiceNow reads the times of a query in the account's time zone (" +
                              value_of(user, "time_zone") +
                              "), so that changes cannot be polled: set the account's time zone to GMT");
  const std::string account = value_of(user, "user_name");
  ITSM_TRY(const Rights rights, rights_of(client, connection.account.id));
  if (!rights.roles)
    report.warnings.emplace_back(
        "the account may not see its own roles (sys_user_has_role): whether it may write shows with the "
        "first "
        "ticket");
  const std::vector<Named> projects = request.projects.empty() ? std::vector<Named>(1) : request.projects;
  for (const Named& project : projects)
    ITSM_CHECK(check_table(client, called(project), rights, account, report));
  return report;
}

}  // namespace itsm::servicenow
