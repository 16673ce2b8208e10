// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/errors.hpp"

#include <rapidcheck.h>

#include "plugins/servicenow/base64.hpp"
#include "plugins/servicenow/batch.hpp"
#include "plugins/servicenow/states.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::servicenow;

namespace {

constexpr common::Time kNow{std::chrono::seconds(1'767'225'600)};

HttpResponse answer(int status, const std::string& message, const std::string& detail = "",
                    std::vector<Header> headers = {}) {
  headers.push_back({"Content-Type", "application/json"});
  return {status, std::move(headers),
          dump(Json{{"error", {{"message", message}, {"detail", detail}}}, {"status", "failure"}})};
}

std::string created(const std::string& sys_id) {
  return to_base64(
      dump(Json{{"result", {{"sys_id", sys_id}, {"number", "INC1"}, {"sys_class_name", "incident"}}}}));
}

Json element(const std::string& id, int status, const std::string& body) {
  return {{"id", id}, {"status_code", status}, {"body", body}};
}

std::vector<Outcome> outcomes(const Json& serviced, const Json& unserviced = Json::array(),
                              std::size_t count = 2) {
  const std::vector<NewRecord> records(count, NewRecord{"incident", Json::object()});
  return batch_outcomes({{"serviced_requests", serviced}, {"unserviced_requests", unserviced}}, records,
                        Instance(), kNow);
}

const std::string kOneId(32, 'a');
const std::string kOtherId(32, 'b');

}  // namespace

TEST_CASE("a 403 says whether a role, a data policy or a business rule is in the way", "[servicenow]") {
  const Error acl = error_of(
      answer(403, "Operation Failed", "ACL Exception Update Failed due to security constraints"), kNow);
  CHECK(acl.status == Status::forbidden);
  CHECK_THAT(acl.message, Catch::Matchers::Contains("role"));
  const Error policy =
      error_of(answer(403, "Data Policy Exception", "The following fields are mandatory: Close code"), kNow);
  CHECK(policy.status == Status::invalid_argument);
  CHECK_THAT(policy.message, Catch::Matchers::Contains("Close code"));
  const Error rule = error_of(
      answer(403, "Operation Failed", "Operation against file 'incident' was aborted by Business Rule 'x'"),
      kNow);
  CHECK(rule.status == Status::conflict);
}

TEST_CASE("a sleeping instance is told from any other web page", "[servicenow]") {
  const auto page = [](const std::string& title) {
    return json_of({200, {{"Content-Type", "text/html"}}, "<html><title>" + title + "</title></html>"}, kNow)
        .error();
  };
  CHECK_THAT(page("Instance Hibernating page").message,
             Catch::Matchers::Contains("developer.servicenow.com"));
  CHECK(page("Log in").status == Status::bad_reply);
  CHECK_THAT(page("Log in").message, !Catch::Matchers::Contains("developer.servicenow.com"));
}

TEST_CASE("an answer that ended in the middle is no answer", "[servicenow]") {
  const auto cut =
      json_of({200,
               {{"Content-Type", "application/json"}},
               R"({"result": [{"sys_id": "1"}], "error": {"message": "Transaction cancelled: maximum
 execution time exceeded"}, "status": "failure"})"},
              kNow);
  REQUIRE_FALSE(cut);
  CHECK(cut.error().status == Status::bad_reply);  // a line end in a JSON text
  const auto mixed = json_of(
      {200, {}, R"({"result": [{}], "error": {"message": "Transaction cancelled"}, "status": "failure"})"},
      kNow);
  REQUIRE_FALSE(mixed);
  CHECK(mixed.error().status == Status::unavailable);
}

TEST_CASE("the reset of a rate limit is a time to come back", "[servicenow]") {
  const auto after = [](std::vector<Header> headers) {
    return error_of(answer(429, "Rate limit exceeded", "", std::move(headers)), kNow).retry_after;
  };
  CHECK(after({{"Retry-After", "7"}}) == std::chrono::milliseconds(7000));
  CHECK(after({{"X-RateLimit-Reset", "1767225630"}}) == std::chrono::milliseconds(30'000));
  CHECK(after({{"X-RateLimit-Reset", "99999999999999999999"}}) == std::nullopt);
  CHECK(after({{"X-RateLimit-Reset", "1"}}) == std::chrono::milliseconds(0));
}

TEST_CASE("an account with a second factor is told what to use", "[servicenow]") {
  const Error error = error_of(answer(401, "User Not Authenticated", "", {{"X-MFA_TOKEN", "invalid"}}), kNow);
  CHECK(error.status == Status::unauthenticated);
  CHECK_THAT(error.message, Catch::Matchers::Contains("Web service access only"));
}

TEST_CASE("each element of a batch has its own outcome, in whatever order they come", "[servicenow]") {
  const std::string refusal = to_base64(answer(403, "Data Policy Exception", "x is mandatory").body);
  const auto told = outcomes({element("1", 201, created(kOneId)), element("0", 403, refusal)});
  CHECK(told[0].kind == OutcomeKind::refused);
  CHECK(told[0].refusal->code == "invalid_argument");
  CHECK(told[1].kind == OutcomeKind::created);
  CHECK(told[1].ticket->id == kOneId);
}

TEST_CASE("what a batch does not say clearly and once is uncertain", "[servicenow]") {
  const auto kinds = [](const std::vector<Outcome>& told) {
    std::vector<OutcomeKind> out;
    for (const Outcome& one : told) out.push_back(one.kind);
    return out;
  };
  const std::vector<OutcomeKind> second_made{OutcomeKind::uncertain, OutcomeKind::created};
  const Json made = element("1", 201, created(kOneId));
  CHECK(kinds(outcomes(Json::array({made}), Json::array({"0"}))) == second_made);
  CHECK(kinds(outcomes(Json::array({made}))) == second_made);
  CHECK(kinds(outcomes({made, element("0", 500, "")})) == second_made);
  CHECK(kinds(outcomes({made, element("0", 429, "")})) == second_made);
  CHECK(kinds(outcomes({made, element("0", 201, "no base64")})) == second_made);
  CHECK(kinds(outcomes({made, element("0", 403, created(kOneId)), element("0", 201, created(kOtherId))})) ==
        second_made);
  CHECK(outcomes({made, element("0", 201, created(kOneId))})[1].kind == OutcomeKind::uncertain);
  CHECK(outcomes({element("7", 201, created(kOneId)), Json("text")})[0].kind == OutcomeKind::uncertain);
}

TEST_CASE("no answer to a batch makes a ticket without an id, or two of one", "[servicenow]") {
  CHECK(rc::check("whatever the elements say", [] {
    Json serviced = Json::array();
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i)
      serviced.push_back(element(std::to_string(*rc::gen::inRange(0, 4)),
                                 *rc::gen::elementOf(std::vector{0, 200, 201, 403, 503}),
                                 *rc::gen::elementOf(std::vector<std::string>{
                                     created(kOneId), created(kOtherId), created("x"), "", "!"})));
    const auto told = outcomes(serviced, Json::array(), 3);
    RC_ASSERT(told.size() == 3);
    std::set<std::string> ids;
    for (const Outcome& one : told)
      if (one.kind == OutcomeKind::created)
        RC_ASSERT(is_sys_id(one.ticket->id) && ids.insert(one.ticket->id).second);
  }));
}

TEST_CASE("states mean what they mean, and an unknown end never passes for fixed", "[servicenow]") {
  CHECK(meaning_of("incident", "6", true) == TicketState::done);
  CHECK(meaning_of("incident", "8", false) == TicketState::cancelled);
  CHECK(meaning_of("change_request", "-5", true) == TicketState::todo);
  CHECK(meaning_of("change_request", "0", true) == TicketState::doing);
  CHECK(meaning_of("problem", "107", false) == TicketState::done);
  CHECK(meaning_of("sn_si_incident", "16", true) == TicketState::doing);
  CHECK(meaning_of("u_anything", "4", false) == TicketState::cancelled);
  CHECK(meaning_of("incident", "99", true) == TicketState::doing);
  CHECK(meaning_of("incident", "99", false) == TicketState::cancelled);
  CHECK_FALSE(is_step("change_request", "-5", "3"));
  CHECK(is_step("change_request", "0", "3"));
  CHECK(is_step("incident", "1", "7"));
  CHECK(is_step("change_request", "-5", "42"));  // a state of the instance's own
}
