// SPDX-License-Identifier: Apache-2.0
// Tickets that are found by a text field of the operator's choice instead of labels.
#include "tests/unit/plugins/jira/forms.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

constexpr const char* kField = "customfield_10053";

Configuration with_field(Configuration out, const std::string& field = kField) {
  out.settings["correlation_field"] = field;
  return out;
}

std::vector<Json> form_with_field() {
  std::vector<Json> fields = form_fields();
  Json key = form_field(kField, "string");
  key["required"] = true;
  fields.push_back(key);
  std::erase_if(fields, [](const Json& field) { return field.at("fieldId") == "labels"; });
  return fields;
}

Outcome created(FakeHost& host, const TicketDraft& draft, const std::vector<Json>& form) {
  serve_forms(
      host,
      [](const HttpRequest&) -> Result<HttpResponse> {
        return HttpResponse{201, {}, R"({"issues": [{"id": "7", "key": "SEC-7"}], "errors": []})"};
      },
      form);
  const auto result = plugin(with_field(configuration()))->create(host.call(), {{draft}});
  REQUIRE(result);
  return result->outcomes.at(0);
}

Result<CheckReport> checked(const std::string& field) {
  FakeHost host;
  host.will_serve([](const HttpRequest& request) -> Result<HttpResponse> {
    const auto asks = [&](std::string_view part) { return request.target.find(part) != std::string::npos; };
    if (asks("/serverInfo"))
      return HttpResponse{
          200,
          {},
          R"({"baseUrl": "https://acme.atlassian.net", "version": "1001", "deploymentType": "Cloud"})"};
    if (asks("/myself")) return HttpResponse{200, {}, kMyself};
    if (asks("/field"))
      return HttpResponse{200, {}, R"([
        {"id": "summary", "name": "Summary", "schema": {"type": "string", "system": "summary"}},
        {"id": "customfield_10053", "name": "Key", "schema": {"type": "string", "custom": "types:textfield"}},
        {"id": "customfield_10059", "name": "Evidence", "schema": {"type": "string", "custom": "types:textarea"}}])"};
    Json rights = Json::object();
    for (const auto& permission : jira::JiraPlugin::describe().permissions)
      rights[permission.id] = {{"havePermission", true}};
    return HttpResponse{200, {}, dump({{"permissions", rights}})};
  });
  return plugin(with_field(configuration(), field))->check(host.call(), {});
}

}  // namespace

TEST_CASE("where a text field holds the key, new tickets carry no label of ours", "[jira]") {
  FakeHost host;
  CHECK(created(host, draft("key-1"), form_with_field()).kind == OutcomeKind::created);
  const Json sent = written_drafts(host).at(0);
  CHECK_FALSE(sent.at("fields").contains("labels"));
  CHECK(sent.at("fields").at(kField) == "key-1");
  CHECK(sent.at("properties").at(0).at("value").at("correlation_key") == "key-1");
}

TEST_CASE("a text field that holds the key has to be on the form and is kept for it", "[jira]") {
  FakeHost host;
  const Outcome lacking = created(host, draft("key-1"), form_fields());
  CHECK(lacking.kind == OutcomeKind::not_sent);
  REQUIRE(lacking.refusal);
  CHECK(lacking.refusal->fields.at(kField).find("by which tickets are known again, is not on") !=
        std::string::npos);

  TicketDraft taken = draft("key-1");
  taken.fields[kField] = {FieldKind::string, "mine"};
  FakeHost other;
  const Outcome refused = created(other, taken, form_with_field());
  CHECK(refused.kind == OutcomeKind::not_sent);
  REQUIRE(refused.refusal);
  CHECK(refused.refusal->fields.at(kField).find("kept for the correlation key") != std::string::npos);
}

