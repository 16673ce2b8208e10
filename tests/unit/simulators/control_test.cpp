// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "tests/simulators/http/gzip.hpp"
#include "tests/simulators/world/seed.hpp"
#include "tests/simulators/world/world.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {

TEST_CASE("faults drop, refuse, delay and spoil answers, as often as they were asked to", "[control]") {
  Desk desk;
  const Json body{
      {"fields", {{"project", {{"key", "SEC"}}}, {"issuetype", {{"id", "10004"}}}, {"summary", "s"}}}};
  const auto ask_for = [&](Json fault) {
    fault["match"] = {{"method", "POST"}, {"path", "/rest/api/*/issue"}};
    desk.control("POST", "faults", fault);
  };
  const auto tickets = [&] { return desk.control("GET", "tickets").size(); };

  ask_for({{"do", "cut_before"}});
  CHECK(desk.send("POST", "issue", body).drop_connection);
  CHECK(tickets() == 0);
  ask_for({{"do", "cut_after"}});
  CHECK(desk.send("POST", "issue", body).drop_connection);
  CHECK(tickets() == 1);
  ask_for({{"do", "status"}, {"status", 429}, {"times", 2}, {"headers", {{"Retry-After", "7"}}}});
  const auto limited = desk.send("POST", "issue", body);
  CHECK(limited.status == 429);
  CHECK(std::count(limited.headers.begin(), limited.headers.end(),
                   std::pair<std::string, std::string>("Retry-After", "7")) == 1);
  CHECK(desk.send("POST", "issue", body).status == 429);
  ask_for({{"do", "html"}, {"skip", 1}});
  CHECK(desk.send("POST", "issue", body).status == 201);
  CHECK(desk.send("POST", "issue", body).body.starts_with("<!DOCTYPE html>"));
  ask_for({{"do", "truncate"}});
  CHECK(Json::parse(desk.send("POST", "issue", body).body, nullptr, false).is_discarded());
  CHECK(tickets() == 3);
  CHECK(desk.send("GET", "myself").status == 200);
  CHECK(desk.send("POST", "issue", body).status == 201);
}

TEST_CASE("a hanging request ends when the faults are cleared", "[control]") {
  Desk desk;
  desk.control("POST", "faults", {{"match", {{"path_regex", "^/rest/.*/myself$"}}}, {"do", "hang"}});
  std::thread waiting([&] { CHECK(desk.send("GET", "myself").drop_connection); });
  while (desk.control("GET", "faults")[0]["left"] != 0) std::this_thread::yield();
  desk.control("DELETE", "faults");
  waiting.join();
  CHECK(desk.send("GET", "myself").status == 200);
}

TEST_CASE("a misspelt fault is refused", "[control]") {
  Desk desk;
  const auto refused = [&](const Json& fault) {
    return desk.send("POST", "/_sim/faults", fault).status == 400;
  };
  CHECK(refused({{"do", "explode"}}));
  CHECK(refused({{"do", "hang"}, {"delay", 5}}));
  CHECK(refused({{"do", "hang"}, {"match", {{"url", "x"}}}}));
  CHECK(refused({{"do", "hang"}, {"match", {{"path_regex", "("}}}}));
  CHECK(refused({{"do", "hang"}, {"times", "twice"}}));
  CHECK(desk.control("GET", "faults").empty());
}

TEST_CASE("the log has requests byte for byte, without credentials", "[control]") {
  Desk desk;
  desk.get("project/search?query=S%20C");
  desk.send("POST", "search/jql", {{"jql", "project = SEC"}});
  const auto log = desk.control("GET", "requests");
  REQUIRE(log.size() == 2);
  CHECK(log[0]["target"] == "/rest/api/3/project/search?query=S%20C");
  CHECK(log[0]["query"] == "query=S%20C");
  CHECK(log[1]["body"] == "{\"jql\":\"project = SEC\"}");
  CHECK(log[1]["status"] == 200);
  CHECK(text_of(log).find("Basic ***") != std::string::npos);
  CHECK(text_of(log).find("YW5hbHlzd") == std::string::npos);  // base64 of the address
  CHECK(desk.control("GET", "requests?method=POST&path=search").size() == 1);
  desk.control("DELETE", "requests");
  CHECK(desk.control("GET", "requests").empty());
}

