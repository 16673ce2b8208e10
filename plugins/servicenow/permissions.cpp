// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/permissions.hpp"

#include <array>

namespace itsm::servicenow {
namespace {

using Level = PermissionLevel;

// Tables that have to be read, named as their permission. Those that no instance is without are seen to be
// hidden when they show nothing.
struct Readable {
  std::string_view table;
  bool never_empty;
};
constexpr std::array kReadable{
    Readable{"dl_u_priority", true},  Readable{"dl_problem_priority", true}, Readable{"sys_db_object", true},
    Readable{"sys_dictionary", true}, Readable{"sys_choice", true},          Readable{"sys_user", true},
    Readable{"sys_user_group", true}, Readable{"sys_journal_field", false},  Readable{"cmdb_ci", false},
};

// Any of the roles that let an account work on a table's records.
std::vector<std::string> working_roles(const std::string& table) {
  if (table == "sn_si_incident") return {"sn_si.basic", "sn_si.analyst", "sn_si.admin", "admin"};
  if (table == "change_request") return {"itil", "sn_change_write", "admin"};
  if (table == "problem") return {"itil", "problem_manager", "sn_problem_write", "admin"};
  return {"itil", "sn_incident_write", "admin"};
}

// Of use for tickets of one table only; empty: for all.
std::string_view only_for(std::string_view permission) {
  if (permission == "itil_admin" || permission == "dl_u_priority") return "incident";
  return permission == "dl_problem_priority" ? "problem" : "";
}

bool has_any(const std::set<std::string>& roles, const std::vector<std::string>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const std::string& role) { return roles.contains(role); });
}

Result<bool> can_read(const Client& client, const Readable& what) {
  const auto page = client.page({.table = std::string(what.table), .query = {}, .columns = {"sys_id"}}, 0, 1);
  if (page) return !what.never_empty || !page->rows.empty();
  const Status why = page.error().status;
  if (why == Status::forbidden || why == Status::not_found) return false;
  return unexpected(page.error());
}

}  // namespace

std::vector<Permission> permissions() {
  return {
      {"itil", "Role itil (sn_si.basic for security incidents)", Level::required,
       "To read, make and change tickets. Without it nothing can be pushed."},
      {"sys_db_object", "Read sys_db_object", Level::required,
       "To know which tables hold tickets. Without it there is nothing to choose from."},
      {"sys_dictionary", "Read sys_dictionary (role personalize_dictionary)", Level::required,
       "To know the columns of a table and which are mandatory. Without it no form can be filled."},
      {"sys_choice", "Read sys_choice (role personalize_choices)", Level::required,
       "To know states, close codes and categories by name. Without it no ticket can be moved."},
      {"sys_user", "Read sys_user", Level::required,
       "To know our own account, and to find callers and assignees by name or address."},
      {"sys_user_group", "Read sys_user_group", Level::feature,
       "To find assignment groups by name. Without it they are given by sys_id."},
      {"sys_user_has_role", "Read sys_user_has_role", Level::feature,
       "To see which roles the account has. Without it missing roles show when a write is refused."},
      {"sys_journal_field", "Read sys_journal_field", Level::feature,
       "To read comments and work notes. Without it comments go to ServiceNow only, and none come back."},
      {"cmdb_ci", "Read cmdb_ci", Level::feature,
       "To find configuration items by name, host name or address. Without it they are given by sys_id."},
      {"dl_u_priority", "Read dl_u_priority", Level::feature,
       "To tell in a plan which priority an incident will get from its impact and urgency. Without it "
       "the plan does not tell."},
      {"dl_problem_priority", "Read dl_problem_priority", Level::feature, "The same for problems."},
      {"itil_admin", "Role itil_admin", Level::feature,
       "To close incidents. Without it they are resolved, and ServiceNow closes them after some days."},
      {"delete", "Delete records", Level::unused, "Not needed: we never delete tickets."},
      {"admin", "Role admin", Level::unused, "Not needed: the roles above are enough."},
  };
}

Result<Rights> rights_of(const Client& client, const std::string& user) {
  Rights rights;
  for (const Readable& table : kReadable) {
    ITSM_TRY(const bool readable, can_read(client, table));
    if (readable) rights.readable.insert(std::string(table.table));
  }
  const auto rows = client.rows({.table = "sys_user_has_role",
                                 .query = Query().is("user", user).ordered_by("sys_id"),
                                 .columns = {"role.name"}});
  if (rows && !rows->empty()) {
    rights.roles.emplace();
    for (const Json& row : *rows) rights.roles->insert(value_of(row, "role.name"));
  } else if (!rows && rows.error().status != Status::forbidden) {
    return unexpected(rows.error());
  }
  return rights;
}

PermissionAnswer answer_for(const Permission& permission, const Rights& rights, const std::string& table,
                            const std::string& account) {
  PermissionAnswer answer{.permission = permission.id, .project = table};
  const std::string_view only = only_for(permission.id);
  if (permission.level == Level::unused) {
    answer.reason = permission.purpose;
  } else if (!table.empty() && !only.empty() && table != only) {
    answer.granted = true;  // nothing is off without it here
  } else if (permission.id == "itil" || permission.id == "itil_admin") {
    const std::vector<std::string> wanted =
        permission.id == "itil" ? working_roles(table) : std::vector<std::string>{"itil_admin", "admin"};
    answer.granted = rights.roles ? has_any(*rights.roles, wanted) : permission.id == "itil";
    if (!answer.granted)
      answer.reason = rights.roles ? "ask an administrator to give " + account + " the role " + wanted.front()
                                   : "the account may not see its own roles, so that this one cannot be told";
  } else if (permission.id == "sys_user_has_role") {
    answer.granted = rights.roles.has_value();
    if (!answer.granted) answer.reason = account + " has no role, or may not read sys_user_has_role";
  } else {
    answer.granted = rights.readable.contains(permission.id);
    if (!answer.granted)
      answer.reason =
          "give " + account + " read access (an ACL, or a role that has it) to the table " + permission.id;
  }
  return answer;
}

}  // namespace itsm::servicenow
