// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catch.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {

TEST_CASE("credentials decide what is seen, and only some calls say so", "[site]") {
  Desk desk;
  CHECK(desk.get("myself")["emailAddress"] == "analyst@example.test");
  desk.sign_in("analyst@example.test:old-token");
  const auto refused = desk.send("GET", "myself");
  CHECK(refused.status == 401);
  CHECK(std::find(refused.headers.begin(), refused.headers.end(),
                  std::pair<std::string, std::string>("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")) !=
        refused.headers.end());
  CHECK(desk.get("project/search")["total"] == 0);
  desk.post("issue", {{"fields", Json::object()}}, 401);
  CHECK(desk.get("/rest/api/2/serverInfo")["deploymentType"] == "Cloud");
  desk.sign_in("leaver@example.test:");
  desk.get("myself", 401);
}

TEST_CASE("paths, methods and media types that are not there are answered as Jira's front does", "[site]") {
  Desk desk;
  const auto unknown = desk.send("GET", "nothing");
  CHECK(unknown.status == 404);
  CHECK(unknown.headers.front().second == "application/problem+json");
  CHECK(Json::parse(unknown.body)["detail"] == "No endpoint GET /rest/api/3/nothing");
  CHECK(desk.send("PUT", "search/jql", Json::object()).status == 405);
  CHECK(desk.send("POST", "issue").status == 415);
  CHECK(desk.get("search?jql=project=SEC", 410)["errorMessages"][0].get<std::string>().find(
            "/rest/api/3/search/jql") != std::string::npos);
  CHECK(desk.get("issue/SEC-1", 404)["errorMessages"][0] ==
        "Issue does not exist or you do not have permission to see it.");
}

TEST_CASE("permissions must be named and known", "[site]") {
  Desk desk;
  CHECK(desk.get("mypermissions?projectKey=SEC", 400)["errorMessages"][0] ==
        "The 'permissions' query parameter is required.");
  CHECK(desk.get("mypermissions?permissions=FLY", 400)["errors"] == Json{{"FLY", "Unrecognized permission"}});
  desk.get("mypermissions?projectKey=HIDDEN&permissions=BROWSE_PROJECTS", 404);
  const auto granted =
      desk.get("mypermissions?projectKey=READ&permissions=BROWSE_PROJECTS,CREATE_ISSUES")["permissions"];
  CHECK(granted["BROWSE_PROJECTS"]["havePermission"] == true);
  CHECK(granted["CREATE_ISSUES"]["havePermission"] == false);
}

TEST_CASE("lists are paged with their bounds", "[site]") {
  Desk desk;
  const auto first = desk.get("project/search?maxResults=3");
  CHECK(first["values"].size() == 3);
  CHECK(first["isLast"] == false);
  const auto second =
      desk.get(first["nextPage"].get<std::string>().substr(std::string("http://jira.test").size()));
  CHECK(second["values"].size() == 2);
  CHECK(second["isLast"] == true);
  CHECK(desk.get("project/search?maxResults=500")["maxResults"] == 100);
  CHECK(desk.get("issue/createmeta/SEC/issuetypes?maxResults=201", 400)["errorMessages"][0] ==
        "Parameter 'maxResults' must not exceed the limit '200'");
  CHECK(desk.get("issue/createmeta/SEC/issuetypes/10004?maxResults=5")["fields"].size() == 5);
  CHECK(desk.post("search/jql", {{"jql", "project = SEC"}, {"maxResults", 5001}}, 400)["errorMessages"][0] ==
        "The max results parameter has to be between 1 and 5,000.");
}

TEST_CASE("rows that change between two search pages are neither lost nor shown twice", "[site]") {
  Desk desk;
  desk.control("POST", "clock", {{"now", "2026-11-21T10:00:00.000Z"}});
  for (int i = 0; i < 6; ++i) {
    desk.create({{"summary", std::to_string(i)}});
    desk.control("POST", "clock", {{"advance_ms", 1000}});
  }
  Json request{{"jql", "project = SEC ORDER BY updated ASC"}, {"fields", {"summary"}}, {"maxResults", 2}};
  std::vector<std::string> seen;
  for (int page = 0; page < 5; ++page) {
    const auto answer = desk.post("search/jql", request, 200);
    for (const auto& issue : answer["issues"]) seen.push_back(issue["key"]);
    if (answer["isLast"] == true) break;
    request["nextPageToken"] = answer["nextPageToken"];
    if (page == 0) desk.control("POST", "tickets/SEC-1", {{"comment", "moves to the end"}});
  }
  CHECK(seen == std::vector<std::string>{"SEC-1", "SEC-2", "SEC-3", "SEC-4", "SEC-5", "SEC-6", "SEC-1"});
  desk.control("POST", "clock", {{"advance_ms", 8LL * 24 * 3600 * 1000}});
  CHECK(desk.post("search/jql", request, 400)["errorMessages"][0] ==
        "The provided next page token is invalid or expired.");
}

