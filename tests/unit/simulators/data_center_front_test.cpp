// SPDX-License-Identifier: Apache-2.0
// Credentials, sessions, limits and log-in pages of a Data Center.
#include <rapidcheck.h>

#include "tests/simulators/jira_dc/rate_limit.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {
namespace {

Answer log_in(Desk& desk, const std::string& name, const std::string& password) {
  desk.sign_in("");
  return desk.send("POST", "/rest/auth/1/session", {{"username", name}, {"password", password}});
}

std::string cookie_of(const Answer& answer) {
  const auto cookie = header_of(answer, "Set-Cookie");
  return cookie.substr(0, cookie.find(';'));
}

}  // namespace

TEST_CASE("wrong credentials are refused even where nobody has to be signed in", "[front]") {
  Desk desk(Deployment::data_center);
  desk.sign_in("analyst:wrong");
  const auto refused = desk.send("GET", "serverInfo");
  CHECK(refused.status == 401);
  CHECK(header_of(refused, "Content-Type").starts_with("text/html"));
  CHECK(refused.body.find("AUTHENTICATED_FAILED") != std::string::npos);
  CHECK(header_of(refused, "X-Seraph-LoginReason") == "AUTHENTICATED_FAILED");
  desk.sign_in("analyst:sim-token");  // a token is no password
  CHECK(desk.send("GET", "myself").status == 401);
  desk.use_token("sim-password");
  CHECK(desk.get("serverInfo", 401)["status-code"] == 401);
  desk.sign_in("");
  CHECK(desk.get("myself", 401)["message"] == "Client must be authenticated to access this resource.");
  desk.sign_in("Analyst:sim-password");
  const auto taken = desk.send("GET", "myself");
  CHECK(taken.status == 200);
  CHECK(header_of(taken, "X-Seraph-LoginReason") == "OK");
  CHECK(header_of(taken, "X-AUSERNAME") == "analyst");
}

TEST_CASE("after too many failures only a person can log in", "[front]") {
  Desk desk(Deployment::data_center);
  desk.sign_in("lead:wrong");
  for (int i = 0; i < 3; ++i) CHECK(desk.send("GET", "myself").status == 401);
  desk.sign_in("lead:lead-password");
  const auto denied = desk.send("GET", "myself");
  CHECK(denied.status == 403);
  CHECK(header_of(denied, "X-Seraph-LoginReason") == "AUTHENTICATION_DENIED");
  CHECK(header_of(denied, "X-Authentication-Denied-Reason") ==
        "CAPTCHA_CHALLENGE; login-url=http://jira.test/login.jsp");
  const auto session = log_in(desk, "lead", "lead-password");
  CHECK(session.status == 403);
  CHECK(header_of(session, "X-Authentication-Denied-Reason").starts_with("CAPTCHA_CHALLENGE"));
  desk.use_token("lead-token");
  desk.get("myself");  // tokens know no CAPTCHA
  desk.sign_in("");
  const auto page =
      desk.send_form("/login.jsp", "os_username=lead&os_password=lead-password&os_captcha=seen");
  CHECK(page.status == 302);
  desk.sign_in("lead:lead-password");
  desk.get("myself");
}

TEST_CASE("a session lasts until its time is over or somebody logs out", "[front]") {
  Desk desk(Deployment::data_center);
  desk.control("POST", "clock", {{"now", "2026-11-21T10:00:00.000Z"}});
  CHECK(log_in(desk, "lead", "wrong").status == 401);
  const auto answer = log_in(desk, "lead", "lead-password");
  REQUIRE(answer.status == 200);
  const auto body = Json::parse(answer.body);
  CHECK(cookie_of(answer) == "JSESSIONID=" + body["session"]["value"].get<std::string>());
  CHECK(body["loginInfo"]["failedLoginCount"] == 1);
  desk.set_header("Cookie", "theme=dark; " + cookie_of(answer));
  CHECK(desk.get("myself")["name"] == "lead");
  CHECK(desk.get("/rest/auth/1/session")["name"] == "lead");
  desk.control("POST", "clock", {{"advance_ms", 300LL * 60 * 1000}});
  desk.get("myself", 401);

  Desk other(Deployment::data_center);
  other.set_header("Cookie", cookie_of(log_in(other, "viewer", "viewer-password")));
  CHECK(other.get("myself")["name"] == "viewer");
  CHECK(other.send("DELETE", "/rest/auth/1/session").status == 204);
  other.get("/rest/auth/1/session", 401);
}

TEST_CASE("passwords and tokens are taken by the versions that know them", "[front]") {
  Desk desk(Deployment::data_center);
  desk.control("POST", "world", {{"version", "11.0.0"}});
  desk.get("myself");
  CHECK(log_in(desk, "lead", "lead-password").status == 403);
  desk.sign_in("lead:lead-password");
  CHECK(desk.get("serverInfo", 403)["message"] == "Basic Authentication has been disabled on this instance.");
  desk.control("POST", "world", {{"passwords", true}});
  desk.get("myself");
  desk.control("POST", "world", {{"version", "8.13.0"}, {"passwords", nullptr}});
  desk.use_token("sim-token");
  desk.get("serverInfo");
  desk.get("myself", 401);
}

