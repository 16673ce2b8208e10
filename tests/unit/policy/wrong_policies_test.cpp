// SPDX-License-Identifier: Apache-2.0
// Documents that are wrong in what decides on a ticket and its texts.
#include "tests/unit/policy/wrong.hpp"

using namespace itsm::host::policy;

namespace {

const std::vector<Wrong>& wrong_parts() {
  static const std::vector<Wrong> cases{
      {"a key with a slip", "sumary: x\n", {"p.yaml:4:1: unknown key `sumary`; did you mean `summary`?"}},
      {"a key of nothing we know",
       "zzzzzz: x\n",
       {"p.yaml:4:1: unknown key `zzzzzz`; known here: policy, plugin, route, require_status, on_created, "
        "group_by, "
        "across_applications, fields, summary, description, assign, default_assignee, status, overrides, "
        "disclosure, "
        "auto_create, re_test, sla"}},
      {"a placeholder with a slip",
       "summary: \"${tilte}\"\n",
       {"p.yaml:4:11: `${tilte}` is not a placeholder; did you mean `title`?"}},
      {"a placeholder that is not closed",
       "summary: \"${title\"\n",
       {"p.yaml:4:11: a placeholder begins with `${` and has no `}`"}},
      {"a block in a summary",
       "summary: \"${description}\"\n",
       {"p.yaml:4:11: `${description}` fills paragraphs; a summary is one line"}},
      {"an empty summary", "summary: \"\"\n", {"p.yaml:4:10: a summary cannot be empty"}},
      {"a mistake in the third line of a description",
       "description: |\n  ${description}\n  text\n  ${locations.tabel}\n",
       {"p.yaml:7:3: `${locations.tabel}` is not a placeholder; did you mean `locations.table`?"}},
      {"a block within a line",
       "description: |\n  See ${members.table} below\n",
       {"p.yaml:5:7: `${members.table}` fills paragraphs; write it on a line of its own"}},
      {"a way of grouping with a slip",
       "group_by: vulnerabilty_type\n",
       {"p.yaml:4:11: expected one of finding, vulnerability_type, file, asset, solution, found "
        "`vulnerabilty_type`; did "
        "you mean `vulnerability_type`?"}},
      {"grouping by an attribute that is none",
       "group_by: [scanner, asset.nam]\n",
       {"p.yaml:4:21: `asset.nam` is not an attribute of a finding; did you mean `asset.name`?"}},
      {"grouping by nothing",
       "group_by: []\n",
       {"p.yaml:4:11: expected at least one attribute, found a list"}},
      {"yes where text and a boolean are told apart",
       "across_applications: maybe\n",
       {"p.yaml:4:22: expected true or false, found `maybe`"}},
      {"a boolean in quotes",
       "across_applications: \"true\"\n",
       {"p.yaml:4:22: expected true or false, found the text `true`"}},
      {"a field without a source",
       "fields: [{ticket: priority}]\n",
       {"p.yaml:4:10: expected one of `finding`, `value` and `match`"}},
      {"a field with two sources",
       "fields: [{finding: title, value: x, ticket: Team}]\n",
       {"p.yaml:4:10: expected one of `finding`, `value` and `match`"}},
      {"a field that goes nowhere", "fields: [{finding: title}]\n", {"p.yaml:4:10: key `ticket` is missing"}},
      {"a direction that does not exist",
       "fields: [{finding: title, ticket: Team, direction: send}]\n",
       {"p.yaml:4:52: expected one of push_once, push, both, pull, pull_once, found `send`"}},
      {"values of a severity that does not exist",
       "fields: [{finding: severity, ticket: priority, values: {hihg: High}}]\n",
       {"p.yaml:4:57: `hihg` is not a severity; did you mean `high`?"}},
      {"a value map for a constant",
       "fields: [{value: x, ticket: Team, values: {a: b}}]\n",
       {"p.yaml:4:35: `values` maps what a finding has; it does not go with `value`"}},
      {"an assignment to nobody", "assign: [{when: {kev: true}}]\n", {"p.yaml:4:10: key `to` is missing"}},
      {"an assignment with a placeholder",
       "assign: [{to: \"${asset.owner}\"}]\n",
       {"p.yaml:4:15: `to` takes no placeholders; write asset.owner for the owner"}},
      {"more tickets than an import may make",
       "auto_create: {max_tickets: 1000}\n",
       {"p.yaml:4:28: expected a whole number from 1 to 500, found `1000`"}},
      {"a number that YAML would take for octal",
       "auto_create: {max_tickets: 010}\n",
       {"p.yaml:4:28: expected a whole number from 1 to 500, found `010`; write it without leading zeros"}},
      {"a list where keys are wanted",
       "auto_create: []\n",
       {"p.yaml:4:14: expected keys and values, found a list"}},
      {"nothing where text is wanted",
       "description:\n",
       {"p.yaml:4:1: expected Markdown with placeholders, found nothing"}},
      {"an alias", "summary: *x\n", {"p.yaml:4:10: this is not YAML: the referenced anchor is not defined"}},
      {"a key that stands twice",
       "summary: a\nsummary: b\n",
       {"p.yaml:5:1: key `summary` stands twice; the first is on line 4"}},
      {"several mistakes at once",
       "group_by: fnding\nfields:\n  - {finding: severty, ticket: priority}\nsummary: \"${x}\"\n",
       {"p.yaml:4:11: expected one of finding, vulnerability_type, file, asset, solution, found `fnding`; "
        "did you mean "
        "`finding`?",
        "p.yaml:6:15: `severty` is not an attribute of a finding; did you mean `severity`?",
        "p.yaml:7:11: `${x}` is not a placeholder"}},
  };
  return cases;
}

const std::vector<Wrong>& wrong_routes() {
  static const std::vector<Wrong> cases{
      {"no rule", "[]", {"p.yaml:3:8: `route` needs at least one rule"}},
      {"no list", "{name: a}", {"p.yaml:3:8: expected a list, found keys and values"}},
      {"no project", "[{name: a, ticket: {type: Bug}}]", {"p.yaml:3:27: key `project` is missing"}},
      {"a rule without a name", "[{ticket: {project: SEC}}]", {"p.yaml:3:9: key `name` is missing"}},
      {"a severity with a slip",
       "[{name: a, when: {severity: [critcal]}, ticket: {project: SEC}}]",
       {"p.yaml:3:37: expected one of critical, high, medium, low, info, found `critcal`; did you mean "
        "`critical`?"}},
      {"a condition with a slip",
       "[{name: a, when: {severty: high}, ticket: {project: SEC}}]",
       {"p.yaml:3:26: unknown key `severty`; did you mean `severity`?"}},
      {"a flag that is none",
       "[{name: a, when: {kev: 1}, ticket: {project: SEC}}]",
       {"p.yaml:3:31: expected true or false, found `1`"}},
      {"a custom field without a name",
       "[{name: a, when: {custom.: x}, ticket: {project: SEC}}]",
       {"p.yaml:3:26: unknown key `custom.`; known here: severity, severity_at_least, category, branch, "
        "scanner, "
        "asset.name, asset.type, asset.tags, asset.criticality, asset.owner, application, rule, cve, "
        "asset.internet_facing, kev"}},
      {"types that are none",
       "[{name: a, ticket: {project: SEC, type: []}}]",
       {"p.yaml:3:48: expected one value or a list of them, found a list"}},
      {"two rules of one name",
       "[{name: a, ticket: {project: A}}, {name: a, ticket: {project: B}}]",
       {"p.yaml:3:42: rule `a` stands twice; the first is on line 3"}},
  };
  return cases;
}

}  // namespace

TEST_CASE("every mistake in a policy is told with its place, what was expected and the near match") {
  REQUIRE(wrong_parts().size() + wrong_routes().size() >= 25);
  for (const Wrong& wrong : wrong_parts()) check_wrong(wrong, std::string(kHead) + wrong.text);
  for (const Wrong& wrong : wrong_routes())
    check_wrong(wrong, std::string("policy: p\nplugin: jira\nroute: ") + wrong.text + "\n");
}

TEST_CASE("a policy without its head is told what is missing") {
  const auto read = read_policy("p.yaml", "group_by: finding\n");
  REQUIRE_FALSE(read);
  CHECK(lines_of(read.error().complaints) == std::vector<std::string>{"p.yaml:1:1: key `policy` is missing",
                                                                      "p.yaml:1:1: key `plugin` is missing",
                                                                      "p.yaml:1:1: key `route` is missing"});
}