TEST_CASE("an edit changes fields, keeps a history and respects screens and rights", "[site]") {
  Desk desk;
  const auto key = desk.create({{"summary", "before"}, {"labels", {"a"}}});
  desk.put(
      "issue/" + key,
      {{"fields", {{"summary", "after"}}}, {"update", {{"labels", {{{"add", "b"}}, {{"remove", "a"}}}}}}},
      204);
  const auto issue = desk.get("issue/" + key + "?expand=changelog");
  CHECK(issue["fields"]["summary"] == "after");
  CHECK(issue["fields"]["labels"] == Json{"b"});
  CHECK(issue["changelog"]["histories"][0]["items"].size() == 2);
  CHECK(desk.put("issue/" + key,
                 {{"fields", {{"labels", Json::array()}}}, {"update", {{"labels", Json::array()}}}},
                 400)["errors"]["labels"] == "Field 'labels' cannot appear in both 'fields' and 'update'");
  CHECK(desk.put("issue/" + key, {{"fields", {{"resolution", {{"name", "Done"}}}}}},
                 400)["errors"]["resolution"] ==
        "Field 'resolution' cannot be set. It is not on the appropriate screen, or unknown.");
  desk.put("issue/" + key + "?notifyUsers=false", {{"fields", {{"summary", "x"}}}}, 403);
  desk.put("issue/" + key + "/assignee", {{"accountId", "557058:0a000000-0000-4000-8000-000000000003"}}, 204);
  CHECK(desk.get("issue/" + key)["fields"]["assignee"]["displayName"] == "Enzo Ruiz");
  desk.sign_in("viewer@example.test:viewer-token");
  desk.put("issue/" + key, {{"fields", {{"summary", "x"}}}}, 403);
  CHECK(desk.get("issue/" + key + "/transitions")["transitions"].empty());
}

TEST_CASE("a transition sets, asks for and clears the resolution", "[site]") {
  Desk desk;
  const auto key = desk.create({{"summary", "s"}});
  const auto path = "issue/" + key + "/transitions";
  CHECK(desk.post(path, {{"transition", {{"id", "41"}}}}, 400)["errorMessages"][0] ==
        "Transition id '41' is not valid for this issue.");
  CHECK(desk.post(path, {{"transition", {{"id", "Done"}}}}, 400)["errorMessages"][0] ==
        "'transition' identifier must be an integer");
  desk.post(path, {{"transition", {{"id", 11}}}}, 204);
  CHECK(desk.post(path, {{"transition", {{"id", "41"}}}}, 400)["errors"] ==
        Json{{"resolution", "Resolution is required."}});
  CHECK(desk.post(path, {{"transition", {{"id", "21"}}}, {"fields", {{"resolution", {{"name", "Done"}}}}}},
                  400)["errors"]["resolution"] ==
        "Field 'resolution' cannot be set. It is not on the appropriate screen, or unknown.");
  desk.post(path, {{"transition", {{"id", "41"}}}, {"fields", {{"resolution", {{"name", "Duplicate"}}}}}},
            204);
  CHECK(desk.get("issue/" + key)["fields"]["resolution"]["name"] == "Duplicate");
  desk.post(path, {{"transition", {{"id", "61"}}}}, 204);
  CHECK(desk.get("issue/" + key)["fields"]["resolution"].is_null());
  CHECK(desk.get("issue/" + key)["fields"]["resolutiondate"].is_null());
}

TEST_CASE("a moved issue answers under its old key with the new one", "[site]") {
  Desk desk;
  const auto key = desk.create({{"summary", "s"}});
  desk.create({{"summary", "stays"}});
  const auto id = desk.get("issue/" + key)["id"];
  desk.control("POST", "tickets/" + key, {{"move", "PLAT"}});
  const auto moved = desk.get("issue/sec-1");
  CHECK(moved["id"] == id);
  CHECK(moved["key"] == "PLAT-1");
  CHECK(desk.find("project = SEC") == std::vector<std::string>{"SEC-2"});
  desk.control("POST", "tickets/PLAT-1", {{"move", "HIDDEN"}});
  desk.get("issue/" + id.get<std::string>(), 404);
}

TEST_CASE("properties are created, replaced and removed", "[site]") {
  Desk desk;
  const auto path = "issue/" + desk.create({{"summary", "s"}}) + "/properties/itsm";
  desk.get(path, 404);
  desk.put(path, {{"a", 1}}, 201);
  desk.put(path, {{"a", 2}}, 200);
  CHECK(desk.get(path)["value"] == Json{{"a", 2}});
  desk.put(path, {{"a", std::string(33'000, 'x')}}, 400);
  CHECK(desk.send("DELETE", path).status == 204);
  desk.get(path, 404);
}

TEST_CASE("a remote link is read, changed and removed by its id", "[site]") {
  for (const auto deployment : {Deployment::cloud, Deployment::data_center}) {
    Desk desk(deployment);
    const std::string links = "/rest/api/2/issue/" + desk.create({{"summary", "Weak hash"}}) + "/remotelink";
    const auto link = [](const char* title) {
      return Json{{"globalId", "finding=1"}, {"object", {{"url", "https://link.test/1"}, {"title", title}}}};
    };
    const auto id = std::to_string(desk.post(links, link("Finding 1"), 201)["id"].get<int>());
    CHECK(desk.get(links + "/" + id)["object"]["title"] == "Finding 1");
    CHECK(desk.get(links + "/" + id)["globalId"] == "finding=1");
    desk.put(links + "/" + id, link("Finding 1, closed"), 204);
    CHECK(desk.get(links)[0]["object"]["title"] == "Finding 1, closed");
    desk.put(links + "/" + id, {{"object", {{"title", "no address"}}}}, 400);
    CHECK(desk.send("DELETE", links + "/" + id).status == 204);
    desk.get(links + "/" + id, 404);
    CHECK(desk.get(links).empty());
  }
}

}  // namespace itsm::simulators::test
