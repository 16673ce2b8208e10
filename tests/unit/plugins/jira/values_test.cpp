// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/values.hpp"

#include "plugins/jira/field_types.hpp"
#include "tests/unit/plugins/jira/adf_rules.hpp"
#include "tests/unit/plugins/jira/support.hpp"

using namespace itsm;
using namespace itsm::jira;

namespace {

Site cloud() { return *Site::from(jira::testing::configuration()); }
Site server() { return *Site::from(jira::testing::data_center()); }

Json wire(FieldKind kind, const char* value, const std::string& field = "customfield_1",
          const Site& site = cloud()) {
  const auto out = to_wire(site, field, {kind, Json::parse(value)});
  if (!out) FAIL(out.error().message);
  return *out;
}

void refuses(FieldKind kind, const char* value, const Site& site = cloud()) {
  const auto out = to_wire(site, "customfield_1", {kind, Json::parse(value)});
  REQUIRE_FALSE(out);
  CHECK(out.error().status == Status::invalid_argument);
  CHECK(out.error().fields.contains("customfield_1"));
}

}  // namespace

TEST_CASE("each kind of value has its form at Jira", "[jira]") {
  using Kind = FieldKind;
  CHECK(wire(Kind::string, R"("a\nb")") == "a b");
  CHECK(wire(Kind::url, R"("https://x.test")") == "https://x.test");
  CHECK(wire(Kind::number, "2.5") == 2.5);
  CHECK(wire(Kind::boolean, "true") == true);
  CHECK(wire(Kind::date, R"("2026-11-21")") == "2026-11-21");
  CHECK(wire(Kind::datetime, R"("2026-11-21T12:20:30+02:00")") == "2026-11-21T10:20:30.000+0000");
  CHECK(wire(Kind::option, R"({"id": "10100", "name": "red"})") == Json::parse(R"({"id": "10100"})"));
  CHECK(wire(Kind::option, R"({"name": "red"})") == Json::parse(R"({"value": "red"})"));
  CHECK(wire(Kind::option, R"({"name": "Fixed"})", "resolution") == Json::parse(R"({"name": "Fixed"})"));
  CHECK(wire(Kind::options, R"([{"name": "a"}, {"id": "7"}])") ==
        Json::parse(R"([{"value": "a"}, {"id": "7"}])"));
  CHECK(wire(Kind::cascade, R"([{"name": "green"}, {"id": "5"}])") ==
        Json::parse(R"({"value": "green", "child": {"id": "5"}})"));
  CHECK(wire(Kind::person, R"({"id": "acc-1", "email": "a@x.test"})") ==
        Json::parse(R"({"accountId": "acc-1"})"));
  CHECK(wire(Kind::people, R"([{"id": "acc-1"}, {"id": "acc-2"}])") ==
        Json::parse(R"([{"accountId": "acc-1"}, {"accountId": "acc-2"}])"));
  CHECK(wire(Kind::group, R"({"name": "devs"})") == Json::parse(R"({"name": "devs"})"));
  CHECK(wire(Kind::group, R"({"id": "ab-12"})") == Json::parse(R"({"groupId": "ab-12"})"));
  CHECK(wire(Kind::groups, R"([{"name": "devs"}])") == Json::parse(R"([{"name": "devs"}])"));
  CHECK(wire(Kind::version, R"([{"name": "1.0"}])") == Json::parse(R"([{"name": "1.0"}])"));
  CHECK(wire(Kind::component, R"([{"id": "3"}])") == Json::parse(R"([{"id": "3"}])"));
  CHECK(wire(Kind::labels, R"(["a b", "c\u3000d", ""])") == Json::parse(R"(["a_b", "c_d"])"));
  CHECK(wire(Kind::priority, R"({"name": "High"})") == Json::parse(R"({"name": "High"})"));
  CHECK(wire(Kind::security, R"({"id": "10"})") == Json::parse(R"({"id": "10"})"));
  CHECK(wire(Kind::parent, R"({"name": "SEC-1"})") == Json::parse(R"({"key": "SEC-1"})"));
  CHECK(wire(Kind::epic, R"({"name": "SEC-1"})") == "SEC-1");
  CHECK(wire(Kind::epic, R"({"id": "10007", "name": "SEC-1"})") == "SEC-1");
  CHECK(wire(Kind::duration, "61") == Json::parse(R"({"originalEstimate": "2m"})"));
  CHECK(wire(Kind::raw, R"({"anything": [1]})") == Json::parse(R"({"anything": [1]})"));
  CHECK(itsm::jira::testing::adf_breach(wire(
            Kind::text,
            R"({"blocks": [{"kind": "paragraph", "content": [{"kind": "text", "text": "a"}]}]})")) == "");
  CHECK(wire(Kind::date, "null").is_null());
  for (const Kind list :
       {Kind::options, Kind::version, Kind::component, Kind::groups, Kind::people, Kind::labels})
    CHECK(wire(list, "null") == Json::array());  // Jira refuses a list that is null
}

TEST_CASE("Data Center names people and groups by their names", "[jira]") {
  using Kind = FieldKind;
  CHECK(wire(Kind::person, R"({"id": "ada"})", "assignee", server()) == Json::parse(R"({"name": "ada"})"));
  CHECK(wire(Kind::people, R"([{"id": "ada"}, {"id": "bob"}])", "customfield_1", server()) ==
        Json::parse(R"([{"name": "ada"}, {"name": "bob"}])"));
  CHECK(wire(Kind::group, R"({"id": "ab-12", "name": "devs"})", "customfield_1", server()) ==
        Json::parse(R"({"name": "devs"})"));
  refuses(Kind::person, R"({"name": "Ada Lovelace"})", server());
  refuses(Kind::group, R"({"id": "ab-12"})", server());
}

TEST_CASE("a value that does not fit its kind is refused and names the field", "[jira]") {
  refuses(FieldKind::string, "7");
  refuses(FieldKind::number, R"("7")");
  refuses(FieldKind::datetime, R"("tomorrow")");
  refuses(FieldKind::text, R"("plain")");
  refuses(FieldKind::options, R"({"id": "1"})");
  refuses(FieldKind::cascade, "[]");
  refuses(FieldKind::person, R"({"email": "a@x.test"})");
  refuses(FieldKind::people, R"([{"name": "Ada"}])");
  refuses(FieldKind::labels, R"("one")");
  refuses(FieldKind::duration, "-5");
  refuses(FieldKind::date, R"("21.11.2026")");
  refuses(FieldKind::date, R"("2026-02-30")");
  refuses(FieldKind::date, R"("2026-11-21T10:20:30Z")");
  refuses(FieldKind::url, R"("javascript:alert")");
  refuses(FieldKind::url, R"("see the wiki")");
  refuses(FieldKind::option, "{}");
  refuses(FieldKind::cascade, R"([{"name": "green"}, {}])");
  refuses(FieldKind::groups, "[{}]");
  refuses(FieldKind::epic, R"({"id": "10007"})");
}

TEST_CASE("every type of Jira's create metadata has a kind", "[jira]") {
  const auto kind = [](const char* schema) { return kind_of(Json::parse(schema)); };
  const std::string own = R"("custom": "com.atlassian.jira.plugin.system.customfieldtypes:)";
  CHECK(kind(R"({"type": "string", "system": "summary"})") == FieldKind::string);
  CHECK(kind(R"({"type": "string", "system": "description"})") == FieldKind::text);
  CHECK(kind(R"({"type": "string", "system": "environment"})") == FieldKind::text);
  CHECK(kind(("{\"type\": \"string\", " + own + "textarea\"}").c_str()) == FieldKind::text);
  CHECK(kind(("{\"type\": \"string\", " + own + "textfield\"}").c_str()) == FieldKind::string);
  CHECK(kind(("{\"type\": \"string\", " + own + "url\"}").c_str()) == FieldKind::url);
  CHECK(kind(("{\"type\": \"array\", \"items\": \"string\", " + own + "labels\"}").c_str()) ==
        FieldKind::labels);
  CHECK(kind(("{\"type\": \"array\", \"items\": \"option\", " + own + "multicheckboxes\"}").c_str()) ==
        FieldKind::options);
  CHECK(kind(("{\"type\": \"array\", \"items\": \"user\", " + own + "multiuserpicker\"}").c_str()) ==
        FieldKind::people);
  CHECK(kind(("{\"type\": \"array\", \"items\": \"group\", " + own + "multigrouppicker\"}").c_str()) ==
        FieldKind::groups);
  CHECK(kind(("{\"type\": \"option\", " + own + "select\"}").c_str()) == FieldKind::option);
  CHECK(kind(("{\"type\": \"option-with-child\", " + own + "cascadingselect\"}").c_str()) ==
        FieldKind::cascade);
  CHECK(kind(("{\"type\": \"date\", " + own + "datepicker\"}").c_str()) == FieldKind::date);
  CHECK(kind(("{\"type\": \"datetime\", " + own + "datetime\"}").c_str()) == FieldKind::datetime);
  CHECK(kind(("{\"type\": \"number\", " + own + "float\"}").c_str()) == FieldKind::number);
  CHECK(kind(("{\"type\": \"user\", " + own + "userpicker\"}").c_str()) == FieldKind::person);
  CHECK(kind(("{\"type\": \"group\", " + own + "grouppicker\"}").c_str()) == FieldKind::group);
  CHECK(kind(("{\"type\": \"version\", " + own + "version\"}").c_str()) == FieldKind::option);
  CHECK(kind(R"({"type": "array", "items": "version", "system": "fixVersions"})") == FieldKind::version);
  CHECK(kind(R"({"type": "array", "items": "component", "system": "components"})") == FieldKind::component);
  CHECK(kind(R"({"type": "array", "items": "string", "system": "labels"})") == FieldKind::labels);
  CHECK(kind(R"({"type": "priority", "system": "priority"})") == FieldKind::priority);
  CHECK(kind(R"({"type": "securitylevel", "system": "security"})") == FieldKind::security);
  CHECK(kind(R"({"type": "issuelink", "system": "parent"})") == FieldKind::parent);
  CHECK(kind(R"({"type": "timetracking", "system": "timetracking"})") == FieldKind::duration);
  CHECK(kind(R"({"type": "any", "custom": "com.pyxis.greenhopper.jira:gh-epic-link"})") == FieldKind::epic);
  CHECK(kind(R"({"type": "array", "items": "string", "custom": "com.pyxis.greenhopper.jira:gh-sprint"})") ==
        FieldKind::raw);
  CHECK(kind(R"({"type": "string", "custom": "com.tempo.plugin:account"})") == FieldKind::raw);
  CHECK(kind("{}") == FieldKind::raw);
  CHECK(kind("null") == FieldKind::raw);
}

TEST_CASE("what is read back can be sent again", "[jira]") {
  const std::string own = R"("custom": "com.atlassian.jira.plugin.system.customfieldtypes:)";
  const std::pair<std::string, std::string> samples[] = {
      {"{\"type\": \"option\", " + own + "select\"}", R"({"id": "1"})"},
      {"{\"type\": \"array\", \"items\": \"option\", " + own + "multiselect\"}",
       R"([{"id": "1"}, {"id": "2"}])"},
      {"{\"type\": \"option-with-child\", " + own + "cascadingselect\"}",
       R"({"id": "1", "child": {"id": "2"}})"},
      {"{\"type\": \"user\", " + own + "userpicker\"}", R"({"accountId": "acc-1"})"},
      {"{\"type\": \"datetime\", " + own + "datetime\"}", R"("2026-11-21T10:20:30.000+0000")"},
      {"{\"type\": \"number\", " + own + "float\"}", "3"},
      {R"({"type": "string", "system": "summary"})", R"("a")"},
      {R"({"type": "array", "items": "string", "system": "labels"})", R"(["a"])"},
      {"{\"type\": \"array\", \"items\": \"user\", " + own + "multiuserpicker\"}",
       R"([{"accountId": "acc-1"}])"},
      {"{\"type\": \"group\", " + own + "grouppicker\"}", R"({"groupId": "ab-12"})"},
      {"{\"type\": \"array\", \"items\": \"group\", " + own + "multigrouppicker\"}", R"([{"name": "devs"}])"},
      {"{\"type\": \"version\", " + own + "version\"}", R"({"id": "7"})"},
      {R"({"type": "array", "items": "version", "system": "fixVersions"})", R"([{"id": "7"}])"},
      {R"({"type": "array", "items": "component", "system": "components"})", R"([{"id": "7"}])"},
      {R"({"type": "priority", "system": "priority"})", R"({"id": "2"})"},
      {R"({"type": "securitylevel", "system": "security"})", R"({"id": "2"})"},
      {R"({"type": "issuelink", "system": "parent"})", R"({"id": "10007"})"},
      {R"({"type": "any", "custom": "com.pyxis.greenhopper.jira:gh-epic-link"})", R"("SEC-1")"},
      {R"({"type": "date", "system": "duedate"})", R"("2026-11-21")"},
      {"{\"type\": \"string\", " + own + "url\"}", R"("https://x.test")"},
      {R"({"type": "string", "system": "description"})",
       R"({"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]})"},
      {R"({"type": "any", "custom": "com.acme:anything"})", R"({"their": ["own"]})"},
  };
  for (const auto& [schema, value] : samples) {
    const Json raw = Json::parse(value);
    const FieldValue read = from_wire(Json::parse(schema), raw);
    const auto again = to_wire(cloud(), "customfield_1", read);
    REQUIRE(again);
    CHECK(*again == raw);
  }
  CHECK(from_wire(Json::parse(R"({"type": "number"})"), Json()).value.is_null());

  const Json estimate = Json::parse(R"({"originalEstimate": "2m", "originalEstimateSeconds": 120})");
  const Json schema = Json::parse(R"({"type": "timetracking", "system": "timetracking"})");
  CHECK(from_wire(schema, estimate).value == 120);
  CHECK(from_wire(schema, Json::object()).value.is_null());
}

TEST_CASE("a value of another form than its schema promises is handed on as it is", "[jira]") {
  const std::string own = R"("custom": "com.atlassian.jira.plugin.system.customfieldtypes:)";
  const std::string odd = R"([{"odd": 1}, 2])";
  for (const std::string& schema :
       {"{\"type\": \"option\", " + own + "select\"}",
        "{\"type\": \"array\", \"items\": \"option\", " + own + "multiselect\"}",
        std::string(R"({"type": "number"})"), std::string(R"({"type": "string", "system": "summary"})"),
        std::string(R"({"type": "string", "system": "description"})"), std::string(R"({"type": "user"})"),
        std::string(R"({"type": "array", "items": "user"})"), std::string(R"({"type": "datetime"})"),
        std::string(R"({"type": "array", "items": "string", "system": "labels"})"),
        std::string(R"({"type": "timetracking", "system": "timetracking"})"),
        std::string(R"({"type": "any"})")}) {
    const FieldValue read = from_wire(Json::parse(schema), Json::parse(odd));
    CHECK(read.kind == FieldKind::raw);
    CHECK(read.value == Json::parse(odd));
  }
}
