// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

constexpr const char* kTypes = R"({"isLast": true, "issueTypes": [
  {"id": "1", "name": "Task", "subtask": false, "hierarchyLevel": 0},
  {"id": "2", "name": "Teilaufgabe", "subtask": true, "hierarchyLevel": -1},
  {"id": "3", "name": "Epos", "subtask": false, "hierarchyLevel": 1}]})";

OptionsRequest for_type(std::string type, std::string typed = {}) {
  OptionsRequest request;
  request.picker = "parent";
  request.context = {{"project", "10000"}, {"type", std::move(type)}};
  request.query = std::move(typed);
  return request;
}

// The query with which parents of a type are looked for.
std::string jql(const OptionsRequest& request) {
  FakeHost host;
  host.will_answer(200, kTypes);
  host.will_answer(200, R"({"issues": [], "isLast": true})");
  REQUIRE(plugin()->options(host.call(), request));
  return body_of(host, 1).at("jql");
}

}  // namespace

TEST_CASE("above a sub-task stand tasks, and above a task the next level", "[jira]") {
  CHECK(jql(for_type("2")) ==
        R"(project = "10000" AND issuetype in standardIssueTypes() ORDER BY updated DESC)");
  CHECK(jql(for_type("1")) == R"(project = "10000" AND issuetype in (3) ORDER BY updated DESC)");
}

TEST_CASE("above the highest level of Jira there is nothing to choose", "[jira]") {
  FakeHost host;
  host.will_answer(200, kTypes);
  const auto page = plugin()->options(host.call(), for_type("3"));
  REQUIRE(page);
  CHECK(page->options.empty());
  CHECK(host.requests.size() == 1);
}

TEST_CASE("what a person typed is words, never a part of the query's language", "[jira]") {
  const auto with_words = [](const std::string& words) {
    return R"(project = "10000" AND issuetype in (3) AND summary ~ ")" + words + R"(" ORDER BY updated DESC)";
  };
  CHECK(jql(for_type("1", "log4")) == with_words("log4*"));
  CHECK(jql(for_type("1", R"(a" OR project = X \ (b)~2)")) == with_words("a* OR* project* X* b* 2*"));
  CHECK(jql(for_type("1", "G\u00FCte")) == with_words("G\u00FCte*"));
  CHECK(jql(for_type("1", "?!")) == R"(project = "10000" AND issuetype in (3) ORDER BY updated DESC)");
}

TEST_CASE("a key that was typed is read, and stays within the project", "[jira]") {
  FakeHost host;
  host.will_answer(200, dump(issue("77", "k")));
  const auto found = plugin()->options(host.call(), for_type("2", "SEC-77"));
  REQUIRE(found);
  REQUIRE(found->options.size() == 1);
  CHECK(found->options[0].id == "77");
  CHECK(found->options[0].key == "SEC-77");
  CHECK(host.requests.at(0).target ==
        "/rest/api/3/issue/SEC-77?fields=project%2Cissuetype%2Csummary%2Cstatus%2Cupdated");

  FakeHost elsewhere;
  elsewhere.will_answer(200, dump(issue("77", "k")));
  OptionsRequest other = for_type("2", "SEC-77");
  other.context["project"] = "20000";
  CHECK(plugin()->options(elsewhere.call(), other)->options.empty());

  FakeHost unknown;
  unknown.will_answer(
      404, R"({"errorMessages": ["Issue does not exist or you do not have permission to see it."]})");
  CHECK(plugin()->options(unknown.call(), for_type("2", "SEC-99"))->options.empty());
}

TEST_CASE("Data Center's epics are known by their own field, whatever their type is called", "[jira]") {
  const auto form = [](const std::string& custom) {
    return R"({"isLast": true, "values": [{"fieldId": "customfield_1", "schema": {"custom": ")" + custom +
           "\"}}]}";
  };
  const std::string epic_form = form("com.pyxis.greenhopper.jira:gh-epic-label");
  const std::string plain_form = form("com.atlassian.jira.plugin.system.customfieldtypes:textfield");
  for (const char* name : {"Epic", "Epos", "Destan"}) {
    FakeHost host;
    host.will_serve([&](const HttpRequest& request) -> Result<HttpResponse> {
      const auto asked = [&](std::string_view part) {
        return request.target.find(part) != std::string::npos;
      };
      if (asked("/issuetypes/5")) return HttpResponse{200, {}, epic_form};
      if (asked("/issuetypes/")) return HttpResponse{200, {}, plain_form};
      if (asked("/issuetypes"))
        return HttpResponse{
            200,
            {},
            R"({"isLast": true, "values": [{"id": "1", "name": "Task"}, {"id": "5", "name": ")" +
                std::string(name) + R"("}, {"id": "2", "name": "Epic review", "subtask": true}]})"};
      return HttpResponse{200, {}, R"({"total": 0, "issues": []})"};
    });
    const auto asks = [&](const std::string& type) -> std::string {
      REQUIRE(plugin(data_center())->options(host.call(), for_type(type)));
      const std::string& body = host.requests.back().body;
      return body.empty() ? "" : Json::parse(body).at("jql").get<std::string>();
    };
    CHECK(asks("1") == R"(project = "10000" AND issuetype in (5) ORDER BY updated DESC)");
    CHECK(asks("2") == R"(project = "10000" AND issuetype in standardIssueTypes() ORDER BY updated DESC)");
    CHECK(asks("5").empty());  // nothing stands above an epic
  }
}

TEST_CASE("a ticket is looked for as it was typed, and by its label", "[jira]") {
  const auto asked = [](OptionsRequest request) {
    FakeHost host;
    host.will_answer(200, R"({"issues": [], "isLast": true})");
    REQUIRE(plugin()->options(host.call(), request));
    return body_of(host, 0).at("jql").get<std::string>();
  };
  OptionsRequest request;
  request.picker = "ticket";
  CHECK(asked(request) == "updated >= -30d ORDER BY created DESC");
  request.query = "CVE-2024-1000";
  CHECK(asked(request) == R"(text ~ "\"CVE-2024-1000\"" ORDER BY created DESC)");
  request.query = R"(CVE" OR "1)";
  CHECK(asked(request) == R"(summary ~ "CVE* OR* 1*" ORDER BY created DESC)");
  request.query = R"(a"b\)";
  CHECK(asked(request) == R"(text ~ "\"ab\"" ORDER BY created DESC)");
  request = {};
  request.picker = "labelled_ticket";
  request.context = {{"label", R"(a"b)"}};
  CHECK(asked(request) == R"(labels = "a\"b" ORDER BY created DESC)");
}
