// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/render.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;

namespace {

struct Case {
  std::string parts{};
  std::string route = "  - {name: all, ticket: {project: SEC, labels: [vuln]}}\n";
  std::vector<Finding> findings{sample_finding()};
  TargetSchema schema = sample_schema();
  RenderContext context{};

  Rendered render() const {
    const Policy policy = policy_with(parts, route);
    const auto groups = group(policy, findings);
    REQUIRE(groups.size() == 1);
    return policy::render(policy, groups[0], schema, context);
  }
};

std::vector<std::string> problems(const Rendered& rendered) {
  std::vector<std::string> out;
  for (const Complaint& problem : rendered.problems) out.push_back(problem.where + ": " + problem.what);
  return out;
}

const Provenance& of(const Rendered& rendered, std::string_view field) {
  for (const Provenance& value : rendered.values)
    if (value.field == field) return value;
  throw std::runtime_error("nothing fills " + std::string(field));
}

bool dropped(const Rendered& rendered, std::string_view field, std::string_view why) {
  for (const Omission& omission : rendered.dropped)
    if (omission.field == field && omission.why == why) return true;
  return false;
}

const std::string kPriority =
    "fields:\n  - {finding: severity, ticket: priority, values: {critical: Highest, high: High, medium: "
    "Medium}}\n";

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a draft says where each value comes from") {
  const Rendered rendered = Case{.parts = kPriority}.render();
  CHECK(problems(rendered) == Lines{});
  CHECK(rendered.draft.project.id == "10001");
  CHECK(rendered.draft.type.name == "Bug");
  CHECK(rendered.draft.correlation_key.empty());
  CHECK(rendered.draft.summary == "[critical] SQL injection in login");
  CHECK(rendered.draft.fields.at("priority").value == Json({{"id", "1"}, {"name", "Highest"}}));
  CHECK(rendered.draft.fields.at("labels").value == Json::array({"vuln"}));
  const Provenance& priority = of(rendered, "priority");
  CHECK(priority.shown == "Highest");
  CHECK(priority.source == ValueSource::mapping);
  CHECK(priority.from == "severity critical");
  CHECK(priority.where == "p.yaml:6:5");
  CHECK(of(rendered, "labels").from == "rule all");
}

TEST_CASE("a value that is not offered blocks, with the near match") {
  CHECK(problems(
            Case{.parts = "fields:\n  - {finding: severity, ticket: priority, values: {critical: Higest}}\n"}
                .render()) ==
        Lines{"p.yaml:6:5: `Higest` is not a priority of project SEC; did you mean `Highest`?"});
  CHECK(problems(Case{.parts = "fields:\n  - {value: Payment, ticket: Cost center}\n"}.render()) ==
        Lines{"p.yaml:6:5: `Payment` is not a value of field `Cost center` of SEC / Bug; did you mean "
              "`Payments`?"});
}

TEST_CASE("a field that is not on the form blocks, and one whose name is not its alone") {
  CHECK(
      problems(Case{.parts = "fields:\n  - {value: x, ticket: Cost centre}\n  - {value: x, ticket: Team}\n"}
                   .render()) ==
      Lines{"p.yaml:6:5: there is no field `Cost centre` on the create form of SEC / Bug; did you mean `Cost "
            "center`?",
            "p.yaml:7:5: `Team` is the name of several fields; write one of the ids cf_4, cf_5"});
}

TEST_CASE("a required field that nothing fills blocks") {
  Case one;
  one.schema.form.fields[7].required = true;
  CHECK(problems(one.render()) ==
        Lines{": SEC / Bug requires `Cost center` (cf_2), which nothing fills; add a line with "
              "`ticket: cf_2` to `fields`"});
  one.schema.form.fields[7].has_default = true;
  CHECK(problems(one.render()) == Lines{});
  one.schema.form.fields[7].has_default = false;
  one.parts = "fields: [{value: Payments, ticket: cf_2}]\n";
  CHECK(problems(one.render()) == Lines{});
}

