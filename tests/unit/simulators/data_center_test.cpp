// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catch.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {
namespace {

Json names_of(const Json& rows) {
  auto names = Json::array();
  for (const auto& row : rows) names.push_back(row["name"]);
  return names;
}

}  // namespace

TEST_CASE("a Data Center says Server and its version, and knows one REST version only", "[data_center]") {
  Desk desk(Deployment::data_center);
  desk.sign_in("");
  const auto info = desk.get("serverInfo");
  CHECK(info["deploymentType"] == "Server");
  CHECK(info["version"] == "10.3.13");
  CHECK(info["buildNumber"] == 10'030'013);
  CHECK(desk.get("/rest/api/3/serverInfo", 404)["message"] == "HTTP 404 Not Found");
  CHECK(desk.get("/rest/api/latest/serverInfo")["version"] == "10.3.13");
  desk.control("POST", "world", {{"version", "9.17.5"}});
  CHECK(desk.get("serverInfo")["buildNumber"] == 9'170'005);
  CHECK(desk.get("/rest/api/3/serverInfo", 404) ==
        Json{{"message", "null for uri: http://jira.test/rest/api/3/serverInfo"}, {"status-code", 404}});
  desk.get("project/search", 404);  // taken for a project's key
  desk.get("search/jql?jql=project=SEC", 404);
  CHECK(desk.send("PATCH", "issue/SEC-1").status == 405);
  CHECK(desk.send("POST", "search").status == 415);
}

TEST_CASE("people have names and keys, and no account ids", "[data_center]") {
  Desk desk(Deployment::data_center);
  const auto me = desk.get("myself");
  CHECK(me["name"] == "analyst");
  CHECK(me["key"] == "JIRAUSER10100");
  CHECK_FALSE(me.contains("accountId"));
  CHECK(desk.get("user?username=enzo.ruiz")["key"] == "eruiz");
  CHECK(desk.get("user?key=eruiz")["name"] == "enzo.ruiz");
  CHECK(desk.get("user?username=nobody", 404)["errorMessages"][0] ==
        "The user named 'nobody' does not exist");
  CHECK(desk.get("user/search?username=.").size() == 4);  // the inactive one is left out
  CHECK(desk.get("user/assignable/search?project=SEC&maxResults=1").size() == 1);
  const auto key = desk.create({{"summary", "s"}, {"assignee", {{"name", "enzo.ruiz"}}}});
  CHECK(desk.find("assignee = enzo.ruiz") == std::vector<std::string>{key});
  CHECK(desk.refused({{"summary", "s"}, {"assignee", {{"accountId", "eruiz"}}}})["assignee"] ==
        "Specify a valid 'name' for Assignee");
  desk.put("issue/" + key + "/assignee", {{"name", nullptr}}, 204);
  CHECK(desk.get("issue/" + key)["fields"]["assignee"].is_null());
}

TEST_CASE("a hidden issue is told from one that does not exist", "[data_center]") {
  Desk desk(Deployment::data_center);
  const auto key = desk.create({{"summary", "s"}});
  desk.control("POST", "tickets/" + key, {{"move", "HIDDEN"}});
  CHECK(desk.get("issue/HIDDEN-1", 403)["errorMessages"][0] ==
        "You do not have the permission to see the specified issue.");
  CHECK(desk.get("issue/HIDDEN-2", 404)["errorMessages"][0] == "Issue Does Not Exist");
  desk.sign_in("");
  CHECK(desk.get("issue/HIDDEN-1", 401)["errorMessages"] ==
        Json{"You do not have the permission to see the specified issue.", "Login Required"});
}

