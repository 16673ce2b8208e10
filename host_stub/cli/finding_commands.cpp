// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/enum_word.hpp"
#include "host_stub/services/finding_comments.hpp"
#include "host_stub/services/finding_explain.hpp"
#include "host_stub/services/re_tests.hpp"

namespace itsm::host::cli {
namespace {

constexpr std::int64_t kMostListed = 200;

struct FindingWords {
  std::string company{};
  std::int64_t finding = 0;
  std::string evidence{};
  std::string text{};
  std::string audience = "internal";
};

void print_change(Context& context, const services::ExplainedChange& change) {
  auto& out = context.out();
  out << change.at << "  ";
  if (change.kind == ActivityKind::status) out << change.from << " -> " << change.to << ". ";
  out << change.why << '\n';
  out << "    by: " << name_of(change.cause);
  if (!change.actor.empty()) out << ", " << change.actor;
  out << '\n';
  if (!change.channel.empty()) {
    out << "    told by: " << change.channel << ", received " << change.received_at;
    if (!change.changed_at.empty()) out << ", changed there " << change.changed_at;
    out << '\n';
  }
  if (!change.rule.empty())
    out << "    rule: " << change.rule << (change.policy.empty() ? "" : " (" + change.policy + ")") << '\n';
  for (const auto& write : change.writes) {
    out << "    written: " << write.at << ' ' << write.integration << ' ' << write.ticket_key << ' '
        << write.kind;
    if (!write.what.empty()) out << ' ' << write.what;
    out << ": " << write.outcome << (write.problem.empty() ? "" : ", " + write.problem) << '\n';
  }
}

Result<int> explain(Context& context, services::Services& services, const FindingWords& words) {
  ITSM_TRY(const CompanyId company, services::company_named(services, words.company));
  ITSM_TRY(const auto told, services::explain_state(services, company, FindingId{words.finding}));
  context.print(to_document(told), [&] {
    context.out() << "finding " << told.finding << " is " << name_of(told.status) << ": " << told.title
                  << '\n';
    for (const auto& change : told.chain) print_change(context, change);
  });
  return kDone;
}

Result<int> comment(Context& context, services::Services& services, const FindingWords& words) {
  ITSM_TRY(const CompanyId company, services::company_named(services, words.company));
  services::CommentOrder order;
  order.text = words.text;
  ITSM_TRY(order.audience, services::value_named<Audience>("audience_unknown", "audience", words.audience));
  ITSM_TRY(const auto item,
           services::comment_on_finding(services, company, FindingId{words.finding}, order, "command line"));
  context.print(to_document(item), [&] {
    context.out() << "comment " << item.id << " is on the feed of finding " << words.finding;
    for (const auto& ticket : item.tickets) context.out() << "; it goes to " << ticket.ticket_key;
    context.out() << '\n';
  });
  return kDone;
}

Result<int> list_re_tests(Context& context, services::Services& services, const FindingWords& words) {
  ITSM_TRY(const CompanyId company, services::company_named(services, words.company));
  ITSM_TRY(const auto page, services::list_re_tests(services, company, {}, kMostListed));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : page.items) {
    items.push_back(to_document(one));
    std::string scans = std::to_string(one.not_seen_scans);
    if (one.scans_needed > 0) scans += " of " + std::to_string(one.scans_needed);
    rows.push_back({std::to_string(one.finding), std::string(name_of(one.severity)), one.ticket_key,
                    one.since, scans, one.title});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"FINDING", "SEVERITY", "TICKET", "SINCE", "SCANS WITHOUT IT", "TITLE"}, rows);
  });
  return kDone;
}

Result<int> decide_re_test(Context& context, services::Services& services, const FindingWords& words,
                           services::ReTestOutcome outcome) {
  ITSM_TRY(const CompanyId company, services::company_named(services, words.company));
  ITSM_CHECK(services::decide_re_test(services, company, FindingId{words.finding}, {outcome, words.evidence},
                                      "command line"));
  context.print(Json{{"finding", words.finding}, {"outcome", name_of(outcome)}}, [&] {
    context.out() << "finding " << words.finding
                  << (outcome == services::ReTestOutcome::pass ? " is closed" : " is in progress again")
                  << "; its tickets follow\n";
  });
  return kDone;
}

using Run = Result<int> (*)(Context&, services::Services&, const FindingWords&);

CLI::App* add_command(CLI::App& group, Context& context, const char* name, const char* about,
                      const std::shared_ptr<FindingWords>& words, const Run run) {
  auto* command = group.add_subcommand(name, about);
  command->add_option("--company", words->company, "Whose; not needed when there is one company only");
  command->callback([&context, words, run] {
    context.with_services([&](services::Services& services) { return run(context, services, *words); });
  });
  return command;
}

void add_finding(CLI::App& command, const std::shared_ptr<FindingWords>& words) {
  command.add_option("finding", words->finding, "Its number")->required();
}

}  // namespace

void add_finding_commands(CLI::App& app, Context& context) {
  auto* findings = app.add_subcommand("findings", "Look at findings");
  findings->require_subcommand(1);
  const auto asked = std::make_shared<FindingWords>();
  auto* explaining =
      add_command(*findings, context, "explain",
                  "Why a finding is as it is: events, rules, persons, and what was written", asked, explain);
  add_finding(*explaining, asked);
  explaining->footer("Example: host_stub findings explain 17 --company acme");

  auto* commenting = add_command(*findings, context, "comment",
                                 "Write a comment on a finding; it goes to its tickets", asked, comment);
  add_finding(*commenting, asked);
  commenting->add_option("text", asked->text, "Markdown")->required();
  commenting->add_option("--audience", asked->audience,
                         "internal, the default: only the service desk's staff, where the vendor knows such "
                         "comments; or everyone");
  commenting->footer("Example: host_stub findings comment 17 \"Reachable from outside since Monday.\"");

  auto* retest =
      app.add_subcommand("retest", "Findings that are said to be mended and wait to be tested again");
  retest->require_subcommand(1);
  retest->footer(
      "Examples:\n  host_stub retest list\n  host_stub retest pass 17 --evidence \"not reachable any more\"\n"
      "  host_stub retest fail 18 --evidence \"still there in /login\"");
  const auto words = std::make_shared<FindingWords>();
  add_command(*retest, context, "list", "The latest change first", words, list_re_tests);
  auto* pass = add_command(*retest, context, "pass", "It is mended: it is closed", words,
                           [](Context& in, services::Services& services, const FindingWords& said) {
                             return decide_re_test(in, services, said, services::ReTestOutcome::pass);
                           });
  add_finding(*pass, words);
  pass->add_option("--evidence", words->evidence,
                   "What was seen; told to the ticket where the policy comments");
  auto* fail = add_command(*retest, context, "fail", "It is still there: it is in progress again", words,
                           [](Context& in, services::Services& services, const FindingWords& said) {
                             return decide_re_test(in, services, said, services::ReTestOutcome::fail);
                           });
  add_finding(*fail, words);
  fail->add_option("--evidence", words->evidence, "What was seen, and where; told to the ticket")->required();
}

}  // namespace itsm::host::cli
