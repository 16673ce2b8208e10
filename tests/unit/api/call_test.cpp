// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/call.hpp"

#include "host_stub/api/access.hpp"
#include "host_stub/api/answer.hpp"
#include "host_stub/api/preflight.hpp"
#include "host_stub/api/push_order.hpp"
#include "tests/support/catch.hpp"

namespace itsm::host::api {
namespace {

http::Request with_body(const std::string& type, std::string body) {
  http::Request request;
  if (!type.empty()) request.headers.push_back({"Content-Type", type});
  request.body = std::move(body);
  return request;
}

template <class T>
Problem refusal(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

TEST_CASE("a query becomes a map, with escapes and blanks undone") {
  const auto query = parse_query("q=a%20b+c&status=open%2Cclosed&&flag&empty=");
  REQUIRE(query);
  CHECK(*query == std::map<std::string, std::string>{
                      {"q", "a b c"}, {"status", "open,closed"}, {"flag", ""}, {"empty", ""}});
  CHECK(parse_query("")->empty());
}

TEST_CASE("a query that can be read in two ways, or not at all, is refused at its place") {
  for (const auto& [query, place] : std::map<std::string, std::string>{
           {"limit=1&limit=2", "limit"}, {"q=%zz", "q"}, {"q=%00", "q"}, {"q=%ff", "q"}}) {
    INFO(query);
    const Problem problem = refusal(parse_query(query));
    CHECK(status_of(problem) == 400);
    REQUIRE(problem.complaints.size() == 1);
    CHECK(problem.complaints[0].where == place);
  }
}

TEST_CASE("a limit is 50 unless it is given, and never above 200") {
  const http::Request request;
  const auto limit = [&](const std::string& text) {
    return limit_of(Call{.request = request, .query = {{"limit", text}}});
  };
  CHECK(*limit_of(Call{request}) == 50);
  CHECK(*limit("7") == 7);
  CHECK(*limit("100000") == 200);
  for (const auto* const wrong : {"0", "-1", "x", "1x", "99999999999999999999"})
    CHECK(status_of(refusal(limit(wrong))) == 400);
}

TEST_CASE("an id that is no number is not found, like a number that nothing has") {
  const http::Request request;
  const auto id = [&](const std::string& text) {
    return id_in_path(Call{.request = request, .path = {{"id", text}}});
  };
  CHECK(*id("42") == 42);
  for (const auto* const wrong : {"0", "-3", "abc", "1;drop", "9223372036854775808"})
    CHECK(status_of(refusal(id(wrong))) == 404);
}

TEST_CASE("a body is taken as JSON only when it says so") {
  CHECK(json_body(with_body("application/json", "{}")));
  CHECK(json_body(with_body("Application/JSON; charset=utf-8", "{}")));
  CHECK(json_body(with_body("application/merge-patch+json", "{}")));
  for (const auto* const type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
    CHECK(status_of(refusal(json_body(with_body(type, "{}")))) == 415);
  auto packed = with_body("application/json", "{}");
  packed.headers.push_back({"Content-Encoding", "gzip"});
  CHECK(status_of(refusal(json_body(packed))) == 415);
}

TEST_CASE("a body that is no JSON, or nested too deep, is refused before it is a tree") {
  CHECK(status_of(refusal(json_body(with_body("application/json", "")))) == 400);
  CHECK(status_of(refusal(json_body(with_body("application/json", "{\"a\":")))) == 400);
  const Problem deep = refusal(json_body(with_body("application/json", std::string(100'000, '['))));
  CHECK(deep.message.find("64") != std::string::npos);
}

TEST_CASE("a body of another shape is refused with the place where it differs") {
  const auto place = [](const std::string& body) {
    const auto request = with_body("application/json", body);
    const auto read = document_body<PushOrder>(Call{request});
    REQUIRE_FALSE(read);
    CHECK(status_of(read.error()) == 400);
    REQUIRE(read.error().complaints.size() == 1);
    return read.error().complaints[0].where + " " + read.error().complaints[0].what;
  };
  CHECK(place(R"({"finding_ids": [1, "x"]})") == "/finding_ids/1 must be a whole number");
  CHECK(place(R"({"mode": "clone"})") == "/mode is not one of the allowed values");
  CHECK(place(R"({"link": {"target": {}}})") == "/link/type is missing");
  CHECK(place("[]") == " must be an object");
  const auto request = with_body("application/json", "{}");
  const auto read = document_body<PreflightRequest>(Call{request});
  REQUIRE_FALSE(read);
  CHECK(read.error().complaints.at(0).where == "/finding_ids");
}

TEST_CASE("a token is taken from the scheme Bearer alone") {
  const auto token = [](const std::string& value) {
    http::Request request;
    request.headers.push_back({"authorization", value});
    return std::string(bearer_token(request));
  };
  CHECK(token("Bearer itsm_1_2_x") == "itsm_1_2_x");
  CHECK(token("bearer  itsm_1_2_x ") == "itsm_1_2_x");
  CHECK(token("Basic aXRzbQ==").empty());
  CHECK(token("Bearer").empty());
  CHECK(bearer_token(http::Request{}).empty());
}

TEST_CASE("a role may do what the roles below it may") {
  using enum store::Role;
  const auto may = [](store::Role role, store::Role needed) {
    services::Caller caller;
    caller.role = role;
    return check_role(caller, needed).has_value();
  };
  CHECK(may(viewer, viewer));
  CHECK_FALSE(may(viewer, analyst));
  CHECK(may(analyst, viewer));
  CHECK_FALSE(may(analyst, admin));
  CHECK(may(admin, analyst));
}

}  // namespace
}  // namespace itsm::host::api