TEST_CASE("each kind of field takes its form") {
  Case one{.parts = R"(fields:
  - {finding: first_seen, ticket: Start date}
  - {finding: cvss_score, ticket: CVSS}
  - {finding: first_seen, ticket: Seen}
  - {finding: kev, ticket: Exploited}
  - {value: "72", ticket: Cost center}
  - {value: [one, two], ticket: Affects}
  - {value: longer than ten, ticket: cf_4}
  - {value: [with blank, "0123456789012345678901234567890123"], ticket: labels}
)"};
  one.findings[0].cvss_score = 9.8;
  const Rendered rendered = one.render();
  CHECK(problems(rendered) == Lines{});
  const auto& fields = rendered.draft.fields;
  CHECK(fields.at("cf_1").value == "2026-11-02");
  CHECK(fields.at("cf_3").value == 9.8);
  CHECK(fields.at("cf_6").value == "2026-11-02T10:00:00.000Z");
  CHECK(fields.at("cf_7").value == false);
  CHECK(fields.at("cf_2").value == Json({{"id", "72"}, {"name", "Platform"}}));
  CHECK(fields.at("cf_8").value == Json::array({{{"name", "one"}}, {{"name", "two"}}}));
  CHECK(rendered.warnings.size() == 1);
  CHECK(fields.at("cf_4").value == "longer th…");
  CHECK(dropped(rendered, "cf_4", "cut to 10 utf16"));
  CHECK(fields.at("labels").value == Json::array({"with_blank", "01234567890123456789012345678…", "vuln"}));
}

TEST_CASE("a value of the wrong kind blocks") {
  const Rendered rendered = Case{.parts = R"(fields:
  - {finding: title, ticket: CVSS}
  - {finding: title, ticket: Start date}
  - {finding: title, ticket: Exploited}
  - {value: [a, b], ticket: Cost center}
  - {value: x, ticket: Layers}
  - {value: x, ticket: summary}
)"}
                                .render();
  CHECK(
      problems(rendered) ==
      Lines{"p.yaml:6:5: `SQL injection in login` is not a number; field `CVSS` of SEC / Bug takes one",
            "p.yaml:7:5: `SQL injection in login` is not a date such as 2026-11-21; field `Start date` of "
            "SEC / Bug takes "
            "one",
            "p.yaml:8:5: `sql injection in login` is neither true nor false; field `Exploited` of SEC / Bug "
            "takes one of "
            "them",
            "p.yaml:9:5: field `Cost center` of SEC / Bug takes one value, not 2",
            "p.yaml:10:5: field `Layers` of SEC / Bug is of type cascade, which this version cannot fill",
            "p.yaml:11:5: `Summary` is filled by its template, not by a value"});
}

TEST_CASE(
    "the person goes before the value map, that before the preset, that before the policy's own value") {
  Case one{.parts = kPriority + "  - {value: Platform, ticket: Cost center}\n"};
  Preset preset;
  preset.name = "payments";
  preset.choices.fields = {{"Cost center", "Payments"}, {"priority", "High"}};
  preset.choices.labels = {"preset"};
  one.context.preset = preset;
  one.context.person.labels = {"mine", "vuln"};
  Rendered rendered = one.render();
  CHECK(problems(rendered) == Lines{});
  CHECK(of(rendered, "priority").shown == "Highest");
  CHECK(dropped(rendered, "priority", "High (preset payments) gives way to Highest (severity critical)"));
  CHECK(of(rendered, "cf_2").source == ValueSource::preset);
  CHECK(dropped(rendered, "cf_2", "Platform (the policy's value) gives way to Payments (preset payments)"));
  CHECK(rendered.draft.fields.at("labels").value == Json::array({"vuln", "preset", "mine"}));
  one.context.person.fields = {{"priority", "Medium"}};
  one.context.person.summary = "My own\nwords";
  rendered = one.render();
  CHECK(of(rendered, "priority").source == ValueSource::person);
  CHECK(rendered.draft.summary == "My own words");

  one.context.preset->project = "PLAT";
  rendered = one.render();
  CHECK(of(rendered, "cf_2").shown == "Platform");
  CHECK(rendered.draft.fields.at("labels").value == Json::array({"vuln", "mine"}));
  CHECK(rendered.warnings == Lines{"preset payments is for project PLAT and left aside here"});
}

TEST_CASE("the first assignment that any finding of the ticket meets counts") {
  Case one{
      .parts =
          "group_by: asset\nassign:\n  - {when: {rule: other}, to: lead@acme.test}\n  - {to: asset.owner}\n"};
  one.findings.push_back(sample_finding(2));
  CHECK(one.render().draft.fields.at("assignee").value == Json({{"email", "owner@acme.test"}}));
  one.findings[1].rule_id = "other";
  one.findings[1].title = "Second";
  const Rendered rendered = one.render();
  CHECK(rendered.draft.fields.at("assignee").value == Json({{"email", "lead@acme.test"}}));
  CHECK(of(rendered, "assignee").from == "assigned for `Second`");
  one.parts = "group_by: asset\nassign: [{to: default}]\n";
  CHECK_FALSE(one.render().draft.fields.contains("assignee"));
  one.parts = "group_by: asset\nassign: [{to: jdoe}]\n";
  CHECK(one.render().draft.fields.at("assignee").value == Json({{"id", "jdoe"}}));
}