TEST_CASE("the form tells which field holds the key", "[jira]") {
  FakeHost host;
  serve_forms(host, 200, "", {});
  host.will_serve([](const HttpRequest& request) -> Result<HttpResponse> {
    return about_forms(request, form_with_field()).value_or(HttpResponse{404, {}, ""});
  });
  const auto form = plugin(with_field(configuration()))
                        ->fields(host.call(), {.project = {"10000", "SEC"}, .type = {"10002", "Task"}});
  REQUIRE(form);
  for (const FieldDescription& field : form->fields)
    CHECK((field.role == FieldRole::correlation) == (field.id == kField));
}

TEST_CASE("tickets are found by the words of the field, and those that have labels still by them", "[jira]") {
  FakeHost host;
  Json spoofed = issue("8", "key-1");
  spoofed.erase("properties");
  spoofed["fields"][kField] = "key-1";
  host.will_answer(200, dump({{"issues", {issue("7", "key-1"), spoofed}}, {"isLast", true}}));
  const auto found = plugin(with_field(configuration()))->find(host.call(), {{"key-1"}});
  REQUIRE(found);
  REQUIRE(found->tickets.size() == 1);
  CHECK(found->tickets[0].ref.id == "7");
  CHECK(body_of(host, 0).at("jql") ==
        R"(labels in ("key-1") OR cf[10053] ~ "\"key-1\"" ORDER BY created ASC)");
}

TEST_CASE("where a search shows no property, the field tells the key", "[jira]") {
  FakeHost host;
  host.will_serve([](const HttpRequest& request) -> Result<HttpResponse> {
    if (request.target.find("/myself") != std::string::npos) return HttpResponse{200, {}, kMyself};
    if (request.effect == Effect::read && request.method == "POST") {
      CHECK(Json::parse(request.body).at("fields").back() == kField);
      Json made = issue("7", "key-1");
      made.erase("properties");
      made["fields"]["labels"] = {"theirs"};
      made["fields"][kField] = "key-1";
      return HttpResponse{
          200, {}, dump({{"issues", {made}}, {"startAt", 0}, {"maxResults", 50}, {"total", 1}})};
    }
    return HttpResponse{200, {}, R"({"serverTime": "2026-03-01T12:00:00.000+0300"})"};
  });
  const auto jira = plugin(with_field(data_center()));
  const auto start = jira->changes(host.call(), {});
  REQUIRE(start);
  const auto page = jira->changes(host.call(), {.cursor = start->next_cursor});
  REQUIRE(page);
  REQUIRE(page->tickets.size() == 1);
  CHECK(page->tickets[0].correlation_keys == std::vector<std::string>{"key-1"});
  CHECK(page->tickets[0].labels == std::vector<std::string>{"theirs"});
}

TEST_CASE("a check refuses a field that is not there or holds no single line, and says what helps",
          "[jira]") {
  CHECK(checked(kField));
  for (const auto& [field, words] : std::map<std::string, std::string>{
           {"customfield_10059", "customfield_10059 (Evidence) is no single-line text"},
           {"customfield_9", "this Jira has no field customfield_9"},
           {"summary", "summary (Summary) is no single-line text"}}) {
    const auto report = checked(field);
    REQUIRE_FALSE(report);
    CHECK(report.error().status == Status::misconfigured);
    CHECK(report.error().message == words);
    CHECK(report.error().fields.at("correlation_field").find("the picker correlation_field") == 0);
  }
}

TEST_CASE("the fields that can hold the key are offered", "[jira]") {
  FakeHost host;
  host.will_answer(200, R"([{"id": "customfield_1", "name": "Key", "schema": {"custom": "types:textfield"}},
                            {"id": "customfield_2", "name": "Red", "schema": {"custom": "types:select"}},
                            {"id": "summary", "name": "Summary", "schema": {"system": "summary"}}])");
  const auto offered = plugin()->options(host.call(), {.picker = "correlation_field"});
  REQUIRE(offered);
  REQUIRE(offered->options.size() == 1);
  CHECK(offered->options[0].id == "customfield_1");
}
