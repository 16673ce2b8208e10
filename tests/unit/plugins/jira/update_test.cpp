// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/document.hpp"
#include "tests/unit/plugins/jira/routes.hpp"

using namespace itsm;
using namespace itsm::jira::testing;

namespace {

Json editable(std::vector<std::string> fields) {
  Json form = Json::object();
  for (const std::string& field : fields) form[field] = {{"required", false}, {"operations", {"set"}}};
  return {{"id", "10040"},
          {"key", "OPS-7"},
          {"fields", {{"updated", "2026-03-01T12:00:00.000+0300"}}},
          {"editmeta", {{"fields", form}}}};
}

struct Editing : Routes {
  explicit Editing(Json issue = editable({"summary", "description", "priority", "labels", "assignee"})) {
    on("GET", "/issue/10040", issue);
    on("GET", "/issue/10040/editmeta", issue["editmeta"]);
    on("GET", "/mypermissions", rights({}));
    on("PUT", "/issue/10040", 204, "");
  }
  Result<TicketChange> update(UpdateRequest request) {
    request.ref = kTicket;
    return plugin()->update(host.call(), request);
  }
};

FieldValue high() { return {FieldKind::priority, {{"id", "2"}}}; }

}  // namespace

TEST_CASE("only what is to change is sent, in one write", "[jira]") {
  Editing jira;
  const auto change = jira.update({.summary = "New\nsummary", .fields = {{"priority", high()}}});
  REQUIRE(change);
  CHECK(change->ref.key == "OPS-7");  // it has moved
  CHECK(change->ref.url == "https://acme.atlassian.net/browse/OPS-7");
  CHECK(change->dropped.empty());
  REQUIRE(jira.writes().size() == 1);
  CHECK(jira.writes()[0].method == "PUT");
  CHECK(jira.writes()[0].target == "/rest/api/3/issue/10040");
  CHECK(jira.written() == Json::parse(R"({"fields": {"summary": "New summary", "priority": {"id": "2"}}})"));
}

TEST_CASE("watchers get no mail where our account may leave it out", "[jira]") {
  Editing jira;
  jira.on("GET", "/mypermissions", rights({"ADMINISTER_PROJECTS"}));
  REQUIRE(jira.update({.summary = "New"}));
  CHECK(jira.writes()[0].target == "/rest/api/3/issue/10040?notifyUsers=false");
  jira.on("GET", "/mypermissions", 500, "");
  REQUIRE(jira.update({.summary = "New"}));
  CHECK(jira.writes()[1].target == "/rest/api/3/issue/10040");
}

TEST_CASE("fields that are not on the edit screen are dropped and told", "[jira]") {
  Editing jira(editable({"summary"}));
  const auto change =
      jira.update({.summary = "New", .description = RichText{}, .fields = {{"priority", high()}}});
  REQUIRE(change);
  CHECK(change->dropped == std::vector<std::string>{"priority", "description"});
  CHECK(jira.written() == Json::parse(R"({"fields": {"summary": "New"}})"));

  const auto nothing = jira.update({.fields = {{"priority", high()}}});
  REQUIRE(nothing);
  CHECK(nothing->dropped == std::vector<std::string>{"priority"});
  CHECK(jira.writes().size() == 1);
}

TEST_CASE("a ticket that has changed since it was read is a conflict", "[jira]") {
  Editing jira;
  CHECK(jira.update({.summary = "New", .expected_version = "1"}).error().status == Status::conflict);
  CHECK(jira.writes().empty());
  CHECK(jira.update({.summary = "New", .expected_version = "1772355600000"}));
}

TEST_CASE("a section changes and the text around it stays as it is", "[jira]") {
  const auto line = [](const std::string& text) {
    return Json{{"type", "paragraph"}, {"content", {{{"type", "text"}, {"text", text}}}}};
  };
  const Json mention = {{"type", "paragraph"},
                        {"content", {{{"type", "mention"}, {"attrs", {{"id", "acc-9"}, {"text", "@Ada"}}}}}}};
  Json issue = editable({"description"});
  issue["fields"]["description"] = {{"type", "doc"},
                                    {"version", 1},
                                    {"content",
                                     {mention, line(common::section_start("findings")), line("old"),
                                      line(common::section_end("findings")), line("below")}}};
  Editing jira(issue);
  REQUIRE(jira.update({.section = SectionChange{"findings", {{paragraph({text("new")})}}}}));
  const Json content = jira.written().at("fields").at("description").at("content");
  REQUIRE(content.size() == 5);
  CHECK(content[0] == mention);
  CHECK(content[2] == line("new"));
  CHECK(content[4] == line("below"));

  CHECK(jira.update({.description = RichText{}, .section = SectionChange{"findings", {}}}).error().status ==
        Status::invalid_argument);
}

