// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_dc/handlers.hpp"
#include "tests/simulators/jira_dc/settings.hpp"

namespace itsm::simulators::jira_dc {

Answer get_server_info(const Call& call) {
  const auto version = read_settings(call.site.document()).version;
  return json_answer(200, {{"baseUrl", call.origin},
                           {"version", version.text()},
                           {"versionNumbers", {version.major, version.minor, version.patch}},
                           {"deploymentType", "Server"},  // of Data Center too
                           {"buildNumber", version.build()},
                           {"buildDate", "2025-02-01T00:00:00.000+0000"},
                           {"databaseBuildNumber", version.build()},
                           {"serverTime", call.view().time(call.site.now())},
                           {"scmInfo", "simulated"},
                           {"serverTitle", call.site.world().title}});
}

Answer get_myself(const Call& call) {
  auto out = call.view().user(call.caller->account_id);
  out["locale"] = call.caller->locale;
  out["groups"] = {{"size", 0}, {"items", Json::array()}};
  out["applicationRoles"] = {{"size", 0}, {"items", Json::array()}};
  out["expand"] = "groups,applicationRoles";
  return json_answer(200, out);
}

}  // namespace itsm::simulators::jira_dc