TEST_CASE("create metadata has the shape of the version", "[data_center]") {
  Desk desk(Deployment::data_center);
  const std::string types = "issue/createmeta/PLAT/issuetypes";
  CHECK(names_of(desk.get(types)["values"]) == Json{"Epic", "Task", "Sub-task", "Bug"});
  const auto page = desk.get(types + "/10004?maxResults=3");
  CHECK(page["values"].size() == 3);
  CHECK(page["isLast"] == false);
  CHECK(page["values"][0].contains("fieldId"));
  CHECK_FALSE(page["values"][0].contains("key"));
  desk.get("issue/createmeta/HIDDEN/issuetypes", 400);
  CHECK(desk.get("issue/createmeta?projectKeys=PLAT", 404)["errorMessages"][0] == "Issue Does Not Exist");

  desk.control("POST", "world", {{"version", "8.4.0"}});
  desk.sign_in("analyst:sim-password");  // access tokens are younger
  desk.get(types);
  const auto query =
      "issue/createmeta?projectKeys=PLAT,READ&issuetypeIds=10004&expand=projects.issuetypes.fields";
  const auto projects = desk.get(query)["projects"];
  REQUIRE(projects.size() == 1);  // without the right to create a project is left out
  REQUIRE(projects[0]["issuetypes"].size() == 1);
  CHECK(projects[0]["issuetypes"][0]["fields"]["customfield_10050"]["required"] == true);

  desk.control("POST", "world", {{"version", "8.3.0"}});
  desk.get(types, 404);
}

TEST_CASE("searches are paged by offset and strict about what they are asked", "[data_center]") {
  Desk desk(Deployment::data_center);
  for (int i = 0; i < 5; ++i) desk.create({{"summary", std::to_string(i)}});
  const auto page =
      desk.post("search", {{"jql", "project = SEC ORDER BY key"}, {"startAt", 3}, {"maxResults", 10}}, 200);
  CHECK(page["total"] == 5);
  CHECK(page["issues"].size() == 2);
  CHECK(page["issues"][0]["fields"].contains("summary"));  // fields without being asked
  CHECK(desk.post("search", {{"jql", ""}, {"maxResults", 0}}, 200)["total"] == 5);
  CHECK(desk.post("search", {{"jql", ""}, {"nextPageToken", "t"}}, 400)["errorMessages"][0]
            .get<std::string>()
            .find("Unrecognized field \"nextPageToken\"") == 0);
  CHECK(desk.query_error("project = NOPE") == "The value 'NOPE' does not exist for the field 'project'.");
  const auto lenient = desk.get("search?jql=project=NOPE&validateQuery=warn");
  CHECK(lenient["total"] == 0);
  CHECK(lenient["warningMessages"].size() == 1);
  desk.control("POST", "world", {{"search_limit", 2}});
  CHECK(desk.get("search?jql=project=SEC&maxResults=-1")["maxResults"] == 2);
}

TEST_CASE("query dates are read in the zone of the caller's profile", "[data_center]") {
  Desk desk(Deployment::data_center);
  desk.control("POST", "clock", {{"now", "2026-11-21T10:30:40.000Z"}});
  const auto key = desk.create({{"summary", "s"}});
  const std::string at = "updated >= \"2026-11-21 10:30\" AND updated < \"2026-11-21 10:31\"";
  CHECK(desk.find(at) == std::vector<std::string>{key});
  desk.use_token("lead-token");  // Europe/Zurich
  CHECK(desk.find(at).empty());
  CHECK(desk.find("updated >= \"2026-11-21 11:30\"") == std::vector<std::string>{key});
  CHECK(desk.get("issue/" + key)["fields"]["updated"] == "2026-11-21T11:30:40.000+0100");
}

TEST_CASE("long text is wiki markup, kept as it was written up to the limit of the instance",
          "[data_center]") {
  Desk desk(Deployment::data_center);
  const std::string markup = "h1. A\r\n\r\n||a||b||\n{code}x | y{code}\n\n";
  const auto key = desk.create({{"summary", "s"}, {"description", markup}});
  CHECK(desk.get("issue/" + key)["fields"]["description"] == markup);
  CHECK(desk.refused({{"summary", "s"}, {"description", paragraph("a")}})["description"] ==
        "Operation value must be a string");
  CHECK(
      desk.post("issue/" + key + "/comment", {{"body", paragraph("a")}}, 400)["errors"].contains("comment"));
  CHECK_FALSE(desk.post("issue/" + key + "/comment", {{"body", "*a*"}}, 201).contains("jsdPublic"));
  desk.control("POST", "world", {{"text_limit", 1000}});
  desk.create({{"summary", "s"}, {"description", std::string(1000, 'x')}});
  CHECK(desk.refused({{"summary", "s"}, {"description", std::string(1001, 'x')}})["description"] ==
        "The entered text is too long. It exceeds the allowed limit of 1,000 characters.");
}

