// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/errors.hpp"
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;

namespace {

// 2026-11-27T18:00:00Z
constexpr common::Time kNow{std::chrono::milliseconds(1'795'802'400'000)};

Error error(int status, std::string body, std::vector<Header> headers = {},
            const Configuration& with = configuration()) {
  const auto site = Site::from(with);
  REQUIRE(site);
  return error_of({status, std::move(headers), std::move(body)}, kNow, *site);
}

Error refused_as(const std::string& auth) {
  Configuration with = configuration();
  with.auth = auth;
  return error(401, R"({"errorMessages": ["Client must be authenticated"]})", {}, with);
}

bool says(const Error& what, std::string_view part) { return what.message.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("Jira's answers become the closed set of statuses", "[jira]") {
  for (const auto& [http, status] : {std::pair{400, Status::invalid_argument},
                                     {401, Status::unauthenticated},
                                     {403, Status::forbidden},
                                     {404, Status::not_found},
                                     {408, Status::unavailable},
                                     {409, Status::conflict},
                                     {410, Status::outdated},
                                     {412, Status::conflict},
                                     {413, Status::invalid_argument},
                                     {422, Status::invalid_argument},
                                     {425, Status::unavailable},
                                     {429, Status::rate_limited},
                                     {500, Status::unavailable},
                                     {502, Status::unavailable},
                                     {503, Status::unavailable},
                                     {504, Status::unavailable}}) {
    CAPTURE(http);
    CHECK(error(http, "{}").status == status);
    CHECK(error(http, "{}").vendor_http_status == http);
    CHECK(error(http, "{}", {}, data_center()).status == status);
  }
}

TEST_CASE("each refused credential is explained by what was used", "[jira]") {
  for (const auto& [auth, part] : {std::pair{"basic", "A token with scopes works only as"},
                                   {"scoped", "A token without scopes belongs to"},
                                   {"oauth", "connect again"},
                                   {"pat", "personal access token"},
                                   {"password", "not a Jira user name"},
                                   {"session", "not a Jira user name"}}) {
    CAPTURE(auth);
    CHECK(refused_as(auth).status == Status::unauthenticated);
    CHECK(says(refused_as(auth), part));
  }
  const Error scope = error(401, R"({"code": 401, "message": "Unauthorized; scope does not match"})");
  CHECK(scope.status == Status::forbidden);
  CHECK(says(scope, "lacks a scope"));
}

TEST_CASE("a vanished endpoint is outdated in the words of both Jiras", "[jira]") {
  CHECK(error(404, R"({"title": "Not Found", "detail": "No endpoint GET /rest/api/3/x"})").status ==
        Status::outdated);
  CHECK(error(404, R"({"message": "null for uri: https://jira.acme.test/rest/api/2/x", "status-code": 404})")
            .status == Status::outdated);
  CHECK(error(410, R"({"errorMessages": ["The requested API has been removed."]})").status ==
        Status::outdated);
  CHECK(error(404, R"({"errorMessages": ["Issue does not exist or you do not have permission to see it."]})")
            .status == Status::not_found);
}

TEST_CASE("the reasons for fields are kept by field", "[jira]") {
  const Error wrong = error(
      400,
      R"({"errorMessages": ["No."], "errors": {"customfield_1": "Team is required.", "summary": "Too long."}})");
  CHECK(wrong.fields ==
        std::map<std::string, std::string>{{"customfield_1", "Team is required."}, {"summary", "Too long."}});
  CHECK(says(wrong, "No.; customfield_1: Team is required.; summary: Too long."));
}

TEST_CASE("a forged browser request is told from a missing permission", "[jira]") {
  CHECK(error(403, "XSRF check failed", {{"Content-Type", "text/plain"}}).status == Status::misconfigured);
  CHECK(error(403, R"({"errorMessages": ["You do not have the permission."]})").status == Status::forbidden);
}

TEST_CASE("each limit of Jira Cloud is told in words, with the time to come back", "[jira]") {
  for (const auto& [reason, words] : {std::pair{"jira-quota-global-based", "all its sites"},
                                      {"jira-quota-tenant-based", "for this site"},
                                      {"jira-burst-based", "in one second"},
                                      {"jira-per-issue-on-write", "changes of one ticket"},
                                      {"jira-cost-based", "too expensive"},
                                      {"jira-max-concurrent-threads", "at a time"}}) {
    const Error limited = error(429, "", {{"RateLimit-Reason", reason}, {"Retry-After", "7"}});
    CHECK(says(limited, reason));
    CHECK(says(limited, words));
    CHECK(limited.retry_after == std::chrono::seconds(7));
  }
  CHECK(says(error(429, "", {{"RateLimit-Reason", "jira-new-kind"}}), "jira-new-kind"));
  // A limit that a gateway reports has no Retry-After at times.
  for (const char* reset : {"2026-11-27T18:05:00Z", "2026-11-27T18:05Z"})
    CHECK(error(429, "", {{"X-RateLimit-Reset", reset}}).retry_after == std::chrono::minutes(5));
  CHECK_FALSE(error(429, "").retry_after);
  CHECK_FALSE(error(429, "", {{"X-RateLimit-Reset", "soon"}}).retry_after);
  CHECK(error(429, "", {{"X-RateLimit-Reset", "2026-11-27T17:00:00Z"}}).retry_after ==
        std::chrono::seconds(0));
}

TEST_CASE("Data Center's bucket says how fast it fills", "[jira]") {
  const std::vector<Header> bucket{{"X-RateLimit-Limit", "50"},
                                   {"X-RateLimit-Remaining", "0"},
                                   {"X-RateLimit-Interval-Seconds", "60"},
                                   {"X-RateLimit-FillRate", "5"},
                                   {"retry-after", "0"}};
  const Error limited = error(429, "", bucket, data_center());
  CHECK(limited.status == Status::rate_limited);
  CHECK(says(limited, "5 more every 60 s"));
  CHECK(limited.retry_after == std::chrono::seconds(60));
  CHECK_FALSE(error(429, "", {{"X-RateLimit-Interval-Seconds", "-3"}}, data_center()).retry_after);
}
