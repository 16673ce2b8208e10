// SPDX-License-Identifier: Apache-2.0
// Documents that are wrong in what keeps both sides in step, in disclosure, and in what is due when.
#include "tests/unit/policy/wrong.hpp"

using namespace itsm::host::policy;

namespace {

const std::vector<Wrong>& wrong_fields() {
  static const std::vector<Wrong> cases{
      {"an owner of what goes one way",
       "fields: [{finding: title, ticket: Team, owner: finding}]\n",
       {"p.yaml:4:41: `owner` says who wins when both sides change a value; it goes with `direction: both`"}},
      {"an owner that is none",
       "fields: [{finding: custom.a, ticket: A, direction: both, owner: findin}]\n",
       {"p.yaml:4:65: expected one of finding, ticket, found `findin`; did you mean `finding`?"}},
      {"a severity that anybody at the vendor could change",
       "fields: [{finding: severity, ticket: priority, direction: both}]\n",
       {"p.yaml:4:48: people at the vendor could change the severity without a right here; write "
        "`accept_outside_edits: true` if that is wanted"}},
      {"a due date that anybody at the vendor could change",
       "fields: [{finding: due_at, ticket: due_date, direction: pull}]\n",
       {"p.yaml:4:46: people at the vendor could change the due_at without a right here; write "
        "`accept_outside_edits: true` if that is wanted"}},
      {"acceptance of edits that are not read",
       "fields: [{finding: severity, ticket: priority, accept_outside_edits: true}]\n",
       {"p.yaml:4:48: nothing is taken from the ticket here; this goes with both, pull and pull_once"}},
      {"the status as a field",
       "fields: [{finding: status, ticket: A, direction: pull}]\n",
       {"p.yaml:4:39: the status is taken from tickets by `status.pull`, not by a field"}},
      {"the scanner's word taken from the ticket",
       "fields: [{finding: cve, ticket: A, direction: pull_once}]\n",
       {"p.yaml:4:36: `cve` is the scanner's word and not taken from tickets; write push or push_once"}},
      {"a constant taken from the ticket",
       "fields: [{value: x, ticket: A, direction: both}]\n",
       {"p.yaml:4:32: a constant is not taken from tickets; write push or push_once"}},
      {"an assignment to a word that is nearly ours",
       "assign: [{to: asset.ownr}]\n",
       {"p.yaml:4:15: `asset.ownr` is neither an e-mail address nor a word that is known here; did you mean "
        "`asset.owner`?"}},
      {"an assignment to a person and a group",
       "assign: [{to: a@b.test, group: G}]\n",
       {"p.yaml:4:10: expected either `to` or `group`"}},
      {"a default assignee with a slip",
       "default_assignee: project_defualt\n",
       {"p.yaml:4:19: `project_defualt` is neither an e-mail address nor a word that is known here; did you "
        "mean "
        "`project_default`?"}},
      {"an override without a project",
       "overrides: [{summary: x}]\n",
       {"p.yaml:4:13: key `project` is missing"}},
      {"an override of what it cannot change",
       "overrides: [{project: SEC, group_by: asset}]\n",
       {"p.yaml:4:28: unknown key `group_by`; known here: project, type, fields, summary, description, "
        "assign, "
        "default_assignee, status"}},
      {"overrides that are no list",
       "overrides: {project: SEC}\n",
       {"p.yaml:4:12: expected a list, found keys and values"}},
  };
  return cases;
}

const std::vector<Wrong>& wrong_statuses() {
  static const std::vector<Wrong> cases{
      {"a disposition with a slip",
       "status: {pull: [{category: done, then: fixd}]}\n",
       {"p.yaml:4:40: expected one of fixed, accepted_risk, false_positive, review, ignore, open, triaged, "
        "assigned, "
        "in_progress, on_hold, re_test, found `fixd`; did you mean `fixed`?"}},
      {"a ticket that would close findings",
       "status: {pull: [{category: done, then: closed}]}\n",
       {"p.yaml:4:40: no ticket closes a finding by itself; write `fixed`, and `auto_close_on_resolve: true` "
        "to close "
        "without a re-test"}},
      {"a line that means nothing",
       "status: {pull: [{status: Done}]}\n",
       {"p.yaml:4:17: key `then` is missing"}},
      {"a category that is none",
       "status: {pull: [{category: donne, then: fixed}]}\n",
       {"p.yaml:4:28: expected one of todo, doing, done, cancelled, gone, found `donne`; did you mean "
        "`done`?"}},
      {"a status of a finding that is none",
       "status: {push: {clsed: {to: Done}}}\n",
       {"p.yaml:4:17: unknown key `clsed`; did you mean `closed`?"}},
      {"a way to nowhere",
       "status: {push: {closed: {with: {a: b}}}}\n",
       {"p.yaml:4:25: expected either `to` or `category`"}},
      {"a way to two places",
       "status: {push: {closed: {to: Done, category: done}}}\n",
       {"p.yaml:4:25: expected either `to` or `category`"}},
      {"a change that is none",
       "status: {comment_on_change: [closed, reopend]}\n",
       {"p.yaml:4:38: expected one of open, triaged, assigned, in_progress, on_hold, re_test, closed, "
        "accepted_risk, "
        "false_positive, reopened, found `reopend`; did you mean `reopened`?"}},
      {"more hops than anybody can follow",
       "status: {max_hops: 5}\n",
       {"p.yaml:4:20: expected a whole number from 1 to 4, found `5`"}},
      {"a reopen policy that does nothing",
       "status: {reopen: {within: 90d}}\n",
       {"p.yaml:4:18: key `do` is missing"}},
      {"an afterwards without a before",
       "status: {reopen: {do: reopen, otherwise: ask}}\n",
       {"p.yaml:4:31: `otherwise` says what happens after `within`, which is not given"}},
      {"a duration without a unit",
       "status: {reopen: {within: 90, do: reopen}}\n",
       {"p.yaml:4:27: expected a duration such as 30m, 12h, 7d or 2w, found `90`"}},
      {"scans where a person decides",
       "re_test: {scans: 2}\n",
       {"p.yaml:4:11: `scans` goes with `close_when: not_seen`"}},
      {"a new ticket that would close its findings",
       "on_created: {status: closed}\n",
       {"p.yaml:4:22: expected one of open, triaged, assigned, in_progress, on_hold, re_test, found "
        "`closed`"}},
      {"tickets of what is decided",
       "require_status: [triaged, false_positive]\n",
       {"p.yaml:4:27: expected one of open, triaged, assigned, in_progress, on_hold, re_test, found "
        "`false_positive`"}},
  };
  return cases;
}

const std::vector<Wrong>& wrong_rest() {
  static const std::vector<Wrong> cases{
      {"something that cannot be withheld",
       "disclosure: {never: [proof_of_concpt]}\n",
       {"p.yaml:4:22: `proof_of_concpt` cannot be withheld; expected one of proof_of_concept, "
        "internal_hosts, "
        "description, recommendation, solution, snippet, location.file, location.url, location.host, "
        "asset.name, "
        "asset.owner, asset.tags, application, branch, cvss_vector, custom.NAME; did you mean "
        "`proof_of_concept`?"}},
      {"a classification that is none",
       "disclosure: {max_classification: intern}\n",
       {"p.yaml:4:34: expected one of public, internal, confidential, restricted, found `intern`; did you "
        "mean "
        "`internal`?"}},
      {"a severity of an sla with a slip",
       "sla: {critcal: 7d}\n",
       {"p.yaml:4:6: an `sla` needs at least one duration, such as `critical: 7d`",
        "p.yaml:4:7: unknown key `critcal`; did you mean `critical`?"}},
      {"a duration of nothing",
       "sla: {critical: 0d}\n",
       {"p.yaml:4:17: expected a duration such as 30m, 12h, 7d or 2w, found `0d`"}},
      {"a day that is none",
       "sla: {high: 7d, calendar: {days: [monday, tusday]}}\n",
       {"p.yaml:4:43: expected one of sunday, monday, tuesday, wednesday, thursday, friday, saturday, found "
        "`tusday`; "
        "did you mean `tuesday`?"}},
      {"no day at all",
       "sla: {high: 7d, calendar: {days: []}}\n",
       {"p.yaml:4:34: expected at least one day, found a list"}},
      {"a holiday that is no date",
       "sla: {high: 7d, calendar: {holidays: [25.12.2026]}}\n",
       {"p.yaml:4:39: expected a date such as 2026-12-25, found `25.12.2026`"}},
      {"a rule that groups by what is none",
       "route2: x\n",
       {"p.yaml:4:1: unknown key `route2`; did you mean `route`?"}},
      {"no tickets at all from an import",
       "auto_create: {after_import: true, max_tickets: 0}\n",
       {"p.yaml:4:48: expected a whole number from 1 to 500, found `0`"}},
  };
  return cases;
}

}  // namespace

TEST_CASE("every mistake in how both sides are kept in step is told with its place and the near match") {
  REQUIRE(wrong_fields().size() + wrong_statuses().size() + wrong_rest().size() >= 35);
  for (const auto* cases : {&wrong_fields(), &wrong_statuses(), &wrong_rest()})
    for (const Wrong& wrong : *cases) check_wrong(wrong, std::string(kHead) + wrong.text);
}
