// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catch.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {
namespace {

struct Limited {
  Desk desk;
  explicit Limited(const Json& limits) {
    desk.control("POST", "clock", {{"now", "2026-11-21T10:15:00.000Z"}});
    desk.control("POST", "world", {{"rate_limits", limits}});
  }
  void advance(std::int64_t ms) { desk.control("POST", "clock", {{"advance_ms", ms}}); }
};

}  // namespace

TEST_CASE("nothing is limited unless the world says so", "[limits]") {
  Desk desk;
  desk.control("POST", "clock", {{"now", "2026-11-21T10:15:00.000Z"}});
  for (int i = 0; i < 200; ++i) CHECK(desk.send("GET", "myself").status == 200);
  CHECK(header_of(desk.send("GET", "myself"), "X-RateLimit-Limit") == "100");
}

TEST_CASE("each endpoint has a bucket of its own that fills with the clock", "[limits]") {
  Limited limited(Json{{"gets_per_s", 3}});
  auto& desk = limited.desk;
  for (int i = 0; i < 3; ++i) CHECK(desk.send("GET", "myself").status == 200);
  const auto refused = desk.send("GET", "myself");
  CHECK(refused.status == 429);
  CHECK(header_of(refused, "RateLimit-Reason") == "jira-burst-based");
  CHECK(header_of(refused, "Retry-After") == "1");
  CHECK(header_of(refused, "X-RateLimit-Remaining") == "0");
  CHECK(header_of(refused, "X-RateLimit-Reset") == "2026-11-21T10:15:01.000Z");
  CHECK(desk.send("GET", "serverInfo").status == 200);
  limited.advance(1000);
  const auto again = desk.send("GET", "myself");
  CHECK(again.status == 200);
  CHECK(header_of(again, "X-RateLimit-Remaining") == "2");
  desk.control("POST", "world", {{"rate_limits", {{"tells_wait", false}}}});
  desk.send("GET", "myself");
  desk.send("GET", "myself");
  CHECK(header_of(desk.send("GET", "myself"), "Retry-After").empty());
}

TEST_CASE("writes to one issue are limited apart from the others, in two windows", "[limits]") {
  Limited limited(Json{{"issue_writes_in_2s", 2}, {"issue_writes_in_30s", 3}});
  auto& desk = limited.desk;
  const auto one = desk.create({{"summary", "one"}});
  const auto two = desk.create({{"summary", "two"}});
  const auto write = [&](const std::string& key) {
    return desk.send("PUT", "issue/" + key, {{"fields", {{"summary", "s"}}}});
  };
  CHECK(write(one).status == 204);
  CHECK(write(one).status == 204);
  const auto refused = write(one);
  CHECK(refused.status == 429);
  CHECK(header_of(refused, "RateLimit-Reason") == "jira-per-issue-on-write");
  CHECK(write(two).status == 204);
  CHECK(desk.send("GET", "issue/" + one).status == 200);
  limited.advance(2000);
  CHECK(write(one).status == 204);
  CHECK(header_of(write(one), "Retry-After") == "28");
  limited.advance(28'000);
  CHECK(write(one).status == 204);
}

TEST_CASE("an app pays with points and is stopped until the hour ends, a person is not", "[limits]") {
  Limited limited(Json{{"points_per_hour", 20}});
  auto& desk = limited.desk;
  const auto tokens = desk.post("/oauth/token",
                                {{"grant_type", "client_credentials"},
                                 {"client_id", "sim-robot"},
                                 {"client_secret", "sim-robot-secret"}},
                                200);
  const std::string gateway = "/ex/jira/11111111-2222-4333-8444-555555555555/rest/api/3/";
  desk.use_token(tokens["access_token"]);
  const auto me = desk.send("GET", gateway + "myself");  // 1 for the call, 2 for a person
  CHECK(header_of(me, "RateLimit-Policy") == "\"global-app-quota\";q=20;w=3600");
  CHECK(header_of(me, "RateLimit") == "\"global-app-quota\";r=17;t=2700");
  desk.send("GET", gateway + "project/search");  // 1, and 1 for each of five
  CHECK(header_of(desk.send("GET", gateway + "serverInfo"), "RateLimit").find("r=9;") != std::string::npos);
  for (int i = 0; i < 3; ++i) desk.send("GET", gateway + "myself");
  const auto refused = desk.send("GET", gateway + "myself");
  CHECK(refused.status == 429);
  CHECK(header_of(refused, "RateLimit-Reason") == "jira-quota-global-based");
  CHECK(header_of(refused, "Retry-After") == "2700");
  desk.control("POST", "world", {{"rate_limits", {{"tenant_pool", true}}}});
  CHECK(header_of(desk.send("GET", gateway + "myself"), "RateLimit-Reason") == "jira-quota-tenant-based");
  desk.sign_in("analyst@example.test:sim-token");
  CHECK(desk.send("GET", "myself").status == 200);
  limited.advance(45 * 60 * 1000);
  desk.sign_in("lead@example.test:lead-token");
  CHECK(desk.send("GET", gateway + "myself").status == 200);
}

}  // namespace itsm::simulators::test
