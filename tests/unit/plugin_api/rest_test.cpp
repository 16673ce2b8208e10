// SPDX-License-Identifier: Apache-2.0
#include <itsm/rest.hpp>
#include <itsm/testing/fake_host.hpp>
#include <itsm/tickets.hpp>

#include "tests/support/catch.hpp"

using namespace itsm;
using itsm::testing::FakeHost;

namespace {

const JsonApi kDesk("Desk");

Error error_of_get(int status, std::string body = "{}", std::vector<Header> headers = {}) {
  FakeHost host;
  host.will_answer(status, std::move(body), std::move(headers));
  const auto answer = kDesk.get(host.call(), "/queues", Status::misconfigured);
  REQUIRE(!answer);
  return answer.error();
}

Status status_of_write(int status) {
  FakeHost host;
  host.will_answer(status, "{}");
  const auto answer = kDesk.write(host.call(), "POST", "/tickets", Json::object());
  REQUIRE(!answer);
  return answer.error().status;
}

TicketDraft draft_called(std::string summary) {
  TicketDraft draft;
  draft.summary = std::move(summary);
  return draft;
}

}  // namespace

TEST_CASE("what stands in an address is encoded") {
  CHECK(percent_encode("CF.{Key} = 'ä'") == "CF.%7BKey%7D%20%3D%20%27%C3%A4%27");
  CHECK(with_query("/tickets", {{"query", "a&b"}, {"page", "2"}}) == "/tickets?query=a%26b&page=2");
}

TEST_CASE("only digits are a whole number") {
  CHECK(whole_number("17") == 17);
  for (const char* const text : {"", "-1", "+1", "1.0", "17 ", "0x1", "99999999999999999999"})
    CHECK(!whole_number(text));
}

TEST_CASE("a message becomes one line that ends at a whole character") {
  CHECK(one_line("first\nsecond") == "first second");
  CHECK(one_line(Json::object()) == "no reason is given");
  CHECK(one_line("aä", 2) == "a");
}

TEST_CASE("an element of a list is found by a member, be it a text or a number") {
  const Json list = Json::parse(R"([{"id": 1, "name": "a"}, {"id": "2", "name": "b"}])");
  CHECK(element_with(list, "id", "1")->at("name") == "a");
  CHECK(element_with(list, "id", "2")->at("name") == "b");
  CHECK(element_with(list, "id", "3") == nullptr);
}

TEST_CASE("an answer's status is told as what it means, with the vendor's reason and waiting time") {
  CHECK(error_of_get(400).status == Status::invalid_argument);
  CHECK(error_of_get(401).status == Status::unauthenticated);
  CHECK(error_of_get(403).status == Status::forbidden);
  CHECK(error_of_get(404).status == Status::misconfigured);
  CHECK(error_of_get(410).status == Status::outdated);
  CHECK(error_of_get(412).status == Status::conflict);
  CHECK(error_of_get(302, "").status == Status::misconfigured);
  CHECK(error_of_get(503).status == Status::unavailable);
  CHECK(error_of_get(200, "<html>").status == Status::bad_reply);
  const Error limited = error_of_get(429, R"({"message": "too many\nrequests"})", {{"retry-after", "17"}});
  CHECK(limited.status == Status::rate_limited);
  CHECK(limited.retry_after == std::chrono::seconds(17));
  CHECK(limited.message == "Desk limits requests: too many requests");
  CHECK(limited.vendor_http_status == 429);
}

TEST_CASE("a write that may have been carried out is uncertain, and one that was refused is not") {
  CHECK(status_of_write(503) == Status::uncertain);
  CHECK(status_of_write(408) == Status::uncertain);
  CHECK(status_of_write(404) == Status::not_found);
  CHECK(status_of_write(422) == Status::invalid_argument);
}

TEST_CASE("a write carries its body and what it depends on, and tells what it made") {
  FakeHost host;
  host.will_answer(201, "[]", {{"location", "https://desk/transaction/17"}, {"etag", "W/\"42\""}});
  const auto answer = kDesk.write(host.call(), "PUT", "/ticket/1", {{"a", 1}}, if_match("41"));
  REQUIRE(answer);
  CHECK(answer->made() == "17");
  CHECK(answer->etag() == "42");
  const HttpRequest& sent = host.requests.at(0);
  CHECK(sent.effect == Effect::write);
  CHECK(sent.body == "{\"a\":1}");
  CHECK(sent.headers.at(0).value == "\"41\"");
  CHECK(if_match("").empty());
}

