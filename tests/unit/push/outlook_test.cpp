// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/outlook.hpp"

#include <rapidcheck.h>

#include "host_stub/push/open_forms.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::push;

namespace {

const std::string kFields =
    "fields: [{finding: severity, ticket: priority, values: {critical: P1, high: P2, medium: P3}}]\n"
    "sla: {critical: 7d, high: 30d}\n";

std::string rule(const std::string& name, const std::string& when, const std::string& project) {
  return "  - {name: " + name + ", when: {" + when + "}, ticket: {project: " + project + "}}\n";
}

const std::string kRoute = rule("severe", "severity_at_least: high", "SEC") +
                           rule("exposed", "asset.internet_facing: true", "SEC") +
                           rule("shop", "asset.name: shop", "PLAT");

std::vector<Finding> findings_of(std::initializer_list<Severity> severities) {
  std::vector<Finding> findings;
  for (const Severity severity : severities) {
    Finding& finding =
        findings.emplace_back(policy::sample_finding(static_cast<std::int64_t>(findings.size()) + 1));
    finding.severity = severity;
    finding.rule_id += std::to_string(findings.size());
    finding.reported_at = *from_rfc3339("2026-11-02T10:00:00Z");
  }
  return findings;
}

Outlook look(const policy::Policy& policy, const std::vector<Finding>& findings) {
  OpenForms forms(policy);
  const auto made = outlook(policy, findings, forms, {});
  REQUIRE(made);
  return *made;
}

using Lines = std::vector<std::string>;
Lines lines(const std::vector<FactChange>& changes) {
  Lines out;
  for (const FactChange& change : changes)
    out.push_back(change.what + ": " + change.before + " -> " + change.after);
  return out;
}

struct Compared {
  std::vector<Lines> rows{};
  std::int64_t before = 0;
  std::int64_t after = 0;
};
Compared compare(const policy::Policy& before, const policy::Policy& after,
                 const std::vector<Finding>& findings) {
  const Outlook one = look(before, findings);
  const Outlook other = look(after, findings);
  Compared out{{}, one.tickets, other.tickets};
  for (std::size_t i = 0; i < findings.size(); ++i)
    out.rows.push_back(lines(changes(one.findings[i], other.findings[i])));
  return out;
}

}  // namespace

TEST_CASE("a policy compared with itself changes nothing") {
  const auto policy = policy::policy_with(kFields, kRoute);
  const auto compared = compare(policy, policy, findings_of({Severity::critical, Severity::low}));
  CHECK(compared.rows == std::vector<Lines>{{}, {}});
}

TEST_CASE("one edited rule shows exactly the findings that it moves") {
  const auto before = policy::policy_with(kFields, kRoute);
  const auto after = policy::policy_with(kFields, rule("severe", "severity_at_least: critical", "SEC") +
                                                      rule("shop", "asset.name: shop", "PLAT"));
  const auto compared =
      compare(before, after, findings_of({Severity::critical, Severity::high, Severity::medium}));
  CHECK(compared.rows ==
        std::vector<Lines>{{}, {"ticket: SEC / Task by rule severe -> PLAT / Task by rule shop"}, {}});
  CHECK(compared.before == 3);
  CHECK(compared.after == 3);
}

TEST_CASE("a ticket that comes or goes is one difference, with its date and its import") {
  const auto before = policy::policy_with(kFields, rule("severe", "severity_at_least: high", "SEC"));
  const auto after =
      policy::policy_with(kFields + "auto_create: {after_import: true, severity_at_least: high}\n",
                          rule("severe", "severity_at_least: critical", "SEC"));
  const auto compared = compare(before, after, findings_of({Severity::high, Severity::critical}));
  CHECK(compared.rows[0] == Lines{"ticket: SEC / Task by rule severe -> none: no rule of policy p matches"});
  CHECK(compared.rows[1] == Lines{"after an import: by a person -> by itself"});
  CHECK(compared.before == 2);
  CHECK(compared.after == 1);
}

