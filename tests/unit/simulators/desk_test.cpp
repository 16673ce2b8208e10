// SPDX-License-Identifier: Apache-2.0
// Security levels, service-desk comments, conditions of transitions, hidden addresses.
#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {
namespace {

const std::string kViewer = "viewer@example.test:viewer-token";
const std::string kAnalyst = "analyst@example.test:sim-token";
const std::string kLead = "lead@example.test:lead-token";

}  // namespace

TEST_CASE("an issue with a security level is hidden from those outside of it", "[desk]") {
  Desk desk;
  const auto open = desk.create({{"summary", "open"}});
  const auto secret = desk.create({{"summary", "secret"}, {"security", {{"name", "Security team"}}}});
  CHECK(desk.get("issue/" + secret)["fields"]["security"]["id"] == "10400");
  desk.sign_in(kViewer);
  desk.get("issue/" + open);
  CHECK(desk.get("issue/" + secret, 404)["errorMessages"][0] ==
        "Issue does not exist or you do not have permission to see it.");
  CHECK(desk.find("project = SEC") == std::vector<std::string>{open});
  CHECK(desk.post("issue/bulkfetch", {{"issueIdsOrKeys", {open, secret}}}, 200)["issues"].size() == 1);
}

TEST_CASE("levels are offered to their members who may set them", "[desk]") {
  Desk desk;
  CHECK(desk.get("project/SEC/securitylevel")["levels"].size() == 1);
  CHECK(desk.get("project/PLAT/securitylevel")["levels"].empty());
  CHECK(desk.refused({{"summary", "s"}, {"security", {{"id", "10401"}}}}) ==
        Json{{"security", "The security level selected is invalid."}});
  const auto fields = desk.get("issue/createmeta/SEC/issuetypes/10004")["fields"];
  const auto field =
      std::find_if(fields.begin(), fields.end(), [](const Json& f) { return f["fieldId"] == "security"; });
  REQUIRE(field != fields.end());
  CHECK((*field)["schema"]["type"] == "securitylevel");
  CHECK((*field)["allowedValues"][0]["name"] == "Security team");
  desk.sign_in(kLead);
  CHECK(desk.get("project/SEC/securitylevel")["levels"].size() == 2);
  desk.sign_in(kViewer);
  CHECK(desk.get("project/SEC/securitylevel")["levels"].empty());
}

TEST_CASE("a project's default level is given to what is created without one", "[desk]") {
  Desk desk;
  desk.control("POST", "world", {{"security_schemes", {{"findings", {{"default", 10400}}}}}});
  CHECK(desk.get("issue/" + desk.create({{"summary", "s"}}))["fields"]["security"]["id"] == "10400");
}

TEST_CASE("a comment of a service desk is for customers unless it is marked internal", "[desk]") {
  Desk desk;
  const auto comment = [&](const std::string& key, const Json& properties) {
    return desk.post("issue/" + key + "/comment", {{"body", paragraph("c")}, {"properties", properties}},
                     201);
  };
  const Json mark{{{"key", "sd.public.comment"}, {"value", {{"internal", true}}}}};
  const auto help = desk.create({{"summary", "s"}}, "HELP", "10020");
  CHECK(comment(help, Json::array())["jsdPublic"] == true);
  const auto internal = comment(help, mark);
  CHECK(internal["jsdPublic"] == false);
  const auto path = "comment/" + internal["id"].get<std::string>() + "/properties/sd.public.comment";
  CHECK(desk.get(path)["value"] == Json{{"internal", true}});
  desk.put(path, {{"internal", false}}, 200);
  CHECK(desk.get("issue/" + help + "/comment/" + internal["id"].get<std::string>())["jsdPublic"] == true);
  // Elsewhere the mark is kept and means nothing.
  CHECK(comment(desk.create({{"summary", "s"}}), mark)["jsdPublic"] == true);
}

TEST_CASE("comments are changed and removed by those who may", "[desk]") {
  Desk desk;
  const auto key = desk.create({{"summary", "s"}});
  const auto path = "issue/" + key + "/comment/";
  const auto own = desk.post(path, {{"body", paragraph("mine")}}, 201)["id"].get<std::string>();
  CHECK(desk.put(path + own, {{"body", paragraph("better")}}, 200)["body"] == paragraph("better"));
  desk.sign_in(kLead);
  const auto other = desk.post(path, {{"body", paragraph("lead's")}}, 201)["id"].get<std::string>();
  CHECK(desk.put(path + own, {{"body", paragraph("moderated")}}, 200)["updateAuthor"]["displayName"] ==
        "Lea Dahl");
  desk.sign_in(kAnalyst);
  desk.put(path + other, {{"body", paragraph("x")}}, 403);
  CHECK(desk.send("DELETE", path + other).status == 403);
  CHECK(desk.send("DELETE", path + own).status == 204);
  desk.get(path + own, 404);
}

TEST_CASE("a transition with a condition is shown to those who meet it", "[desk]") {
  Desk desk;
  const auto key = desk.create({{"summary", "s"}}, "HELP", "10020");
  const auto names = [&] {
    std::vector<std::string> out;
    const auto answer = desk.get("issue/" + key + "/transitions");
    for (const auto& transition : answer["transitions"]) out.push_back(transition["name"]);
    return out;
  };
  CHECK(names() == std::vector<std::string>{"Respond to customer", "Resolve"});
  desk.post("issue/" + key + "/transitions", {{"transition", {{"id", "41"}}}}, 400);
  desk.sign_in(kLead);
  CHECK(names() == std::vector<std::string>{"Respond to customer", "Resolve", "Put off"});
  desk.post("issue/" + key + "/transitions", {{"transition", {{"id", "41"}}}}, 204);
}

TEST_CASE("a hidden address is neither shown nor found", "[desk]") {
  Desk desk;
  CHECK(desk.get("user/search?query=engineer@example.test").empty());
  const auto found = desk.get("user/search?query=Enzo");
  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].contains("emailAddress"));
  desk.sign_in("engineer@example.test:engineer-token");
  CHECK(desk.get("myself")["emailAddress"] == "engineer@example.test");
}

}  // namespace itsm::simulators::test
