// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/answer.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::common;

namespace {

const Manners kAcme{"Acme",
                    [](const Json& body) {
                      Complaint complaint;
                      complaint.message = body.is_object() ? body.value("why", "") : "";
                      complaint.fields = {{"title", "too long"}};
                      return complaint;
                    },
                    "Limit-Reason"};

const Time kNow = parse_time("1994-11-06T08:49:00Z").value();

Error failed(int status, std::string body = "{}", std::vector<Header> headers = {}) {
  return error_of(kAcme, {status, std::move(headers), std::move(body)}, kNow);
}

std::optional<std::chrono::milliseconds> wait(std::string value) {
  return retry_after({429, {{"retry-after", std::move(value)}}, ""}, kNow);
}

}  // namespace

TEST_CASE("every HTTP status has its one meaning", "[plugins]") {
  CHECK(failed(400).status == Status::invalid_argument);
  CHECK(failed(401).status == Status::unauthenticated);
  CHECK(failed(403).status == Status::forbidden);
  CHECK(failed(404).status == Status::not_found);
  CHECK(failed(409).status == Status::conflict);
  CHECK(failed(410).status == Status::outdated);
  CHECK(failed(422).status == Status::invalid_argument);
  CHECK(failed(429).status == Status::rate_limited);
  CHECK(failed(500).status == Status::unavailable);
  CHECK(failed(503).status == Status::unavailable);
  CHECK(failed(408).status == Status::unavailable);
  CHECK(failed(302, "", {{"Location", "https://elsewhere.test/login"}}).status == Status::misconfigured);
  CHECK(failed(101).status == Status::bad_reply);
}

TEST_CASE("an error carries the vendor's words, fields and HTTP status", "[plugins]") {
  const Error error = failed(400, R"({"why": "no\nsuch   thing"})");
  CHECK(error.message == "Acme refuses the request: no such thing [HTTP 400]");
  CHECK(error.fields.at("title") == "too long");
  CHECK(error.vendor_http_status == 400);
  CHECK(failed(302, "", {{"Location", "https://elsewhere.test"}}).message.find("https://elsewhere.test") !=
        std::string::npos);
}

TEST_CASE("a very long complaint is cut", "[plugins]") {
  CHECK(failed(400, R"({"why": ")" + std::string(10'000, 'x') + "\"}").message.size() < 700);
}

TEST_CASE("a rate limit says which one and when to come back", "[plugins]") {
  const Error error = failed(429, "", {{"Retry-After", "7"}, {"Limit-Reason", "burst"}});
  CHECK(error.message.find("(burst)") != std::string::npos);
  CHECK(error.retry_after == std::chrono::seconds(7));
}

TEST_CASE("Retry-After is read as seconds or date and kept within an hour", "[plugins]") {
  CHECK(wait("0") == std::chrono::seconds(0));
  CHECK(wait("30") == std::chrono::seconds(30));
  CHECK(wait("-5") == std::chrono::seconds(0));
  CHECK(wait("9000000") == std::chrono::hours(1));
  CHECK(wait("Sun, 06 Nov 1994 08:49:37 GMT") == std::chrono::seconds(37));
  CHECK(wait("Sun, 06 Nov 1984 08:49:37 GMT") == std::chrono::seconds(0));
  CHECK(wait("Sun, 06 Nov 2094 08:49:37 GMT") == std::chrono::hours(1));
  CHECK_FALSE(wait("soon"));
  CHECK_FALSE(wait(""));
  CHECK_FALSE(retry_after({429, {}, ""}, kNow));
}

TEST_CASE("a web page is no answer, whatever its status says", "[plugins]") {
  for (const HttpResponse& page :
       {HttpResponse{200, {{"Content-Type", "text/html; charset=utf-8"}}, "welcome"},
        HttpResponse{200, {}, "\n <!DOCTYPE html>"}}) {
    const auto json = json_of(kAcme, page, kNow);
    REQUIRE_FALSE(json);
    CHECK(json.error().status == Status::bad_reply);
    CHECK(json.error().message.find("web page") != std::string::npos);
  }
}

TEST_CASE("broken JSON is a bad reply that says where it breaks", "[plugins]") {
  const auto json = json_of(kAcme, {200, {}, R"({"a": [1, 2)"}, kNow);
  REQUIRE_FALSE(json);
  CHECK(json.error().status == Status::bad_reply);
  CHECK(json.error().message.find("at byte") != std::string::npos);
  CHECK(json_of(kAcme, {200, {}, std::string(500, '[') + std::string(500, ']')}, kNow).error().status ==
        Status::bad_reply);
}
