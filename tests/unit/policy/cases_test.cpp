// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/cases.hpp"

#include "host_stub/config/yaml.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm::host;
using namespace itsm::host::policy;
using Lines = std::vector<std::string>;

namespace {

struct Read {
  Cases cases{};
  Lines mistakes{};
};
Read read_cases(const std::string& text) {
  Read out;
  config::Report report("c.yaml");
  const auto root = config::parse_yaml("cases_of: p\n" + text, report);
  if (root) read(config::Element(*root, report), out.cases);
  out.mistakes = lines_of(report.complaints());
  return out;
}

Lines differences(const std::string& parts, const std::string& text) {
  const Read read = read_cases(text);
  CHECK(read.mistakes == Lines{});
  Lines out;
  for (const CaseResult& result : run_cases(policy_with(parts), read.cases))
    for (const std::string& line : lines_of(result)) out.push_back(line);
  return out;
}

const std::string kPriority =
    "fields: [{finding: severity, ticket: priority, values: {critical: P1, high: P2}}]\nsla: {critical: "
    "1d}\n";

}  // namespace

TEST_CASE("a case that is not met is told with what came instead, and where it comes from") {
  CHECK(differences(kPriority, R"(cases:
  - name: a
    finding: {severity: critical, title: T, description: found by chance}
    expect:
      ticket:
        rule: other
        summary: "[critical] T"
        findings: 2
        fields: {priority: P2, labels: [x]}
        without_fields: priority
        description_has: by design
        description_lacks: by chance
        withheld: title
        due: 2026-01-05
)") == Lines{"a (c.yaml:3:5): rule is `all`, expected `other`",
             "a (c.yaml:3:5): findings is `1`, expected `2`",
             "a (c.yaml:3:5): labels is `nothing`, expected `x`",
             "a (c.yaml:3:5): priority is `P1`, expected `P2` (severity critical, p.yaml:5:10)",
             "a (c.yaml:3:5): priority is `P1`, expected `nothing` (severity critical, p.yaml:5:10)",
             "a (c.yaml:3:5): description is `found by chance\n\nHow to fix\n\nOpen the finding "
             "(https://host.example/findings/1)`, expected `with `by design``",
             "a (c.yaml:3:5): description is `found by chance\n\nHow to fix\n\nOpen the finding "
             "(https://host.example/findings/1)`, expected `without `by chance``",
             "a (c.yaml:3:5): withheld is `nothing`, expected `title`",
             "a (c.yaml:3:5): due is `2026-01-06`, expected `2026-01-05` (critical 1d)"});
}

TEST_CASE("a case tells another number of tickets, and why there is none") {
  const std::string cases = R"(cases:
  - {name: a, finding: {status: closed}, expect: {ticket: {}}}
  - {name: b, finding: {}, expect: {no_ticket: because}}
  - {name: c, finding: {status: closed}, expect: {no_ticket: the finding is closed}}
  - {name: d, ticket: {status: Done, category: done}, expect: {then: review, becomes: closed, needs_person: true}}
)";
  CHECK(differences("", cases) ==
        Lines{"a (c.yaml:3:5): tickets is `0 tickets`, expected `1 ticket` (the finding is closed)",
              "b (c.yaml:4:5): no_ticket is `1 ticket`, expected `because`",
              "d (c.yaml:6:5): then is `fixed`, expected `review` (the ticket is `Done`, which means done; "
              "no line of "
              "`status.pull` fits)",
              "d (c.yaml:6:5): becomes is `re_test`, expected `closed` (the ticket is `Done`, which means "
              "done; no line "
              "of `status.pull` fits (auto-close is off))",
              "d (c.yaml:6:5): needs_person is `false`, expected `true` (the ticket is `Done`, which means "
              "done; no "
              "line of `status.pull` fits (auto-close is off))"});
}

TEST_CASE("a form that a case gives is as strict as the vendor's") {
  const std::string form =
      "forms: [{project: SEC, type: Task, fields: [{name: Priority, role: priority, kind: priority, options: "
      "[High]}, "
      "{name: Team, required: true}]}]\n";
  CHECK(differences(kPriority,
                    form + "cases: [{name: a, finding: {severity: critical}, expect: {ticket: {}}}]\n") ==
        Lines{"a (c.yaml:3:9): ticket is ``P1` is not a priority of project SEC`, expected `no problem` "
              "(p.yaml:5:10)",
              "a (c.yaml:3:9): ticket is `SEC / Task requires `Team` (Team), which nothing fills; add a line "
              "with "
              "`ticket: Team` to `fields``, expected `no problem`"});
}

TEST_CASE("cases that are wrong are told like policies") {
  CHECK(read_cases("cases:\n  - {name: a, finding: {severty: high}, expect: {ticket: {}}}\n"
                   "  - {name: b, finding: {}, expect: {}}\n"
                   "  - {name: c, expect: {then: fixed}}\n"
                   "  - {name: d, ticket: {status: Done, category: don}, expect: {ticket: {}}}\n")
            .mistakes ==
        Lines{"c.yaml:3:25: unknown key `severty`; did you mean `severity`?",
              "c.yaml:4:36: expected either `ticket` or `no_ticket`",
              "c.yaml:5:5: a case needs a `finding`, or a `ticket` whose state is judged",
              "c.yaml:5:23: `then`, `becomes` and `needs_person` go with a `ticket` of the case",
              "c.yaml:6:48: expected one of todo, doing, done, cancelled, gone, found `don`; did you mean "
              "`done`?",
              "c.yaml:6:62: a case with a `ticket` expects `then`, `becomes` or `needs_person`"});
}
