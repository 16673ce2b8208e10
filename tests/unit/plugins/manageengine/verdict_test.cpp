// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/verdict.hpp"
#include "tests/unit/plugins/manageengine/support.hpp"

using namespace itsm;
using namespace itsm::manageengine;
using namespace itsm::manageengine::testing;

namespace {

const common::Time kNow{std::chrono::milliseconds(1'767'225'600'000)};

HttpResponse answer(int status, std::string body, std::vector<Header> headers = {}) {
  return {status, std::move(headers), std::move(body)};
}

Error refusal(int status, const std::string& body) {
  const auto read = body_of(answer(status, body), kNow);
  REQUIRE(!read);
  return read.error();
}

}  // namespace

TEST_CASE("a verdict is an object or a list of one, and its code may be 2000 or 200", "[manageengine]") {
  for (const char* verdict :
       {R"({"status_code": 2000, "status": "success"})", R"([{"status_code": 2000, "status": "success"}])",
        R"({"status_code": 200, "status": "success"})"})
    CHECK(body_of(answer(200, std::string(R"({"requests": [], "response_status": )") + verdict + "}"), kNow));
}

TEST_CASE("a refusal inside of HTTP 200 is a refusal", "[manageengine]") {
  const Error error = refusal(200, failed(4001, {{"field", "level"}, {"message", "Invalid Input"}}));
  CHECK(error.status == Status::invalid_argument);
  CHECK(error.fields.at("level") == "Invalid Input");
  CHECK(error.message == "ServiceDesk Plus: level: Invalid Input [HTTP 200]");
}

TEST_CASE("all fields that are missing are named, though the desk says nothing else of them",
          "[manageengine]") {
  const Error error = refusal(400, failed(4012, {{"fields", {"priority", "category"}}}));
  CHECK(error.status == Status::invalid_argument);
  CHECK(error.fields.size() == 2);
  CHECK(error.fields.at("category") == "a value is mandatory here");
}

TEST_CASE("the code decides and not the HTTP status", "[manageengine]") {
  CHECK(refusal(400, failed(4015)).status == Status::rate_limited);
  CHECK(refusal(200, failed(4022)).status == Status::unauthenticated);
  CHECK(refusal(200, failed(4007)).status == Status::not_found);
  CHECK(refusal(400, failed(4002)).status == Status::forbidden);
  CHECK(refusal(400, failed(4004)).status == Status::unavailable);
  CHECK(refusal(403, failed(7001)).status == Status::misconfigured);
  CHECK(refusal(404, failed(4007)).status == Status::not_found);
}

TEST_CASE("an answer without a verdict is none of ServiceDesk Plus", "[manageengine]") {
  CHECK(refusal(200, R"({"requests": []})").status == Status::bad_reply);
  CHECK(refusal(200, "<html><form>Log in</form></html>").status == Status::bad_reply);
  CHECK(refusal(200, R"({"response_status": []})").status == Status::bad_reply);
  CHECK(refusal(200, R"({"response_status": {"status": "failed"}})").status == Status::invalid_argument);
}

TEST_CASE("a write that the desk stumbled over may have been carried out", "[manageengine]") {
  const auto status_of = [](int http, const std::string& body) {
    const auto read = written(answer(http, body), kNow);
    return read ? Status::recorded : read.error().status;
  };
  CHECK(status_of(500, "{}") == Status::uncertain);
  CHECK(status_of(200, failed(4004)) == Status::uncertain);
  CHECK(status_of(408, "{}") == Status::uncertain);
  CHECK(status_of(400, failed(4001)) == Status::invalid_argument);
  CHECK(status_of(429, failed(4015)) == Status::rate_limited);
}

TEST_CASE("what a desk asks to wait is told", "[manageengine]") {
  const auto read = body_of(answer(400, failed(4015), {{"Retry-After", "7"}}), kNow);
  REQUIRE(!read);
  CHECK(read.error().retry_after == std::chrono::seconds(7));
}
