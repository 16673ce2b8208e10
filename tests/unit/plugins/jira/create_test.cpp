// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/adf_rules.hpp"
#include "tests/unit/plugins/jira/forms.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

std::string kinds(const CreateResult& result) {
  std::string out;
  for (std::size_t i = 0; i < result.outcomes.size(); ++i) {
    CHECK(result.outcomes[i].index == i);
    out += (i == 0 ? "" : " ") + std::string(name_of(result.outcomes[i].kind));
  }
  return out;
}

// What create makes of one answer to three drafts.
Result<CreateResult> answered(int status, std::string body, std::vector<Header> headers = {}) {
  FakeHost host;
  serve_forms(host, status, std::move(body), std::move(headers));
  return plugin()->create(host.call(), drafts(3));
}

Json sent(const TicketDraft& draft) {
  FakeHost host;
  serve_forms(host, 201, R"({"issues": [{"id": "1", "key": "SEC-1"}], "errors": []})");
  const auto result = plugin()->create(host.call(), {{draft}});
  REQUIRE(result);
  CHECK(kinds(*result) == "created");
  return written_drafts(host).at(0);
}

}  // namespace

TEST_CASE("all drafts leave in one write, in their order, with key, marker and property", "[jira]") {
  FakeHost host;
  serve_forms(host, 201,
              R"({"issues": [{"id": "7", "key": "SEC-7"}, {"id": "8", "key": "SEC-8"}], "errors": []})");
  const auto result = plugin()->create(host.call(), drafts(2));
  REQUIRE(result);
  CHECK(kinds(*result) == "created created");
  CHECK(result->outcomes[1].ticket->id == "8");
  CHECK(result->outcomes[1].ticket->key == "SEC-8");
  CHECK(result->outcomes[1].ticket->url == "https://acme.atlassian.net/browse/SEC-8");

  const HttpRequest& request = the_write(host);
  CHECK(request.method == "POST");
  CHECK(request.target == "/rest/api/3/issue/bulk");
  CHECK(request.origin == "site");
  CHECK(request.credential == "default");
  CHECK(request.effect == Effect::write);
  const Json updates = written_drafts(host);
  REQUIRE(updates.size() == 2);
  CHECK(updates[1].at("fields").at("labels") == Json::parse(R"(["itsm-link", "key-1"])"));
  CHECK(updates[1].at("properties") ==
        Json::parse(R"([{"key": "itsm.link", "value": {"correlation_key": "key-1"}}])"));
  CHECK(updates[1].at("fields").at("project") == Json::parse(R"({"id": "10000"})"));
  CHECK(updates[1].at("fields").at("issuetype") == Json::parse(R"({"id": "10002"})"));
  CHECK(adf_breach(updates[1].at("fields").at("description")) == "");
}

TEST_CASE("a token with scopes goes through the gateway", "[jira]") {
  Configuration scoped = configuration();
  scoped.auth = "scoped";
  FakeHost host;
  serve_forms(host, 201, R"({"issues": [{"id": "7", "key": "SEC-7"}], "errors": []})");
  REQUIRE(plugin(scoped)->create(host.call(), drafts(1)));
  for (const HttpRequest& request : host.requests) CHECK(request.origin == "gateway");
}

TEST_CASE("the summary is one line within Jira's limit and labels have no blanks", "[jira]") {
  TicketDraft draft = jira::testing::draft("k");
  draft.summary = "one\r\ntwo \xF0\x9F\x94\xA5 " + std::string(300, 'x');
  draft.fields["labels"] = {FieldKind::labels, {"team red", "itsm-link", "k"}};
  const Json fields = sent(draft).at("fields");
  const std::string summary = fields.at("summary");
  CHECK(summary.substr(0, 13) == "one two \xF0\x9F\x94\xA5 ");
  CHECK(summary.size() ==
        13 + 242 + 3);  // 254 UTF-16 units, of which the emoji takes two and the ellipsis one
  CHECK(fields.at("labels") == Json::parse(R"(["team_red", "itsm-link", "k"])"));
}

