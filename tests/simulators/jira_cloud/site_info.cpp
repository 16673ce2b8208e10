// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_cloud/handlers.hpp"

namespace itsm::simulators::jira_cloud {

Answer get_server_info(const Call& call) {
  return json_answer(200, {{"baseUrl", call.origin},
                           {"displayUrl", call.origin},
                           {"displayUrlServicedeskHelpCenter", call.origin},
                           {"displayUrlConfluence", call.origin},
                           {"version", "1001.0.0-SNAPSHOT"},
                           {"versionNumbers", {1001, 0, 0}},
                           {"deploymentType", "Cloud"},
                           {"buildNumber", 100283},
                           {"buildDate", "2026-10-08T15:20:46.000+0000"},
                           {"serverTime", call.view().time(call.site.now())},
                           {"scmInfo", "simulated"},
                           {"serverTitle", call.site.world().title},
                           {"defaultLocale", {{"locale", "en_US"}}},
                           {"serverTimeZone", "Etc/UTC"}});
}

Answer get_myself(const Call& call) {
  auto out = call.view().user(call.caller->account_id);
  out["locale"] = call.caller->locale;
  out["groups"] = {{"size", 0}, {"items", Json::array()}};
  out["applicationRoles"] = {{"size", 0}, {"items", Json::array()}};
  out["expand"] = "groups,applicationRoles";
  return json_answer(200, out);
}

Answer get_tenant_info(const Call& call) {
  return json_answer(200, {{"cloudId", call.site.world().cloud_id}});
}

}  // namespace itsm::simulators::jira_cloud