namespace {

Json labelled() {
  Json issue = editable({"labels", "summary"});
  issue["fields"]["labels"] = {"itsm-link", "key-1", "theirs", "key-of-another"};
  issue["properties"] = {{"itsm.link", {{"correlation_key", "key-1"}}}};
  return issue;
}

}  // namespace

TEST_CASE("our own labels go with the first edit, and people's stay", "[jira]") {
  Editing jira(labelled());
  REQUIRE(jira.update({.summary = "New"}));
  CHECK(jira.written() == Json::parse(R"({"fields": {"summary": "New"},
                                          "update": {"labels": [{"remove": "itsm-link"}, {"remove": "key-1"}]}})"));
  Editing given(labelled());
  REQUIRE(given.update({.fields = {{"labels", {FieldKind::labels, {"theirs", "itsm-link", "new"}}}}}));
  CHECK(given.written() == Json::parse(R"({"fields": {"labels": ["theirs", "new"]}})"));
}

TEST_CASE("the field that holds our key stays what it is", "[jira]") {
  Configuration with_field = configuration();
  with_field.settings["correlation_field"] = "customfield_10053";
  Editing jira(editable({"summary", "customfield_10053"}));
  UpdateRequest request{.summary = "New", .fields = {{"customfield_10053", {FieldKind::string, "x"}}}};
  request.ref = kTicket;
  const auto change = plugin(with_field)->update(jira.host.call(), request);
  REQUIRE(change);
  CHECK(change->dropped == std::vector<std::string>{"customfield_10053"});
  CHECK(jira.written() == Json::parse(R"({"fields": {"summary": "New"}})"));
}

TEST_CASE("our own labels are worth no write of their own, and stay where they cannot go", "[jira]") {
  Json issue = labelled();
  Editing jira(issue);
  REQUIRE(jira.update({.fields = {{"priority", high()}}}));  // not on the form
  CHECK(jira.writes().empty());
  issue["editmeta"]["fields"].erase("labels");
  Editing without_labels(issue);
  REQUIRE(without_labels.update({.summary = "New"}));
  CHECK(without_labels.written() == Json::parse(R"({"fields": {"summary": "New"}})"));
  issue = labelled();
  issue.erase("properties");  // by which alone it would be known afterwards
  Editing without_property(issue);
  REQUIRE(without_property.update({.summary = "New"}));
  CHECK(without_property.written() == Json::parse(R"({"fields": {"summary": "New"}})"));
}

TEST_CASE("an account that may edit nothing is told so", "[jira]") {
  Editing jira(editable({}));
  CHECK(jira.update({.summary = "New"}).error().status == Status::forbidden);
  CHECK(jira.writes().empty());
}

TEST_CASE("what may have been carried out is uncertain, what was refused is not", "[jira]") {
  const auto status_of = [](int status, std::string body) {
    Editing jira;
    jira.on("PUT", "/issue/10040", status, std::move(body));
    return jira.update({.summary = "New"}).error().status;
  };
  CHECK(status_of(500, "") == Status::uncertain);
  CHECK(status_of(503, "") == Status::uncertain);
  CHECK(status_of(408, "") == Status::uncertain);
  CHECK(status_of(409, "{}") == Status::conflict);
  CHECK(status_of(429, "") == Status::rate_limited);
  CHECK(status_of(403, "{}") == Status::forbidden);

  Editing jira;
  jira.on("PUT", "/issue/10040", 400, R"({"errorMessages": [], "errors": {"summary": "too long"}})");
  const auto refused = jira.update({.summary = "New"});
  CHECK(refused.error().status == Status::invalid_argument);
  CHECK(refused.error().fields.at("summary") == "too long");
}

TEST_CASE("a dry run records the one write", "[jira]") {
  Editing jira;
  jira.host.dry_run = true;
  CHECK(jira.update({.summary = "New"}).error().status == Status::recorded);
  CHECK(jira.writes().size() == 1);
}

