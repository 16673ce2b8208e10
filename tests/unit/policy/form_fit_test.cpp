// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/form_fit.hpp"

#include "host_stub/config/yaml.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;
using Lines = std::vector<std::string>;

namespace {

Lines misfits_of(const std::string& parts, const TargetSchema& schema = sample_schema()) {
  const Policy policy = policy_with(parts);
  return lines_of(misfits(policy, policy.rules.front(), schema));
}

Preset preset_with(const std::string& text) {
  config::Report report("preset.yaml");
  const auto root = config::parse_yaml("preset: x\nplugin: jira\n" + text, report);
  Preset preset;
  REQUIRE(root);
  read(config::Element(*root, report), preset);
  REQUIRE(report.clean());
  return preset;
}

std::vector<Option> options(const std::vector<std::string>& names) {
  std::vector<Option> out;
  for (const std::string& name : names) out.push_back({name, name, {}, {}, false});
  return out;
}

}  // namespace

TEST_CASE("a policy whose fields, values and kinds the form has, fits") {
  CHECK(misfits_of(R"(fields:
  - {finding: severity, ticket: priority, values: {critical: Highest, high: High, medium: Medium}}
  - {finding: cvss_score, ticket: CVSS}
  - {finding: due_at, ticket: due_date}
  - {finding: kev, ticket: Exploited}
  - {finding: title, ticket: cf_4}
  - {finding: custom.center, ticket: Cost center}
  - {value: Payments, ticket: cf_2}
  - {finding: custom.anything, ticket: nowhere, direction: pull}
)") == Lines{});
}

TEST_CASE("each line that does not fit is told at its place, with the near match") {
  CHECK(misfits_of(R"(fields:
  - {finding: severity, ticket: priority, values: {critical: Higest, high: High}}
  - {finding: title, ticket: Cost centre}
  - {finding: title, ticket: Team}
  - {finding: title, ticket: summary}
  - {value: Paymnts, ticket: Cost center}
  - {value: much, ticket: CVSS}
)") == Lines{"p.yaml:6:5: `Higest` is not a priority of project SEC; did you mean `Highest`?",
             "p.yaml:7:5: there is no field `Cost centre` on the create form of SEC / Bug; did you mean "
             "`Cost center`?",
             "p.yaml:8:5: `Team` is the name of several fields; write one of the ids cf_4, cf_5",
             "p.yaml:9:5: `Summary` is filled by its template, not by a value",
             "p.yaml:10:5: `Paymnts` is not a value of field `Cost center` of SEC / Bug; did you mean "
             "`Payments`?",
             "p.yaml:11:5: `much` is not a number; field `CVSS` of SEC / Bug takes one"});
}

TEST_CASE("an attribute of another kind than the field takes is told without a finding") {
  CHECK(
      misfits_of("fields:\n  - {finding: title, ticket: CVSS}\n  - {finding: severity, ticket: due_date}\n"
                 "  - {finding: cve, ticket: Exploited}\n  - {finding: title, ticket: Layers}\n") ==
      Lines{
          "p.yaml:6:5: field `CVSS` of SEC / Bug takes a number, and `title` is none",
          "p.yaml:7:5: `critical` is not a date such as 2026-11-21; field `Due date` of SEC / Bug takes one",
          "p.yaml:7:5: `high` is not a date such as 2026-11-21; field `Due date` of SEC / Bug takes one",
          "p.yaml:7:5: `medium` is not a date such as 2026-11-21; field `Due date` of SEC / Bug takes one",
          "p.yaml:7:5: `low` is not a date such as 2026-11-21; field `Due date` of SEC / Bug takes one",
          "p.yaml:7:5: `info` is not a date such as 2026-11-21; field `Due date` of SEC / Bug takes one",
          "p.yaml:8:5: field `Exploited` of SEC / Bug takes true or false, and `cve` is none",
          "p.yaml:9:5: field `Layers` of SEC / Bug is of type cascade, which this version cannot fill"});
}

TEST_CASE("a severity that goes unmapped into a priority of other words does not fit") {
  TargetSchema schema = sample_schema();
  schema.priorities = {{"1", "critical"}, {"2", "high"}, {"3", "medium"}, {"4", "low"}};
  CHECK(misfits_of("fields:\n  - {finding: severity, ticket: priority}\n", schema) ==
        Lines{"p.yaml:6:5: `info` is not a priority of project SEC"});
}

