// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

std::string page(const std::vector<Json>& issues, const std::string& token = {}) {
  Json out = {{"issues", issues}};
  if (token.empty())
    out["isLast"] = true;
  else
    out["nextPageToken"] = token;
  return dump(out);
}

}  // namespace

TEST_CASE("tickets are found by their label and known by their property", "[jira]") {
  FakeHost host;
  Json copied = issue("8", "key-1");
  copied.erase("properties");
  Json of_another = issue("9", "key-1");
  of_another["properties"]["itsm.link"]["correlation_key"] = "key-3";
  host.will_answer(200, page({issue("7", "key-1"), copied, of_another}));
  const auto result = plugin()->find(host.call(), {{"key-1"}});
  REQUIRE(result);
  REQUIRE(result->tickets.size() == 1);
  CHECK(result->tickets[0].ref.id == "7");
  CHECK(host.requests.at(0).target == "/rest/api/3/search/jql");
  CHECK(host.requests.at(0).effect == Effect::read);
  const Json body = body_of(host, 0);
  CHECK(body.at("jql") == R"(labels in ("key-1") ORDER BY created ASC)");
  CHECK(body.at("properties") == Json::parse(R"(["itsm.link"])"));
}

TEST_CASE("pages are walked by their token, also past an empty one, and repeats count once", "[jira]") {
  FakeHost host;
  host.will_answer(200, page({issue("7", "a")}, "t1"));
  host.will_answer(200, page({}, "t2"));
  host.will_answer(200, page({issue("7", "a"), issue("8", "b")}));
  const auto result = plugin()->find(host.call(), {{"a", "b"}});
  REQUIRE(result);
  CHECK(result->tickets.size() == 2);
  CHECK_FALSE(body_of(host, 0).contains("nextPageToken"));
  CHECK(body_of(host, 1).at("nextPageToken") == "t1");
  CHECK(body_of(host, 2).at("nextPageToken") == "t2");
}

TEST_CASE("a search that goes in circles ends as a bad reply", "[jira]") {
  FakeHost host;
  host.will_serve([](const HttpRequest&) -> Result<HttpResponse> {
    return HttpResponse{200, {}, page({}, "same")};
  });
  CHECK(plugin()->find(host.call(), {{"a"}}).error().status == Status::bad_reply);
  CHECK(host.requests.size() == 2);
}

TEST_CASE("nothing found is believed only from a Jira that knows us", "[jira]") {
  FakeHost host;
  host.will_answer(200, page({}));
  host.will_answer(200, kMyself);
  const auto result = plugin()->find(host.call(), {{"a"}});
  REQUIRE(result);
  CHECK(result->tickets.empty());
  CHECK(host.requests.at(1).target == "/rest/api/3/myself");

  FakeHost anonymous;
  anonymous.will_answer(200, page({}));
  anonymous.will_answer(401, "{}");
  CHECK(plugin()->find(anonymous.call(), {{"a"}}).error().status == Status::unauthenticated);
}

TEST_CASE("many keys are asked for in several searches and quoted", "[jira]") {
  FindRequest request;
  for (int i = 0; i < 60; ++i) request.correlation_keys.push_back("k" + std::to_string(i));
  request.correlation_keys.push_back("a\"b\\");
  FakeHost host;
  host.will_serve([](const HttpRequest& sent) -> Result<HttpResponse> {
    return HttpResponse{200, {}, sent.method == "GET" ? kMyself : page({})};
  });
  REQUIRE(plugin()->find(host.call(), request));
  CHECK(host.requests.size() == 3);  // two searches and the question who we are
  CHECK(body_of(host, 0).at("jql").get<std::string>().find(R"("a\"b\\")") != std::string::npos);
}

TEST_CASE("no key asks nothing", "[jira]") {
  FakeHost host;
  CHECK(plugin()->find(host.call(), {})->tickets.empty());
  CHECK(host.requests.empty());
}

TEST_CASE("a search that was removed is outdated, and failures are never an empty answer", "[jira]") {
  const auto status_of = [](int http, std::string body) {
    FakeHost host;
    host.will_answer(http, std::move(body), {{"Retry-After", "5"}});
    const auto result = plugin()->find(host.call(), {{"a"}});
    REQUIRE_FALSE(result);
    return result.error().status;
  };
  CHECK(status_of(410, R"({"errorMessages": ["The requested API has been removed."], "errors": {}})") ==
        Status::outdated);
  CHECK(status_of(404, "{}") == Status::outdated);
  CHECK(status_of(429, "") == Status::rate_limited);
  CHECK(status_of(503, "") == Status::unavailable);
  CHECK(status_of(400, R"({"errorMessages": ["bad"], "errors": {}})") == Status::invalid_argument);
  CHECK(status_of(200, "<html>") == Status::bad_reply);
  CHECK(status_of(200, "{}") == Status::bad_reply);
  CHECK(status_of(200, R"({"issues": [)") == Status::bad_reply);
}