TEST_CASE("numbered pages are read until one is empty, and a list without end is a bad reply") {
  FakeHost host;
  host.will_answer(200, R"({"items": [1, 2]})");
  host.will_answer(200, R"({"items": [3]})");
  host.will_answer(200, R"({"items": []})");
  const auto all = kDesk.get_pages(host.call(), "/queues?page=", "items");
  REQUIRE(all);
  CHECK(*all == Json({1, 2, 3}));
  CHECK(host.requests.at(2).target == "/queues?page=3");
  FakeHost endless;
  endless.will_serve([](const HttpRequest&) { return HttpResponse{200, {}, R"({"items": [1]})"}; });
  CHECK(kDesk.get_pages(endless.call(), "/queues?page=", "items").error().status == Status::bad_reply);
}

TEST_CASE("a batch sends what can be formed, and every draft has its outcome") {
  const auto form = [](const TicketDraft& draft) -> Result<Json> {
    if (draft.summary == "bad") return failure(Status::invalid_argument, "it is bad");
    return Json(draft.summary);
  };
  const auto send = [](const Json& bodies) -> Result<std::vector<Outcome>> {
    std::vector<Outcome> made;
    for (const Json& body : bodies)
      made.push_back({.kind = OutcomeKind::created, .ticket = TicketRef{.id = body}});
    return made;
  };
  const auto result = create_batch({draft_called("a"), draft_called("bad"), draft_called("c")}, form, send);
  REQUIRE(result);
  REQUIRE(result->outcomes.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(result->outcomes[i].index == i);
  CHECK(result->outcomes[0].ticket->id == "a");
  CHECK(result->outcomes[1].kind == OutcomeKind::not_sent);
  CHECK(result->outcomes[1].refusal->message == "it is bad");
  CHECK(result->outcomes[2].ticket->id == "c");

  const auto short_answer = [](const Json&) -> Result<std::vector<Outcome>> {
    return std::vector<Outcome>();
  };
  CHECK(create_batch({draft_called("a")}, form, short_answer).error().status == Status::uncertain);
}

TEST_CASE("nothing is sent where no draft can be formed, and an account that may nothing is told so") {
  int sent = 0;
  const auto send = [&](const Json&) -> Result<std::vector<Outcome>> {
    ++sent;
    return std::vector<Outcome>();
  };
  const auto fails_with = [](Status status) {
    return [status](const TicketDraft&) -> Result<Json> { return failure(status, "no"); };
  };
  const std::vector<TicketDraft> drafts = {draft_called("a")};
  CHECK(create_batch(drafts, fails_with(Status::not_found), send)->outcomes[0].kind == OutcomeKind::not_sent);
  CHECK(create_batch(drafts, fails_with(Status::forbidden), send).error().status == Status::forbidden);
  CHECK(create_batch(drafts, fails_with(Status::unavailable), send).error().status == Status::unavailable);
  CHECK(sent == 0);
}

TEST_CASE("a ticket that is not there is missing, and any other failure is the fetch's") {
  const auto read = [](const TicketRef& ref) -> Result<Ticket> {
    if (ref.id == "1") return Ticket{.ref = ref};
    return failure(ref.id == "2" ? Status::not_found : Status::unauthenticated, "no");
  };
  const auto result = fetch_each({{{.id = "1"}, {.id = "2"}}, {}}, read);
  REQUIRE(result);
  CHECK(result->tickets.size() == 1);
  CHECK(result->missing.at(0).id == "2");
  CHECK(fetch_each({{{.id = "3"}}, {}}, read).error().status == Status::unauthenticated);
}

TEST_CASE("a value is one text") {
  CHECK(one_text({}) == "");
  CHECK(one_text("x") == "x");
  CHECK(one_text(17) == "17");
  CHECK(one_text({{"id", ""}, {"email", "a@b.test"}}) == "a@b.test");
  CHECK(one_text({{"id", "7"}, {"name", "seven"}}) == "7");
}