TEST_CASE("who gets a ticket that no line gives to somebody is the default assignee") {
  Case one{.parts = "default_assignee: lead@acme.test\nassign: [{when: {kev: true}, to: asset.owner}]\n"};
  CHECK(one.render().draft.fields.at("assignee").value == Json({{"email", "lead@acme.test"}}));
  CHECK(of(one.render(), "assignee").from == "the default assignee");
  one.findings[0].kev = true;
  CHECK(one.render().draft.fields.at("assignee").value == Json({{"email", "owner@acme.test"}}));
  one.findings[0].asset.owner.clear();
  CHECK(one.render().draft.fields.at("assignee").value == Json({{"email", "lead@acme.test"}}));

  one.parts = "default_assignee: nobody\n";
  CHECK(one.render().draft.fields.at("assignee").value == Json());
  Preset preset;
  preset.choices.fields = {{"assignee", "team@acme.test"}};
  one.context.preset = preset;
  CHECK(one.render().draft.fields.at("assignee").value == Json({{"email", "team@acme.test"}}));
}

TEST_CASE("a person whom the project does not know gets nothing, with a warning") {
  Case one{.parts = "default_assignee: lead@acme.test\nassign: [{to: gone@acme.test}]\n"};
  for (FieldDescription& field : one.schema.form.fields)
    if (field.id == "assignee") field.options = {{"7", "Lead", {}, "lead@acme.test", false}};
  const Rendered rendered = one.render();
  CHECK(problems(rendered) == Lines{});
  CHECK(rendered.draft.fields.at("assignee").value.at("id") == "7");
  CHECK(rendered.warnings ==
        Lines{"`gone@acme.test` cannot be given tickets in SEC; the default assignee gets it (p.yaml:6:10)"});
}

TEST_CASE("what is not sent is told with its reason") {
  const Rendered rendered = Case{.parts = R"(fields:
  - {finding: due_at, ticket: due_date}
  - {finding: severity, ticket: priority, values: {high: High}}
  - {finding: custom.team, ticket: cf_4, direction: pull}
)"}
                                .render();
  CHECK(problems(rendered) == Lines{});
  CHECK(dropped(rendered, "duedate", "due_at is empty"));
  CHECK(dropped(rendered, "priority", "`values` has no line for severity critical"));
  CHECK(dropped(rendered, "cf_4", "is read from the ticket, not written"));
}

TEST_CASE("a mode that the plugin lacks, or that lacks its ticket, blocks") {
  Case one;
  one.context.mode = CreationMode::subtask;
  CHECK(problems(one.render()) == Lines{": mode subtask needs the ticket to stand under"});
  one.context.parent = TicketRef{"1", "SEC-1", ""};
  CHECK(problems(one.render()) == Lines{});
  CHECK(one.render().draft.parent->key == "SEC-1");
  one.schema.creation_modes = {CreationMode::standalone};
  CHECK(problems(one.render()) ==
        Lines{": this plugin does not create tickets in mode subtask; it offers standalone"});
  one.context.mode = CreationMode::link;
  one.schema.creation_modes = {CreationMode::link};
  CHECK(problems(one.render()) == Lines{": mode link needs the ticket to link to, and how"});
}

TEST_CASE("a policy says what a person should know about it") {
  const Policy policy = policy_with(
      "fields:\n  - {finding: severity, ticket: priority, values: {high: High, low: Low, info: Low, "
      "medium: Low}, direction: both, accept_outside_edits: true}\n",
      "  - {name: all, ticket: {project: SEC}}\n  - {name: never, ticket: {project: X}}\n");
  CHECK(policy.warnings ==
        Lines{"p.yaml:7:5: `priority` is mapped `both`; people at the vendor can change this value without a "
              "right here",
              "p.yaml:7:5: `Low` of `priority` stands for info and low and medium; read back, a person "
              "decides which",
              "p.yaml:7:5: `priority` stays empty for severity critical, which `values` leaves out",
              "p.yaml:4:5: rule `all` takes every finding; the rules below it are never reached"});
  CHECK(policy.text.starts_with("policy: p\n"));
  CHECK(policy.file == "p.yaml");
}