TEST_CASE("values, dates, texts and groups that change are told by their names") {
  const auto before = policy::policy_with(kFields, kRoute);
  const auto after = policy::policy_with(
      "fields: [{finding: severity, ticket: priority, values: {critical: Highest, high: P2}}]\n"
      "sla: {critical: 3d, high: 30d}\nsummary: \"${title}!\"\ngroup_by: asset\n",
      kRoute);
  const auto compared = compare(before, after, findings_of({Severity::critical, Severity::high}));
  REQUIRE(compared.rows[0].size() == 5);
  CHECK(compared.rows[0][0].starts_with("description: text "));
  CHECK(compared.rows[0][1] == "due: 2026-11-09T10:00:00.000Z -> 2026-11-05T10:00:00.000Z");
  CHECK(compared.rows[0][2] == "field priority: P1 -> Highest");
  CHECK(compared.rows[0][3] == "findings together: rule java.sqli1: 1 -> asset shop: 2");
  CHECK(compared.rows[0][4].starts_with("summary: "));
  CHECK(compared.after == 1);
}

TEST_CASE("a ticket's state is judged by both policies") {
  const auto before = policy::policy_with("");
  const auto after = policy::policy_with("status: {auto_close_on_resolve: true}\n");
  policy::TicketFacts ticket;
  ticket.state = TicketState::done;
  CHECK(lines(changes(outlook_on(before, ticket, FindingStatus::open),
                      outlook_on(after, ticket, FindingStatus::open))) ==
        Lines{"finding becomes: re_test -> closed"});
  const auto review = policy::policy_with("status: {pull: [{category: done, then: review}]}\n");
  CHECK(lines(changes(outlook_on(before, ticket, FindingStatus::open),
                      outlook_on(review, ticket, FindingStatus::open))) ==
        Lines{"a person decides: no -> yes", "finding becomes: re_test -> open", "means: fixed -> review"});
}

namespace {

// A random policy over few words, so that edits often matter and often do not.
std::string random_route() {
  const auto count = *rc::gen::inRange(1, 5);
  std::string route;
  for (int i = 0; i < count; ++i)
    route += rule("r" + std::to_string(i),
                  *rc::gen::element<std::string>("severity_at_least: high", "severity: medium",
                                                 "asset.name: shop", "asset.name: desk", "kev: true"),
                  *rc::gen::element<std::string>("SEC", "PLAT"));
  return route;
}
std::string random_parts() {
  return "group_by: " + *rc::gen::element<std::string>("finding", "asset", "vulnerability_type") +
         "\nsummary: \"" + *rc::gen::element<std::string>("${title}", "[${severity}] ${title}") +
         "\"\nfields: [{finding: severity, ticket: priority, values: {critical: " +
         *rc::gen::element<std::string>("P1", "P2") + ", high: P2}}]\n";
}
std::vector<Finding> random_findings() {
  std::vector<Finding> findings;
  const int count = *rc::gen::inRange(1, 15);
  for (int id = 1; id <= count; ++id) {
    Finding& finding = findings.emplace_back(policy::sample_finding(id));
    finding.severity = static_cast<Severity>(*rc::gen::inRange(0, 5));
    finding.asset.name = *rc::gen::element<std::string>("shop", "desk");
    finding.kev = *rc::gen::arbitrary<bool>();
    finding.rule_id = *rc::gen::element<std::string>("a", "b");
  }
  return findings;
}

// What a plan has for a finding, whole: its draft and its rule, or why it has none.
std::map<std::int64_t, std::string> planned(const policy::Policy& policy,
                                            const std::vector<Finding>& findings) {
  OpenForms forms(policy);
  const auto made = tickets_to_be(policy, findings, forms, {});
  REQUIRE(made);
  std::map<std::int64_t, std::string> out;
  for (const PlannedTicket& ticket : made->tickets)
    for (const Member& member : ticket.members_)
      out[member.finding] = ticket.rule + ticket.label + std::to_string(ticket.members_.size()) +
                            dump(to_document(ticket.draft));
  for (const LeftOutFinding& left : made->left_out) out[left.finding] = "none: " + left.reason;
  return out;
}

}  // namespace

TEST_CASE("what a backtest shows is exactly what two plans would differ in") {
  CHECK(rc::check("as brute force", [] {
    const auto findings = random_findings();
    const auto before = policy::policy_with(random_parts(), random_route());
    const auto after = policy::policy_with(random_parts(), random_route());
    const auto one = planned(before, findings);
    const auto other = planned(after, findings);
    const Compared compared = compare(before, after, findings);
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const std::int64_t id = findings[i].id.value;
      RC_ASSERT(compared.rows[i].empty() == (one.at(id) == other.at(id)));
    }
  }));
}