TEST_CASE("a sub-task names its parent and a link names its type and direction", "[jira]") {
  TicketDraft draft = jira::testing::draft("k");
  draft.mode = CreationMode::subtask;
  draft.type = {"10003", "Sub-task"};
  draft.parent = TicketRef{"10", "SEC-10", ""};
  CHECK(sent(draft).at("fields").at("parent") == Json::parse(R"({"id": "10"})"));

  draft = jira::testing::draft("k");
  draft.mode = CreationMode::link;
  draft.relation = Relation{"Blocks", false, {"", "SEC-9", ""}};
  CHECK(sent(draft).at("update") ==
        Json::parse(
            R"({"issuelinks": [{"add": {"type": {"name": "Blocks"}, "outwardIssue": {"key": "SEC-9"}}}]})"));
  draft.relation->inward = true;
  draft.relation->type = "10000";
  CHECK(sent(draft).at("update") ==
        Json::parse(
            R"({"issuelinks": [{"add": {"type": {"id": "10000"}, "inwardIssue": {"key": "SEC-9"}}}]})"));
}

TEST_CASE("a draft that cannot be said is not sent and does not stop the others", "[jira]") {
  CreateRequest request = drafts(4);
  request.drafts[0].mode = CreationMode::subtask;  // without a parent
  request.drafts[2].fields["customfield_1"] = {FieldKind::number, "many"};
  FakeHost host;
  serve_forms(host, 201, R"({"issues": [{"id": "7", "key": "SEC-7"}],
    "errors": [{"status": 400, "elementErrors": {"errorMessages": [], "errors": {"priority": "no"}}, "failedElementNumber": 1}]})");
  const auto result = plugin()->create(host.call(), request);
  REQUIRE(result);
  CHECK(kinds(*result) == "not_sent created not_sent refused");
  CHECK(result->outcomes[2].refusal->fields.contains("customfield_1"));
  CHECK(result->outcomes[1].ticket->id == "7");
  CHECK(written_drafts(host).at(1).at("fields").at("labels").at(1) == "key-3");
}

TEST_CASE("nothing is written for no draft, only bad drafts or too many", "[jira]") {
  FakeHost host;
  CHECK(plugin()->create(host.call(), {})->outcomes.empty());
  CreateRequest bad = drafts(1);
  bad.drafts[0].correlation_key = "a b";
  CHECK(kinds(*plugin()->create(host.call(), bad)) == "not_sent");
  CHECK(plugin()->create(host.call(), drafts(51)).error().status == Status::invalid_argument);
  CHECK(host.requests.empty());
}

TEST_CASE("in a partial success the tickets belong to the numbers that did not fail", "[jira]") {
  const auto result = answered(201, R"({"issues": [{"id": "7", "key": "SEC-7"}, {"id": "8", "key": "SEC-8"}],
    "errors": [{"status": 400, "elementErrors": {"errorMessages": ["Not now."],
    "errors": {"issuetype": "The issue type selected is invalid."}}, "failedElementNumber": 1}]})");
  REQUIRE(result);
  CHECK(kinds(*result) == "created refused created");
  CHECK(result->outcomes[2].ticket->id == "8");
  const Refusal& refusal = *result->outcomes[1].refusal;
  CHECK(refusal.code == "invalid_argument");
  CHECK(refusal.message == "Not now.; issuetype: The issue type selected is invalid.");
  CHECK(refusal.fields.at("issuetype") == "The issue type selected is invalid.");
}

TEST_CASE("when all fail, each is refused for its own reason", "[jira]") {
  const auto element = [](int number) {
    return R"({"status": 400, "elementErrors": {"errorMessages": [], "errors": {"f)" +
           std::to_string(number) + R"(": "no"}}, "failedElementNumber": )" + std::to_string(number) + "}";
  };
  const auto result = answered(
      400, R"({"issues": [], "errors": [)" + element(2) + "," + element(0) + "," + element(1) + "]}");
  REQUIRE(result);
  CHECK(kinds(*result) == "refused refused refused");
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(result->outcomes[i].refusal->fields.contains("f" + std::to_string(i)));
}

TEST_CASE("a refusal of the whole request refuses every element", "[jira]") {
  const auto result =
      answered(400, R"({"errorMessages": ["You can create 50 issues at most."], "errors": {}})");
  REQUIRE(result);
  CHECK(kinds(*result) == "refused refused refused");
  CHECK(result->outcomes[0].refusal->message.find("50 issues") != std::string::npos);
  CHECK(kinds(*answered(413, "<html>too large</html>")) == "refused refused refused");
}

