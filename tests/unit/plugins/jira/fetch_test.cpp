// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

std::string answer_with(const std::vector<Json>& issues) {
  return dump({{"issues", issues}, {"issueErrors", Json::array()}});
}

Ticket fetched(Json issue, std::vector<std::string> fields = {}) {
  FakeHost host;
  host.will_answer(200, answer_with({issue}));
  const auto result = plugin()->fetch(host.call(), {{{"7", "", ""}}, std::move(fields)});
  REQUIRE(result);
  REQUIRE(result->tickets.size() == 1);
  return result->tickets[0];
}

Json with_category(const char* category, Json resolution = nullptr) {
  Json out = issue("7", "k");
  out["fields"]["status"]["statusCategory"]["key"] = category;
  out["fields"]["resolution"] = std::move(resolution);
  return out;
}

}  // namespace

TEST_CASE("a ticket is read with its identity, state, people and times", "[jira]") {
  const Ticket ticket = fetched(issue("7", "key-1"));
  CHECK(ticket.ref.id == "7");
  CHECK(ticket.ref.key == "SEC-7");
  CHECK(ticket.ref.url == "https://acme.atlassian.net/browse/SEC-7");
  CHECK(ticket.project.name == "Security");
  CHECK(ticket.status.name == "In Arbeit");
  CHECK(ticket.state == TicketState::doing);
  CHECK(ticket.resolution.name.empty());
  CHECK(ticket.priority.id == "2");
  CHECK(ticket.assignee->id == "acc-9");
  CHECK(ticket.created_at == "2025-07-25T19:00:41.388Z");
  CHECK(ticket.updated_at == "2025-07-25T19:00:41.476Z");
  CHECK(ticket.version == "1753470041476");
  CHECK(ticket.correlation_keys == std::vector<std::string>{"key-1"});
}

TEST_CASE("the state comes from the category and the resolution stays for the policy to judge", "[jira]") {
  const Json wont_do = {{"id", "10001"}, {"name", "Won't Do"}};
  CHECK(fetched(with_category("new")).state == TicketState::todo);
  CHECK(fetched(with_category("done")).state == TicketState::done);
  const Ticket refused = fetched(with_category("done", wont_do));
  CHECK(refused.state == TicketState::done);
  CHECK(refused.resolution.name == "Won't Do");
  CHECK(fetched(with_category("undefined")).state == TicketState::todo);
  CHECK(fetched(with_category("undefined", wont_do)).state == TicketState::cancelled);
}

TEST_CASE("our label without our property is not our ticket", "[jira]") {
  Json copied = issue("7", "key-1");
  copied.erase("properties");
  CHECK(fetched(copied).correlation_keys.empty());
}

TEST_CASE("further fields are read by their schema", "[jira]") {
  Json raw = issue("7", "k");
  raw["fields"]["customfield_1"] = {{"id", "10"}, {"value", "red"}};
  raw["schema"]["customfield_1"] = {{"type", "option"},
                                    {"custom", "com.atlassian.jira.plugin.system.customfieldtypes:select"}};
  FakeHost host;
  host.will_answer(200, answer_with({raw}));
  const auto result = plugin()->fetch(host.call(), {{{"7", "", ""}}, {"customfield_1", "customfield_2"}});
  REQUIRE(result);
  const auto& fields = result->tickets.at(0).fields;
  CHECK(fields.size() == 1);
  CHECK(fields.at("customfield_1").kind == FieldKind::option);
  CHECK(fields.at("customfield_1").value.at("name") == "red");
  CHECK(body_of(host, 0).at("expand") == Json::parse(R"(["schema"])"));
}

TEST_CASE("tickets are read a hundred at a time, and keys one by one", "[jira]") {
  FetchRequest request;
  for (int i = 1; i <= 150; ++i) request.refs.push_back({std::to_string(i), "", ""});
  request.refs.push_back({"", "OLD-1", ""});
  FakeHost host;
  host.will_serve([](const HttpRequest& sent) -> Result<HttpResponse> {
    std::vector<Json> issues;
    const Json body = Json::parse(sent.body);
    for (const Json& id : body.at("issueIdsOrKeys"))
      issues.push_back(issue(id == "OLD-1" ? "900" : id.get<std::string>(), "k"));
    return HttpResponse{200, {}, answer_with(issues)};
  });
  const auto result = plugin()->fetch(host.call(), request);
  REQUIRE(result);
  CHECK(result->tickets.size() == 151);
  CHECK(result->missing.empty());
  CHECK(host.requests.size() == 3);
  std::multiset<std::size_t> sizes;
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(host.requests[i].effect == Effect::read);
    sizes.insert(body_of(host, i).at("issueIdsOrKeys").size());
  }
  CHECK(sizes == std::multiset<std::size_t>{1, 50, 100});
}

TEST_CASE("a ticket that the answer leaves out is missing, once the account is known to be itself",
          "[jira]") {
  FakeHost host;
  host.will_answer(200, answer_with({issue("7", "k")}));
  host.will_answer(200, kMyself);
  const auto result = plugin()->fetch(host.call(), {{{"7", "", ""}, {"8", "SEC-8", ""}}, {}});
  REQUIRE(result);
  REQUIRE(result->missing.size() == 1);
  CHECK(result->missing[0].id == "8");

  FakeHost anonymous;
  anonymous.will_answer(200, answer_with({}));
  anonymous.will_answer(200, kNobody);
  CHECK(plugin()->fetch(anonymous.call(), {{{"7", "", ""}}, {}}).error().status == Status::unauthenticated);
}

TEST_CASE("a read that Jira no longer has is outdated, never an empty answer", "[jira]") {
  for (const int status : {404, 410}) {
    FakeHost host;
    host.will_answer(status, R"({"errorMessages": ["The requested API has been removed."], "errors": {}})");
    CHECK(plugin()->fetch(host.call(), {{{"7", "", ""}}, {}}).error().status == Status::outdated);
  }
}

TEST_CASE("an answer without tickets or with a broken one is a bad reply", "[jira]") {
  Json broken = issue("7", "k");
  broken["fields"].erase("updated");
  for (const std::string& body :
       {std::string("{}"), std::string("<html>"), std::string(R"({"issues": [)"), answer_with({broken})}) {
    FakeHost host;
    host.will_answer(200, body);
    CHECK(plugin()->fetch(host.call(), {{{"7", "", ""}}, {}}).error().status == Status::bad_reply);
  }
}