TEST_CASE("the site changes under a client: schemes, required fields, names, rights", "[control]") {
  Desk desk;
  const auto key = desk.create({{"summary", "s"}, {"priority", {{"id", "1"}}}});
  desk.control("POST", "world",
               {{"projects", {{"SEC", {{"priority_scheme", "platform"}, {"key", "APPSEC"}}}}},
                {"screens", {{"security", {{"duedate", "required"}, {"customfield_10053", nullptr}}}}},
                {"statuses", {{"10000", {{"name", "Inbox"}}}}}});
  CHECK(desk.refused({{"summary", "s"}, {"priority", {{"id", "1"}}}, {"customfield_10053", "r"}}, "APPSEC") ==
        Json{{"priority", "The priority selected is invalid."},
             {"duedate", "Due date is required."},
             {"customfield_10053",
              "Field 'customfield_10053' cannot be set. It is not on the appropriate screen, or unknown."}});
  const auto issue = desk.get("issue/" + key);  // by its former key
  CHECK(issue["key"] == "APPSEC-1");
  CHECK(issue["fields"]["status"]["name"] == "Inbox");
  desk.control(
      "POST", "world",
      {{"projects",
        {{"SEC", {{"access", {{"analyst", {{"grant", "member"}, {"except", {"EDIT_ISSUES"}}}}}}}}}}});
  desk.put("issue/" + key, {{"fields", {{"summary", "x"}}}}, 403);
  CHECK(desk.send("POST", "/_sim/world", {{"projects", {{"SEC", {{"priority_scheme", "none"}}}}}}).status ==
        400);
  CHECK(desk.send("POST", "/_sim/world", {{"projects", {{"SEC", nullptr}}}}).status == 400);
  desk.control("POST", "reset");
  CHECK(desk.control("GET", "tickets").empty());
  desk.create({{"summary", "s"}, {"priority", {{"id", "1"}}}});
}

TEST_CASE("searches see writes late, in order, by time and by writes", "[control]") {
  Desk desk;
  desk.control("POST", "clock", {{"now", "2026-11-21T10:00:00.000Z"}});
  desk.control("POST", "search_lag", {{"seconds", 5}});
  const auto key = desk.create({{"summary", "s"}});
  CHECK(desk.get("issue/" + key)["key"] == key);
  CHECK(desk.find("project = SEC").empty());
  desk.control("POST", "clock", {{"advance_ms", 4999}});
  CHECK(desk.find("project = SEC").empty());
  desk.control("POST", "clock", {{"advance_ms", 1}});
  CHECK(desk.find("project = SEC").size() == 1);
  desk.control("POST", "search_lag", {{"writes", 1}});
  desk.control("POST", "tickets/" + key, {{"delete", true}});
  CHECK(desk.find("project = SEC").size() == 1);  // a deleted issue is still found for a while
  desk.create({{"summary", "next"}});
  CHECK(desk.find("project = SEC").empty());
}

TEST_CASE("a seed that refers to what is not there is refused with the name", "[control]") {
  const auto error = [](const std::string& from, const std::string& to) -> std::string {
    auto seed = read_seed_file(ITSM_JIRA_SEED);
    auto text = seed.dump();
    const auto at = text.find(from);
    if (at == std::string::npos) return "not found: " + from;
    text.replace(at, from.size(), to);
    try {
      World world(Json::parse(text), Deployment::cloud);
    } catch (const SeedError& wrong) {
      return wrong.what();
    }
    return "taken";
  };
  CHECK(error("\"lead\":\"lead\"", "\"lead\":\"nobody\"").find("there is no user 'nobody'") !=
        std::string::npos);
  CHECK(error("\"type\":\"select\"", "\"type\":\"picker\"").find("there is no type 'picker'") !=
        std::string::npos);
  CHECK(error("\"initial\":10000", "\"initial\":77") ==
        "seed: status '77' is referred to and does not exist");
  CHECK(error("\"category\":\"done\"", "\"category\":\"over\"").find("category") != std::string::npos);
  CHECK_THROWS_AS(read_seed_text("a: 1\na: 2"), SeedError);
  CHECK_THROWS_AS(read_seed_text("a: [1"), SeedError);
}

TEST_CASE("a later simulator goes on from what an earlier one has kept", "[control]") {
  const auto deployment = GENERATE(Deployment::cloud, Deployment::data_center);
  Desk earlier(deployment);
  const auto first = earlier.create({{"summary", "kept"}});
  const auto second = earlier.create({{"summary", "moved"}});
  earlier.control("POST", "tickets/" + first, {{"status", "Done"}, {"comment", "it is fixed"}});
  earlier.control("POST", "tickets/" + second, {{"move", "PLAT"}});
  const auto kept = earlier.state();

  Desk later(deployment);
  later.restore(kept);
  CHECK(later.control("GET", "tickets") == earlier.control("GET", "tickets"));
  CHECK(later.find("project in (SEC, PLAT) ORDER BY created") ==
        earlier.find("project in (SEC, PLAT) ORDER BY created"));
  CHECK(later.get("issue/" + second)["key"] == earlier.get("issue/" + second)["key"]);
  CHECK(later.create({{"summary", "new"}}) == earlier.create({{"summary", "new"}}));

  Desk wrong(deployment);
  CHECK_THROWS_AS(wrong.restore({{"issues", 7}}), SeedError);
}

TEST_CASE("gzip is given to those who take it", "[control]") {
  CHECK(accepts_gzip("gzip, deflate"));
  CHECK(accepts_gzip("br;q=1.0, gzip;q=0.8"));
  CHECK_FALSE(accepts_gzip("identity"));
  CHECK_FALSE(accepts_gzip("gzip;q=0"));
  CHECK_FALSE(accepts_gzip(""));
  CHECK(gzip(std::string(10'000, 'x')).size() < 200);
}

}  // namespace itsm::simulators::test
