// SPDX-License-Identifier: Apache-2.0
// What a create refuses before anything is sent.
#include "plugins/jira/create_meta.hpp"
#include "tests/unit/plugins/jira/forms.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

using Fields = std::map<std::string, std::string>;

constexpr const char* kMade = R"({"issues": [{"id": "7", "key": "SEC-7"}], "errors": []})";
constexpr const char* kMe = R"({"accountId": "acc-1", "name": "robot", "displayName": "Robot"})";

// The reasons by field why the draft was not sent, the same at both kinds of Jira; empty where it was made.
Fields refused(const TicketDraft& draft, const std::vector<Json>& fields = form_fields()) {
  std::vector<Fields> told;
  for (const Configuration& kind : {configuration(), data_center()}) {
    FakeHost host;
    serve_forms(
        host,
        [](const HttpRequest& request) -> Result<HttpResponse> {
          return HttpResponse{200, {}, request.effect == Effect::write ? kMade : kMe};
        },
        fields);
    const auto result = plugin(kind)->create(host.call(), {{draft}});
    if (!result) FAIL(result.error().message);
    const Outcome& outcome = result->outcomes.at(0);
    CHECK(wrote(host) == (outcome.kind == OutcomeKind::created));
    Fields& reasons = told.emplace_back();
    if (outcome.kind == OutcomeKind::created) continue;
    CHECK(outcome.kind == OutcomeKind::not_sent);
    REQUIRE(outcome.refusal);
    CHECK(outcome.refusal->code == "invalid_argument");
    reasons = outcome.refusal->fields;
  }
  CHECK(told.front() == told.back());
  return told.front();
}

TicketDraft child(const std::string& type = "10003") {
  TicketDraft out = draft("k");
  out.mode = CreationMode::subtask;
  out.type = {type, {}};
  out.parent = TicketRef{"10", "SEC-10", ""};
  return out;
}

bool says(const Fields& reasons, const std::string& field, std::string_view words) {
  const auto found = reasons.find(field);
  CAPTURE(reasons);
  return found != reasons.end() && found->second.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a sub-task needs a type of sub-tasks, and such a type the mode", "[jira]") {
  CHECK(refused(child()).empty());
  CHECK(says(refused(child("10002")), "issuetype",
             "'Task' is no type of sub-tasks; the project has: Sub-task"));
  TicketDraft alone = draft("k");
  alone.type = {"10003", "Sub-task"};
  CHECK(says(refused(alone), "issuetype", "'Sub-task' is a type of sub-tasks"));
  alone.mode = CreationMode::link;
  alone.relation = Relation{"Blocks", false, {"10", "", ""}};
  CHECK(says(refused(alone), "issuetype", "made in the mode subtask"));
}

TEST_CASE("a sub-task stands in the project of its parent", "[jira]") {
  TicketDraft elsewhere = child();
  elsewhere.project = {"20000", "Platform"};
  CHECK(says(refused(elsewhere), "parent", "SEC-10 is not in 'Platform'"));
  elsewhere.project = {"", "SEC"};  // by key
  CHECK(refused(elsewhere).empty());
  elsewhere.project = {"", "PLAT"};
  CHECK(says(refused(elsewhere), "parent", "SEC-10 is not in 'PLAT'"));
}

TEST_CASE("a parent that is not there is told, unless nobody is logged in", "[jira]") {
  for (const bool known : {true, false}) {
    FakeHost host;
    host.will_serve([known](const HttpRequest& request) -> Result<HttpResponse> {
      if (request.target.find("/issue/10?") != std::string::npos)
        return HttpResponse{
            404,
            {},
            R"({"errorMessages": ["Issue does not exist or you do not have permission to see it."]})"};
      if (request.target.find("/myself") != std::string::npos)
        return HttpResponse{known ? 200 : 401, {}, known ? kMe : "{}"};
      return about_forms(request).value_or(HttpResponse{500, {}, ""});
    });
    const auto result = plugin()->create(host.call(), {{child()}});
    CHECK_FALSE(wrote(host));
    if (known) {
      CHECK(says(result->outcomes.at(0).refusal->fields, "parent", "no ticket 10"));
    } else {
      CHECK(result.error().status == Status::unauthenticated);
    }
  }
}

