// SPDX-License-Identifier: Apache-2.0
// Making and reading tickets at a Jira of the operator's own.
#include "tests/unit/plugins/jira/forms.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

// As Data Center shows it: people by name, and no property in a search.
Json server_issue(const std::string& id, const std::string& correlation_key) {
  Json out = issue(id, correlation_key);
  out["fields"]["assignee"] = {{"name", "ada"}, {"key", "JIRAUSER1"}, {"displayName", "Ada"}};
  return out;
}

Json without_property(Json issue) {
  issue.erase("properties");
  return issue;
}

std::string found(const std::vector<Json>& issues) {
  return dump({{"startAt", 0}, {"maxResults", 100}, {"total", issues.size()}, {"issues", issues}});
}

constexpr const char* kMe = R"({"name": "robot", "displayName": "Robot"})";

}  // namespace

TEST_CASE("Data Center gets its drafts in one write, with wiki markup, names and our marks", "[jira]") {
  FakeHost host;
  serve_forms(host, 201, R"({"issues": [{"id": "7", "key": "SEC-7"}],
    "errors": [{"status": 400, "elementErrors": {"errorMessages": [], "errors": {"priority": "no"}}, "failedElementNumber": 0}]})");
  CreateRequest request = drafts(2);
  request.drafts[1].fields["assignee"] = {FieldKind::person, to_document(Person{"ada", "", ""})};
  const auto result = plugin(data_center())->create(host.call(), request);
  REQUIRE(result);
  CHECK(result->outcomes.at(0).kind == OutcomeKind::refused);
  CHECK(result->outcomes.at(1).ticket->url == "https://jira.acme.test/jira/browse/SEC-7");
  CHECK(the_write(host).target == "/rest/api/2/issue/bulk");
  const Json body = written_drafts(host).at(1);
  CHECK(body.at("fields").at("description").is_string());
  CHECK(body.at("fields").at("assignee") == Json{{"name", "ada"}});
  CHECK(body.at("fields").at("labels") == Json::parse(R"(["itsm-link", "key-1"])"));
  CHECK(body.at("properties").at(0).at("key") == "itsm.link");
}

TEST_CASE("Data Center's tickets are read one by one, and what is not there is missing", "[jira]") {
  FakeHost host;
  host.will_answer(200, dump(server_issue("7", "k-7")));
  host.will_answer(404, R"({"errorMessages": ["Issue Does Not Exist"], "errors": {}})");
  host.will_answer(200, kMe);
  const auto result =
      plugin(data_center())->fetch(host.call(), {{{"7", "", ""}, {"", "SEC-8", ""}}, {"duedate"}});
  REQUIRE(result);
  REQUIRE(result->tickets.size() == 1);
  CHECK(result->tickets[0].assignee->id == "ada");
  CHECK(result->tickets[0].correlation_keys == std::vector<std::string>{"k-7"});
  REQUIRE(result->missing.size() == 1);
  CHECK(result->missing[0].key == "SEC-8");
  CHECK(host.requests.at(0).target.find("/rest/api/2/issue/7?fields=project%2Cissuetype") == 0);
  CHECK(host.requests.at(0).target.find("%2Cduedate&properties=itsm.link&expand=schema") !=
        std::string::npos);
  CHECK(host.requests.at(1).target.find("/rest/api/2/issue/SEC-8?") == 0);
}

TEST_CASE("a failure of one read is never a missing ticket", "[jira]") {
  for (const auto& [http, status] : {std::pair{500, Status::unavailable},
                                     {401, Status::unauthenticated},
                                     {403, Status::forbidden},
                                     {410, Status::outdated}}) {
    FakeHost host;
    host.will_answer(http, "{}");
    CHECK(plugin(data_center())->fetch(host.call(), {{{"7", "", ""}}, {}}).error().status == status);
  }
  FakeHost host;  // nobody is logged in, and so nothing is there
  host.will_answer(404, R"({"errorMessages": ["Issue Does Not Exist"]})");
  host.will_answer(200, "{}");
  CHECK(plugin(data_center())->fetch(host.call(), {{{"7", "", ""}}, {}}).error().status ==
        Status::unauthenticated);
}

TEST_CASE("Data Center's search finds labels, and the property of each ticket decides", "[jira]") {
  FakeHost host;
  host.will_answer(
      200, found({without_property(server_issue("7", "key-1")), without_property(server_issue("8", "key-1")),
                  without_property(server_issue("9", "key-1"))}));
  host.will_answer(200, dump(server_issue("7", "key-1")));
  host.will_answer(200, dump(without_property(server_issue("8", "key-1"))));  // somebody copied the label
  host.will_answer(404, R"({"errorMessages": ["Issue Does Not Exist"]})");    // deleted meanwhile
  const auto result = plugin(data_center())->find(host.call(), {{"key-1"}});
  REQUIRE(result);
  REQUIRE(result->tickets.size() == 1);
  CHECK(result->tickets[0].ref.id == "7");
  CHECK(host.requests.at(0).target == "/rest/api/2/search");
  for (const HttpRequest& request : host.requests) CHECK(request.effect == Effect::read);
}

TEST_CASE("a search of Data Center that is gone is outdated, never nothing found", "[jira]") {
  for (const int status : {404, 410}) {
    FakeHost host;
    host.will_answer(status, "{}");
    CHECK(plugin(data_center())->find(host.call(), {{"key-1"}}).error().status == Status::outdated);
  }
}

TEST_CASE("changes at Data Center say the labels of our tickets as keys, without a request for each",
          "[jira]") {
  Json stranger = without_property(server_issue("9", "key-9"));
  stranger["fields"]["labels"] = Json::array({"team-red"});
  FakeHost host;
  host.will_serve([&](const HttpRequest& request) -> Result<HttpResponse> {
    if (request.target.find("/search") != std::string::npos)
      return HttpResponse{200, {}, found({without_property(server_issue("7", "key-7")), stranger})};
    return HttpResponse{200, {}, R"({"serverTime": "2026-01-01T00:00:00.000+0000", "name": "robot"})"};
  });
  const auto jira = plugin(data_center());
  ChangesRequest request{.projects = {{"10000", ""}}};
  request.cursor = jira->changes(host.call(), request).value().next_cursor;
  host.requests.clear();
  const auto page = jira->changes(host.call(), request);
  REQUIRE(page);
  REQUIRE(page->tickets.size() == 2);
  CHECK(page->tickets[0].correlation_keys == std::vector<std::string>{"key-7"});
  CHECK(page->tickets[1].correlation_keys.empty());
  CHECK(host.requests.size() == 4);  // what time it is, and the search between two looks at our zone
}
