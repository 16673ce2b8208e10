// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/answer.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host::api {
namespace {

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& candidate : response.headers)
    if (candidate.name == name) return candidate.value;
  return {};
}

TEST_CASE("every kind of problem has its status") {
  const std::map<ProblemKind, int> statuses{
      {ProblemKind::invalid, 400},   {ProblemKind::unauthenticated, 401}, {ProblemKind::forbidden, 403},
      {ProblemKind::not_found, 404}, {ProblemKind::conflict, 409},        {ProblemKind::too_large, 413},
      {ProblemKind::throttled, 429}, {ProblemKind::unavailable, 503},     {ProblemKind::internal, 500}};
  for (const auto& [kind, status] : statuses) {
    const auto response = problem_answer({kind, "some_code", "It happened.", "", {}});
    CHECK(response.status == status);
    CHECK(Json::parse(response.body).at("status") == status);
    CHECK_FALSE(Json::parse(response.body).at("title").get<std::string>().empty());
  }
}

TEST_CASE("two problems of HTTP itself have statuses that no kind stands for") {
  CHECK(status_of({ProblemKind::invalid, "method_not_allowed", "", "", {}}) == 405);
  CHECK(status_of({ProblemKind::invalid, "unsupported_media_type", "", "", {}}) == 415);
}

TEST_CASE("a problem says what happened, what to do, and every place that is wrong") {
  const auto response = problem_answer({ProblemKind::invalid,
                                        "filter_wrong",
                                        "It cannot be read.",
                                        "Write it so.",
                                        {{"/filter", "is a list"}}});
  CHECK(header(response, "Content-Type") == "application/problem+json");
  CHECK(Json::parse(response.body) == Json{{"type", "about:blank"},
                                           {"title", "Bad Request"},
                                           {"status", 400},
                                           {"detail", "It cannot be read."},
                                           {"code", "filter_wrong"},
                                           {"remedy", "Write it so."},
                                           {"errors", {{{"pointer", "/filter"}, {"reason", "is a list"}}}}});
}

TEST_CASE("who is not known is told how to say who it is") {
  CHECK(header(problem_answer({ProblemKind::unauthenticated, "unauthenticated", "", "", {}}),
               "WWW-Authenticate") == "Bearer");
  CHECK(header(problem_answer({ProblemKind::forbidden, "role_insufficient", "", "", {}}), "WWW-Authenticate")
            .empty());
}

TEST_CASE("broken UTF-8 from elsewhere does not break an answer") {
  const auto response = problem_answer({ProblemKind::invalid, "code", "caf\xe9", "", {}});
  CHECK(Json::parse(response.body).at("detail") == "caf\xef\xbf\xbd");
}

TEST_CASE("no browser keeps, guesses at, frames or runs an answer") {
  http::Response response = json_answer(Json::object());
  add_security_headers(response);
  CHECK(header(response, "X-Content-Type-Options") == "nosniff");
  CHECK(header(response, "Cache-Control") == "no-store");
  CHECK(header(response, "Content-Security-Policy").starts_with("default-src 'none'"));
  CHECK(header(response, "Referrer-Policy") == "no-referrer");
}

}  // namespace
}  // namespace itsm::host::api