TEST_CASE("a personal access token ends at its time", "[front]") {
  Desk desk(Deployment::data_center);
  desk.control("POST", "clock", {{"now", "2027-01-01T00:00:00.000Z"}});
  desk.control("POST", "world", {{"users", {{"analyst", {{"token_expires", "2027-01-01T00:00:01.000Z"}}}}}});
  desk.get("myself");
  desk.control("POST", "clock", {{"advance_ms", 1000}});
  desk.get("myself", 401);
}

TEST_CASE("single sign-on answers with a page for people, whatever was asked", "[front]") {
  Desk desk(Deployment::data_center);
  desk.control("POST", "world", {{"single_sign_on", true}});
  desk.get("myself");
  desk.sign_in("");
  for (const auto* path : {"/rest/api/2/serverInfo", "/rest/api/3/myself", "/rest/api/2/issue/SEC-1"}) {
    const auto page = desk.send("GET", path);
    CHECK(page.status == 200);
    CHECK(header_of(page, "Content-Type").starts_with("text/html"));
  }
}

TEST_CASE("requests that a browser was tricked into are refused", "[front]") {
  const Json body{{"jql", "project = SEC"}};
  Desk agent(Deployment::data_center);
  agent.set_header("User-Agent", "Mozilla/5.0");
  CHECK(agent.send("POST", "search", body).body == "XSRF check failed");
  CHECK(agent.send("GET", "search?jql=project=SEC").status == 200);
  Desk origin(Deployment::data_center);
  origin.set_header("Origin", "http://elsewhere.test");
  CHECK(origin.send("POST", "search", body).status == 403);
  origin.set_header("X-Atlassian-Token", "no-check");
  CHECK(origin.send("POST", "search", body).status == 200);
}

TEST_CASE("everything lies below the context path, and links begin with the base address", "[front]") {
  Desk desk(Deployment::data_center);
  desk.control("POST", "world", {{"context_path", "/jira"}});
  CHECK(desk.send("GET", "/rest/api/2/myself").status == 404);
  CHECK(desk.get("/jira/rest/api/2/project/SEC")["self"] == "http://jira.test/jira/rest/api/2/project/10000");
  desk.control("POST", "world", {{"base_url", "https://jira.example.test/jira"}});
  CHECK(desk.get("/jira/rest/api/2/serverInfo")["baseUrl"] == "https://jira.example.test/jira");
}

TEST_CASE("every answer tells the state of the rate limit, each user has their own", "[front]") {
  Desk desk(Deployment::data_center);
  CHECK(header_of(desk.send("GET", "myself"), "X-RateLimit-Limit").empty());
  desk.control("POST", "clock", {{"now", "2026-11-21T10:00:00.000Z"}});
  desk.control("POST", "world",
               {{"rate_limit", {{"capacity", 2}, {"fill_rate", 1}, {"interval_seconds", 10}}}});
  const auto first = desk.send("GET", "myself");
  CHECK(header_of(first, "X-RateLimit-Limit") == "2");
  CHECK(header_of(first, "X-RateLimit-Remaining") == "1");
  CHECK(header_of(first, "X-RateLimit-FillRate") == "1");
  CHECK(header_of(first, "X-RateLimit-Interval-Seconds") == "10");
  CHECK(header_of(first, "Retry-After") == "0");
  desk.get("myself");
  desk.control("POST", "clock", {{"advance_ms", 3500}});
  const auto refused = desk.send("GET", "myself");
  CHECK(refused.status == 429);
  CHECK(header_of(refused, "Retry-After") == "7");
  CHECK(refused.body.find("Rate limit exceeded.") != std::string::npos);
  desk.use_token("lead-token");
  desk.get("myself");
}

TEST_CASE("a bucket never gives more than it had and what has flowed in", "[front]") {
  CHECK(rc::check("tokens", [] {
    const jira_dc::RateLimitSettings settings{*rc::gen::inRange(1, 9), *rc::gen::inRange(1, 5),
                                              std::chrono::seconds(*rc::gen::inRange(1, 4))};
    jira_dc::RateLimit limit;
    const Time start{};
    auto now = start;
    int given = 0;
    for (const auto wait : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 3000))) {
      now += std::chrono::milliseconds(wait);
      const auto outcome = limit.take("somebody", settings, now);
      given += outcome.allowed ? 1 : 0;
      const auto flowed = (now - start) / settings.interval * settings.fill_rate;
      RC_ASSERT(given <= settings.capacity + flowed);
      if (outcome.allowed) continue;
      // Who waits as long as they are told is served.
      const auto seconds = std::stoi(outcome.headers.back().second);
      RC_ASSERT(seconds > 0);
      auto later = limit;
      RC_ASSERT(later.take("somebody", settings, now + std::chrono::seconds(seconds)).allowed);
    }
  }));
}

}  // namespace itsm::simulators::test
