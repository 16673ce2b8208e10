// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/manageengine/client.hpp"
#include "plugins/manageengine/matrix.hpp"
#include "plugins/manageengine/metainfo.hpp"
#include "plugins/manageengine/permissions.hpp"
#include "plugins/manageengine/pickers.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "plugins/manageengine/site.hpp"

namespace itsm::manageengine {
namespace {

using common::text_of;

// The cloud answers 401 where a scope is missing, so only the first read can tell a bad credential.
bool is_refusal(const Error& error) {
  return error.status == Status::forbidden || error.status == Status::unauthenticated;
}

// Why a read of one row is refused; empty where it works.
Result<std::string> refusal_of(const Client& client, const std::string& path, std::string_view array) {
  Rows rows;
  rows.count = 1;
  const auto page = client.list(path, array, rows);
  if (page) return std::string();
  if (is_refusal(page.error())) return page.error().message;
  return unexpected(page.error());
}

// Nothing in the API says who calls: the operator has named the account, and it is looked up.
Result<Person> account_of(const Client& client) {
  const std::string& named = client.desk().account();
  if (named.empty()) return failure(Status::misconfigured, "the setting account is missing");
  Rows rows;
  rows.criteria = criterion("email_id", "is", named);
  ITSM_TRY(const Page page, client.list("/technicians", "technicians", rows));
  const auto same = [&](const Json& row) { return text_of(row, "email_id") == named; };
  const auto found = std::find_if(page.rows.begin(), page.rows.end(), same);
  if (found != page.rows.end()) return read_person(*found);
  Error error{Status::misconfigured, "no technician has the e-mail address " + named, 0, {}, {}, {}};
  error.fields[std::string(kAccountSetting)] =
      "enter the address of the technician whose key or consent this is";
  return unexpected(std::move(error));
}

std::string correlation_trouble(const Metainfo& metainfo, const std::string& field) {
  if (field.empty()) return "name the additional field under correlation_field";
  const auto found = metainfo.additional.find(field);
  if (found == metainfo.additional.end())
    return "requests have no additional field " + field +
           "; the picker correlation_field lists those that fit";
  if (!is_single_line(found->second)) return field + " is no single-line text";
  return {};
}

// A desk without the module is as one whose assets nobody may read.
Result<std::string> assets_trouble(const Client& client) {
  const auto page = options_of(client, *picker_entry("asset"), {.picker = "asset", .limit = 1});
  if (page) return std::string();
  const Status why = page.error().status;
  if (why == Status::outdated || why == Status::not_found) return std::string("this desk shows no assets");
  if (is_refusal(page.error())) return page.error().message;
  return unexpected(page.error());
}

Result<std::string> matrix_trouble(const Client& client) {
  auto refusal = refusal_of(client, kMatrixPath, kMatrixArray);
  if (refusal || refusal.error().status != Status::outdated) return refusal;
  return std::string("this build does not show its priority matrix");
}

Result<std::string> site_trouble(const Client& client, const Named& project) {
  const std::string& called = project.name.empty() ? project.id : project.name;
  if (called.empty()) return std::string();
  const auto there = site_is_there(client, project);
  if (!there && !is_refusal(there.error())) return unexpected(there.error());
  if (there && *there) return std::string();
  return "there is no site " + called + ", or the technician is not associated with it";
}

}  // namespace

Result<CheckReport> ManageEnginePlugin::check(const Call& call, const CheckRequest& request) const {
  if (const auto setting = desk_.missing_setting(); !setting.empty())
    return failure(Status::misconfigured, "the setting " + std::string(setting) + " is missing");
  const Client client(call, desk_);
  Rows first;
  first.count = 1;
  ITSM_TRY(const Page readable, client.list("/requests", "requests", first));

  std::map<std::string, std::string> trouble{{std::string(kReadRequests), {}}};
  ITSM_TRY(trouble[std::string(kReadSetUp)], refusal_of(client, "/priorities", "priorities"));
  ITSM_TRY(trouble[std::string(kReadTechnicians)], refusal_of(client, "/technicians", "technicians"));
  ITSM_TRY(trouble[std::string(kReadAssets)], assets_trouble(client));
  ITSM_TRY(trouble[std::string(kReadMatrix)], matrix_trouble(client));
  CheckReport report;
  report.connection.deployment = name_of(desk_.deployment());
  report.connection.account = {{}, {}, desk_.account()};
  if (trouble[std::string(kReadTechnicians)].empty()) {
    ITSM_TRY(report.connection.account, account_of(client));
  }
  ITSM_TRY(const Metainfo metainfo, read_metainfo(client));
  trouble[std::string(kCorrelationField)] = correlation_trouble(metainfo, desk_.correlation_field());
  report.connection.facts = to_document(Facts{.flat_udf = metainfo.flat_udf});

  const std::vector<Named> projects = request.projects.empty() ? std::vector<Named>(1) : request.projects;
  for (const Named& project : projects) {
    ITSM_TRY(trouble[std::string(kReadSite)], site_trouble(client, project));
    for (const Permission& permission : permissions()) {
      const bool unused = permission.level == PermissionLevel::unused;
      report.permissions.push_back({.permission = permission.id,
                                    .granted = !unused && trouble[permission.id].empty(),
                                    .project = project.id.empty() ? project.name : project.id,
                                    .reason = unused ? permission.purpose : trouble[permission.id]});
    }
  }
  return report;
}

}  // namespace itsm::manageengine