TEST_CASE("an answer that does not add up leaves every element uncertain", "[jira]") {
  for (
      const char* body :
      {R"({"issues": [{"id": "7", "key": "SEC-7"}], "errors": []})",  // two missing
       R"({"issues": [{"id": "7", "key": "SEC-7"}, {"key": "SEC-8"}, {"id": "9", "key": "SEC-9"}], "errors": []})",  // no id
       R"({"issues": [{"id": "7", "key": "SEC-7"}, {"id": "7", "key": "SEC-7"}, {"id": "9", "key": "SEC-9"}], "errors": []})",
       R"({"issues": [{"id": "7", "key": "SEC-7"}, null, {"id": "9", "key": "SEC-9"}], "errors": []})",
       R"({"issues": [{"id": "7", "key": "SEC-7"}, {"id": "8", "key": "SEC-8"}], "errors": [{"failedElementNumber": 3, "elementErrors": {}}]})",
       R"({"issues": [{"id": "7", "key": "SEC-7"}], "errors": [{"failedElementNumber": 1, "elementErrors": {}},
               {"failedElementNumber": 1, "elementErrors": {}}]})",
       R"({"issues": [], "errors": [{}, {}, {}]})", R"({"errors": [], "issues": {}})", "[]", "{}", "null"})
    CHECK(kinds(*answered(201, body)) == "uncertain uncertain uncertain");
  // A refusal that lists tickets contradicts itself.
  CHECK(
      kinds(*answered(
          400,
          R"({"issues": [{"id": "7", "key": "S-7"}, {"id": "8", "key": "S-8"}, {"id": "9", "key": "S-9"}], "errors": []})")) ==
      "uncertain uncertain uncertain");
}

TEST_CASE("an element that failed on the server's side is uncertain", "[jira]") {
  const auto result = answered(201, R"({"issues": [{"id": "7", "key": "SEC-7"}, {"id": "8", "key": "SEC-8"}],
    "errors": [{"status": 500, "elementErrors": {"errorMessages": ["Oops"], "errors": {}}, "failedElementNumber": 0}]})");
  REQUIRE(result);
  CHECK(kinds(*result) == "uncertain created created");
}

TEST_CASE("a success that is not JSON is a bad reply, from which the host concludes uncertainty", "[jira]") {
  CHECK(answered(200, "<html>Log in</html>", {{"Content-Type", "text/html"}}).error().status ==
        Status::bad_reply);
  CHECK(answered(201, R"({"issues": [{"id": "7", "ke)").error().status == Status::bad_reply);
  CHECK(answered(201, "").error().status == Status::bad_reply);
}

TEST_CASE("what concerns the account, the rate or the endpoint fails the whole call", "[jira]") {
  const auto limited =
      answered(429, "", {{"Retry-After", "12"}, {"RateLimit-Reason", "jira-burst-based"}}).error();
  CHECK(limited.status == Status::rate_limited);
  CHECK(limited.retry_after == std::chrono::seconds(12));
  CHECK(limited.message.find("jira-burst-based") != std::string::npos);
  CHECK(limited.vendor_http_status == 429);

  const auto unknown = answered(401, R"({"errorMessages": ["Client must be authenticated"]})").error();
  CHECK(unknown.status == Status::unauthenticated);
  CHECK(unknown.message.find("api-tokens") != std::string::npos);
  const auto scope =
      answered(401, R"({"code": 401, "message": "Unauthorized; scope does not match"})").error();
  CHECK(scope.status == Status::forbidden);
  CHECK(answered(403, "{}").error().status == Status::forbidden);
  CHECK(answered(404, R"({"title": "Not Found", "detail": "No endpoint POST /rest/api/3/issue/bulk"})")
            .error()
            .status == Status::outdated);
  CHECK(answered(404, "{}").error().status == Status::outdated);
  CHECK(answered(410, R"({"errorMessages": ["The requested API has been removed."]})").error().status ==
        Status::outdated);
}

TEST_CASE("a failure after which the tickets may exist is uncertain and keeps its time to come back",
          "[jira]") {
  for (const int status : {408, 409, 425, 500, 502, 503, 504}) {
    const Error error = answered(status, "", {{"Retry-After", "3"}}).error();
    CHECK(error.status == Status::uncertain);
    CHECK(error.vendor_http_status == status);
    CHECK(error.retry_after == std::chrono::seconds(3));
  }
}

TEST_CASE("what the host says of the transport passes unchanged", "[jira]") {
  for (const Status status :
       {Status::uncertain, Status::unavailable, Status::cancelled, Status::rate_limited}) {
    FakeHost host;
    serve_forms(host, [&](const HttpRequest&) -> Result<HttpResponse> {
      return failure(status, "as the host said");
    });
    const auto result = plugin()->create(host.call(), drafts(1));
    CHECK(result.error().status == status);
    CHECK(result.error().message == "as the host said");
  }
  FakeHost host;
  host.dry_run = true;
  serve_forms(host, 500, "");
  CHECK(plugin()->create(host.call(), drafts(2)).error().status == Status::recorded);
  the_write(host);
}