TEST_CASE("a type that the project does not offer is refused with the one that may be meant", "[jira]") {
  TicketDraft unknown = draft("k");
  unknown.type = {"", "Tsak"};
  CHECK(says(refused(unknown), "issuetype", "is 'Task' meant?"));
  unknown.type = {"999", {}};
  CHECK(says(refused(unknown), "issuetype", "offers no issue type '999'; it offers Task"));
  unknown.type = {"", "Task"};
  CHECK(refused(unknown).empty());
}

TEST_CASE("a draft without a mode that is known is not sent and asks nothing", "[jira]") {
  TicketDraft odd = draft("k");
  odd.mode = static_cast<CreationMode>(7);
  FakeHost host;
  const auto result = plugin()->create(host.call(), {{odd}});
  CHECK(says(result->outcomes.at(0).refusal->fields, "mode", "not known"));
  CHECK(host.requests.empty());
}

TEST_CASE("what the form demands and what it does not have is known before anything is sent", "[jira]") {
  std::vector<Json> form = form_fields();
  Json team = form_field("customfield_2", "string");
  team["required"] = true;
  form.push_back(team);
  TicketDraft lacking = draft("k");
  lacking.fields["customfield_9"] = {FieldKind::string, "x"};
  const Fields reasons = refused(lacking, form);
  CHECK(says(reasons, "customfield_2", "customfield_2 is demanded by the form with which 'Task' is made"));
  CHECK(says(reasons, "customfield_9", "is not on the form"));
  lacking.fields = {{"customfield_2", {FieldKind::string, nullptr}}};
  CHECK(says(refused(lacking, form), "customfield_2", "cannot be left empty"));
  lacking.fields = {{"customfield_2", {FieldKind::string, "Web"}}};
  CHECK(refused(lacking, form).empty());
  form.back()["hasDefaultValue"] = true;
  CHECK(refused(draft("k"), form).empty());
}

// Data Center demands the reporter, says that it has none by default, and takes the caller.
TEST_CASE("a reporter is never demanded", "[jira]") {
  std::vector<Json> form = form_fields();
  Json reporter = form_field("reporter", "user");
  reporter["required"] = true;
  form.push_back(reporter);
  CHECK(refused(draft("k"), form).empty());
}

TEST_CASE("without labels on the form a ticket could not be found again", "[jira]") {
  std::vector<Json> form = form_fields();
  std::erase_if(form, [](const Json& field) { return field["fieldId"] == "labels"; });
  CHECK(says(refused(draft("k"), form), "labels", "by which tickets are known again"));
}

TEST_CASE("options of new tickets are sent by the id that the form gives them", "[jira]") {
  TicketDraft named = draft("k");
  named.fields["priority"] = {FieldKind::priority, {{"name", "medium"}}};
  FakeHost host;
  serve_forms(host, 201, kMade);
  REQUIRE(plugin()->create(host.call(), {{named}}));
  CHECK(written_drafts(host).at(0).at("fields").at("priority") == Json::parse(R"({"id": "3"})"));
  named.fields["priority"] = {FieldKind::priority, {{"name", "Meduim"}}};
  CHECK(says(refused(named), "priority", "is 'Medium' meant?"));
}

TEST_CASE("types, forms and parents are asked for once, and the host may keep types and forms", "[jira]") {
  FakeHost host;
  serve_forms(host, 500, "");
  CreateRequest request = drafts(3);
  request.drafts.push_back(child());
  request.drafts.push_back(child());
  (void)plugin()->create(host.call(), request);
  CHECK(host.requests.size() == 5);  // types, a form for each type, the parent, the write
  for (const HttpRequest& sent : host.requests)
    if (sent.target.find("createmeta") != std::string::npos) CHECK(sent.cache == kFormsStay);
}

TEST_CASE("what cannot be looked up fails the create before anything is sent", "[jira]") {
  for (const auto& [http, status] : {std::pair{503, Status::unavailable},
                                     {429, Status::rate_limited},
                                     {401, Status::unauthenticated},
                                     {410, Status::outdated}}) {
    FakeHost host;
    host.will_serve([http = http](const HttpRequest&) -> Result<HttpResponse> {
      return HttpResponse{http, {}, "{}"};
    });
    CHECK(plugin()->create(host.call(), drafts(2)).error().status == status);
    CHECK_FALSE(wrote(host));
  }
}