TEST_CASE("a person is found by address or name, and nobody is guessed", "[jira]") {
  const auto assign = [](const Json& users, Person who) {
    Editing jira;
    jira.on("GET", "/user/assignable/search", users);
    const auto change = jira.update({.fields = {{"assignee", {FieldKind::person, to_document(who)}}}});
    if (!change) return change.error().fields.at("assignee");
    return jira.written().at("fields").at("assignee").at("accountId").get<std::string>();
  };
  const Json ada = {
      {"accountId", "a1"}, {"displayName", "Ada"}, {"emailAddress", "ada@acme.test"}, {"active", true}};
  const Json hidden = {{"accountId", "a2"}, {"displayName", "Ada"}, {"active", true}};
  const Json gone = {{"accountId", "a3"}, {"displayName", "Ada"}, {"active", false}};
  const Json app = {{"accountId", "a4"}, {"displayName", "Ada"}, {"accountType", "app"}};
  const Person by_address{"", "", "Ada@acme.test"};
  const Person by_name{"", "ada", ""};
  CHECK(assign({ada, gone, app}, by_address) == "a1");
  CHECK(assign(Json::array({hidden}), by_address) == "a2");  // found by an address that nobody else sees
  CHECK(assign(Json::array({ada}), by_name) == "a1");
  CHECK(assign(Json::array({ada}), {"", "", "ada@acme.test.org"}).find("knows nobody") != std::string::npos);
  CHECK(assign({ada, hidden}, by_name).find("more than one") != std::string::npos);
  CHECK(assign({ada, hidden}, by_address).find("more than one") != std::string::npos);
  CHECK(assign(Json::array({ada}), {"", "Adam", ""}).find("near: Ada") != std::string::npos);
  CHECK(assign(Json::array(), by_name).find("knows nobody") != std::string::npos);
  CHECK(assign(Json::array({ada}), {}).find("neither") != std::string::npos);
  CHECK(assign(Json::array({ada}), {"a9", "", ""}) == "a9");
}

TEST_CASE("Data Center finds people by user name and takes their name", "[jira]") {
  Editing jira;
  jira.on("GET", "/user/assignable/search",
          Json::array({{{"name", "ada"}, {"key", "JIRAUSER1"}, {"displayName", "Ada L"}, {"active", true}}}));
  UpdateRequest request{.ref = kTicket};
  request.fields["assignee"] = {FieldKind::person, to_document(Person{"", "ADA", ""})};
  REQUIRE(plugin(data_center())->update(jira.host.call(), request));
  CHECK(jira.written().at("fields").at("assignee") == Json::parse(R"({"name": "ada"})"));
  CHECK(jira.writes()[0].target == "/rest/api/2/issue/10040");
  const auto asked = [&](std::string_view what) {
    return std::any_of(jira.host.requests.begin(), jira.host.requests.end(),
                       [&](const HttpRequest& sent) { return sent.target.find(what) != std::string::npos; });
  };
  CHECK(asked("/rest/api/2/user/assignable/search?issueKey=OPS-7&username=ADA&maxResults=50"));
  CHECK(asked("/rest/api/2/mypermissions?issueKey=OPS-7"));
}

TEST_CASE("people of new tickets are found too, before anything is written", "[jira]") {
  const auto create = [](const Json& users) {
    Routes jira;
    jira.on("GET", "/project/10000", Json{{"id", "10000"}, {"key", "SEC"}});
    jira.on("GET", "/user/assignable/search?project=SEC&username=ada", users);
    jira.on("POST", "/issue/bulk", 201, R"({"issues": [{"id": "1", "key": "SEC-1"}], "errors": []})");
    CreateRequest request = drafts(1);
    request.drafts[0].fields["assignee"] = {FieldKind::person, to_document(Person{"", "ada", ""})};
    const auto result = plugin(data_center())->create(jira.host.call(), request);
    REQUIRE(result);
    CHECK(jira.writes().size() == users.size());
    return result->outcomes.at(0);
  };
  CHECK(create(Json::array({{{"name", "ada"}, {"displayName", "Ada L"}}})).kind == OutcomeKind::created);
  const Outcome nobody = create(Json::array());
  CHECK(nobody.kind == OutcomeKind::not_sent);
  CHECK(nobody.refusal->fields.at("assignee").find("knows nobody") != std::string::npos);
}