TEST_CASE("required fields that nothing can fill are told at the rule") {
  TargetSchema schema = sample_schema();
  for (auto& field : schema.form.fields)
    field.required = field.id == "cf_2" || field.id == "assignee" || field.id == "summary";
  CHECK(misfits_of("", schema) ==
        Lines{"p.yaml:4:5: SEC / Bug requires `Assignee` (assignee), which nothing fills; add a line with "
              "`ticket: assignee` to `fields`",
              "p.yaml:4:5: SEC / Bug requires `Cost center` (cf_2), which nothing fills; add a line with "
              "`ticket: cf_2` to `fields`"});
  CHECK(misfits_of("default_assignee: ada@acme.test\nfields:\n  - {value: Platform, ticket: cf_2}\n",
                   schema) == Lines{});
  for (auto& field : schema.form.fields) field.has_default = true;
  CHECK(misfits_of("", schema) == Lines{});
}

TEST_CASE("an override for the form counts in place of the policy's lines") {
  const std::string parts =
      "fields:\n  - {value: Nowhere, ticket: Cost center}\n"
      "overrides:\n  - {project: SEC, fields: [{value: Payments, ticket: Cost center}]}\n";
  CHECK(misfits_of(parts) == Lines{});
}

TEST_CASE("labels of a rule need a labels field") {
  const Policy policy = policy_with("", "  - {name: all, ticket: {project: SEC, labels: [x]}}\n");
  TargetSchema schema = sample_schema();
  CHECK(lines_of(misfits(policy, policy.rules.front(), schema)) == Lines{});
  std::erase_if(schema.form.fields, [](const auto& field) { return field.id == "labels"; });
  CHECK(
      lines_of(misfits(policy, policy.rules.front(), schema)) ==
      Lines{
          "p.yaml:4:5: there is no field `labels` on the create form of SEC / Bug; did you mean `Layers`?"});
}

TEST_CASE("a preset is held against a form like a policy") {
  const Preset preset = preset_with("fields: {Cost center: Platfrm, Nothing: x}\nlabels: [a]\n");
  CHECK(lines_of(misfits(preset, sample_schema())) ==
        Lines{"preset.yaml:1:1: `Platfrm` is not a value of field `Cost center` of SEC / Bug; did you mean "
              "`Platform`?",
              "preset.yaml:1:1: there is no field `Nothing` on the create form of SEC / Bug"});
}

TEST_CASE("statuses that no project has are told; the vendor's words in any case, and ids, are not") {
  const Policy policy = policy_with(R"(status:
  pull:
    - {status: [done, Clsed], resolution: Won't Do, then: review}
  push:
    closed: {to: Dnoe}
    in_progress: {to: in progress}
overrides:
  - {project: PLAT, status: {push: {open: {to: Backlgo}}}}
)");
  const std::array offers{StatusOffer{options({"Open", "Done"}), options({"Fixed", "Won't Do"})},
                          StatusOffer{options({"In Progress", "Backlog"}), {}}};
  CHECK(lines_of(unreachable_statuses(policy, offers)) ==
        Lines{"p.yaml:9:13: `Dnoe` is no status of the policy's projects; did you mean `Done`?",
              "p.yaml:12:43: `Backlgo` is no status of the policy's projects; did you mean `Backlog`?"});
  CHECK(lines_of(unseen_statuses(policy, offers)) ==
        Lines{"p.yaml:7:7: `Clsed` is no status of the policy's projects"});
  CHECK(unreachable_statuses(policy, {}).empty());  // of a vendor that does not tell
}

TEST_CASE("a field that only the vendor sets takes no line, and nobody need fill it") {
  TargetSchema schema = sample_schema();
  for (FieldDescription& field : schema.form.fields)
    if (field.id == "priority" || field.id == "cf_2") field.read_only = field.required = true;
  CHECK(misfits_of("fields:\n  - {finding: severity, ticket: priority, values: {critical: Highest}}\n"
                   "  - {finding: cvss_score, ticket: CVSS}\n",
                   schema) ==
        Lines{"p.yaml:6:5: `Priority` is read-only there: the vendor sets it, and no value can"});
}