TEST_CASE("an epic is linked by a field of its own", "[data_center]") {
  Desk desk(Deployment::data_center);
  CHECK(desk.refused({{"summary", "s"}}, "SEC", "10000") ==
        Json{{"customfield_10001", "Epic Name is required."}});
  const auto epic = desk.create({{"summary", "s"}, {"customfield_10001", "All"}}, "SEC", "10000");
  const auto bug = desk.create({{"summary", "s"}, {"customfield_10000", epic}});
  CHECK(desk.refused({{"summary", "s"}, {"customfield_10000", bug}})["customfield_10000"] ==
        "Issue '" + bug + "' is not an Epic.");
  CHECK(desk.refused({{"summary", "s"}, {"parent", {{"key", epic}}}})["parent"] ==
        "Field 'parent' cannot be set. It is not on the appropriate screen, or unknown.");
  CHECK(desk.find("\"Epic Link\" = " + epic) == std::vector<std::string>{bug});
  desk.control("POST", "tickets/" + epic, {{"move", "PLAT"}});
  CHECK(desk.get("issue/" + bug)["fields"]["customfield_10000"] == "PLAT-1");
}

TEST_CASE("changes are told oldest first, without field ids", "[data_center]") {
  Desk desk(Deployment::data_center);
  const auto key = desk.create({{"summary", "first"}});
  for (const auto* summary : {"second", "third"})
    desk.put("issue/" + key, {{"fields", {{"summary", summary}}}}, 204);
  const auto histories = desk.get("issue/" + key + "?expand=changelog")["changelog"]["histories"];
  REQUIRE(histories.size() == 2);
  CHECK(histories[0]["items"][0]["toString"] == "second");
  CHECK_FALSE(histories[0]["items"][0].contains("fieldId"));
  desk.get("issue/" + key + "/changelog", 404);
  CHECK(desk.send("POST", "issue/bulkfetch", {{"issueIdsOrKeys", {key}}}).status == 405);
}

TEST_CASE("pickers of a Data Center", "[data_center]") {
  Desk desk(Deployment::data_center);
  CHECK(names_of(desk.get("project")) == Json{"Help desk", "Platform", "Reading room", "Security findings"});
  CHECK(desk.get("projects/picker?query=sec")["projects"][0]["key"] == "SEC");
  CHECK(desk.get("projects/picker")["total"] == 0);
  CHECK(desk.get("projects/picker?allowEmptyQuery=true&maxResults=1")["projects"].size() == 1);
  CHECK(names_of(desk.get("priority/page?projectIds=10001")["values"]) ==
        Json{"Blocker", "High", "Medium", "Low"});
  desk.get("project/SEC/priorityscheme", 403);
  const auto permissions = desk.get("mypermissions?projectKey=READ")["permissions"];
  CHECK(permissions.size() > 20);
  CHECK(permissions["CREATE_ISSUES"]["havePermission"] == false);
  desk.create({{"summary", "s"}, {"labels", {"seen", "new"}}});
  CHECK(desk.get("/rest/api/1.0/labels/suggest?query=SE")["suggestions"] ==
        Json::array({{{"label", "seen"}, {"html", "<b>se</b>en"}}}));
  const auto transition = desk.get("issue/SEC-1/transitions")["transitions"][0];
  CHECK(transition["opsbarSequence"] == 11);
  CHECK_FALSE(transition.contains("hasScreen"));
}

TEST_CASE("a seed or a patch that is no Data Center is refused and changes nothing", "[data_center]") {
  Desk desk(Deployment::data_center);
  const auto wrong = [&](const Json& patch) { return desk.send("POST", "/_sim/world", patch).status == 400; };
  CHECK(wrong({{"version", "7.13.0"}}));
  CHECK(wrong({{"version", 10.3}}));
  CHECK(wrong({{"version", nullptr}}));
  CHECK(wrong({{"version", "8.5.0"}, {"rate_limit", {{"capacity", 1}, {"fill_rate", 1}}}}));
  CHECK(wrong({{"rate_limit", {{"capacity", 0}}}}));
  CHECK(wrong({{"context_path", "jira/"}}));
  CHECK(wrong({{"passwords", "yes"}}));
  CHECK(wrong({{"version", "9.0.0"}, {"person", "nobody"}}));
  CHECK(desk.get("serverInfo")["version"] == "10.3.13");
}

}  // namespace itsm::simulators::test
