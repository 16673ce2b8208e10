// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/policy_backtest.hpp"
#include "host_stub/services/policy_explain.hpp"

namespace itsm::host::cli {
namespace {

Result<policy::Policy> edited_policy(const std::filesystem::path& path) {
  ITSM_TRY(auto sources, config::read_sources({&path, 1}));
  return policy::read_policy(sources.front().file, std::move(sources.front().text));
}

struct ExplainOptions {
  std::string company{};
  std::int64_t finding = 0;
  std::string integration{};
  std::filesystem::path edited{};
  bool offline = false;
};

void print_explanation(Context& context, const services::FindingExplanation& told) {
  auto& out = context.out();
  out << "finding " << told.finding << ": " << told.title << '\n'
      << "integration " << told.integration << ": " << told.chosen_by << '\n'
      << "policy " << told.policy
      << (told.policy_version == 0 ? " as edited" : " version " + std::to_string(told.policy_version)) << '\n'
      << (told.gets_ticket ? "a ticket: " : "no ticket: ") << told.reason << '\n';
  for (const auto& key : told.tickets_now) out << "it has an open ticket: " << key << '\n';
  if (!told.shares.empty()) out << "shares a ticket with: " << told.shares << '\n';
  out << "due: " << (told.due.empty() ? "no date" : told.due) << " (" << told.due_why << ")\n"
      << "after an import: " << (told.by_hand.empty() ? "by itself" : "by a person, as " + told.by_hand)
      << '\n';
  if (!told.note.empty()) out << "names and values are not checked: " << told.note << '\n';
  out << '\n';
  std::vector<std::vector<std::string>> rows;
  for (const auto& rule : told.rules)
    rows.push_back({rule.name, rule.fits ? "fits" : "no", joined(rule.why_not, "; "), rule.where});
  context.table({"RULE", "FITS", "WHY NOT", "WHERE"}, rows);
  if (!told.ticket) return;
  out << "\n[" << told.ticket->project << " / " << told.ticket->type << "] " << told.ticket->draft.summary
      << '\n';
  rows.clear();
  for (const auto& value : told.ticket->values)
    rows.push_back({value.field, value.value, value.source, value.from, value.where});
  context.table({"FIELD", "VALUE", "SOURCE", "FROM", "WHERE"}, rows);
  for (const auto& dropped : told.ticket->dropped) out << "not sent: " << dropped << '\n';
  for (const auto& warning : told.ticket->warnings) out << "warning: " << warning << '\n';
}

Result<int> print_explanation_of(Context& context, services::Services& services,
                                 const ExplainOptions& options) {
  ITSM_TRY(const CompanyId company, services::company_named(services, options.company));
  std::optional<policy::Policy> edited;
  if (!options.edited.empty()) {
    ITSM_TRY(edited, edited_policy(options.edited));
  }
  const services::ExplainQuery query{options.integration, !options.offline, edited ? &*edited : nullptr};
  ITSM_TRY(const auto told, services::explain_finding(services, company, FindingId{options.finding}, query));
  context.print(to_document(told), [&] { print_explanation(context, told); });
  return kDone;
}

struct BacktestOptions {
  std::string company{};
  std::filesystem::path edited{};
  services::BacktestQuery query{};
  bool offline = false;
};

void print_side(Context& context, const std::string& about, const services::BacktestSide& side) {
  auto& out = context.out();
  out << '\n' << about << ": " << side.judged << " judged, " << side.changed << " would be different\n";
  for (const auto& [what, count] : side.counts) out << "  " << what << ": " << count << '\n';
  if (side.rows.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : side.rows)
    for (const auto& change : row.changes)
      rows.push_back({std::to_string(row.finding), row.ticket_key, change.what,
                      change.before.empty() ? "(nothing)" : change.before,
                      change.after.empty() ? "(nothing)" : change.after});
  context.table({"FINDING", "TICKET", "WHAT", "NOW", "THEN"}, rows);
  const auto left = side.changed - static_cast<std::int64_t>(side.rows.size());
  if (left > 0) out << "and " << left << " more; --rows shows more of them\n";
}

Result<int> print_backtest(Context& context, services::Services& services, BacktestOptions options) {
  ITSM_TRY(const CompanyId company, services::company_named(services, options.company));
  ITSM_TRY(const auto edited, edited_policy(options.edited));
  options.query.live = !options.offline;
  ITSM_TRY(const auto report,
           services::backtest(services, company, edited, options.edited.string(), options.query));
  context.print(to_document(report), [&] {
    auto& out = context.out();
    out << report.integration << ": " << report.before << " against " << report.after
        << (report.since.empty() ? "" : ", since " + report.since) << '\n'
        << "tickets: " << report.tickets_before << " now, " << report.tickets_after << " then\n";
    if (!report.note.empty()) out << "names and values are not checked: " << report.note << '\n';
    print_side(context, "findings, on their way to tickets", report.to_tickets);
    print_side(context, "tickets as they are, on their way to findings", report.to_findings);
    print_side(context, "what has happened to tickets and their findings, once more", report.events);
  });
  return kDone;
}

void add_explain(CLI::App& policy, Context& context) {
  auto* explaining = policy.add_subcommand("explain", "Why a finding gets the ticket that it gets, or none");
  explaining->footer(
      "Examples:\n  host_stub policy explain 17 --company acme\n"
      "  host_stub policy explain 17 --with config/policies/mine.yaml --offline");
  auto options = std::make_shared<ExplainOptions>();
  explaining->add_option("finding", options->finding, "Its number")->required();
  explaining->add_option("--company", options->company, "Whose; not needed when there is one company only");
  explaining->add_option("--integration", options->integration, "Left out: routing decides");
  explaining->add_option("--with", options->edited, "By this file instead of the stored policy");
  explaining->add_flag("--offline", options->offline, "Ask no vendor: names and values stay unchecked");
  explaining->callback([&context, options] {
    context.with_services(
        [&](services::Services& services) { return print_explanation_of(context, services, *options); });
  });
}

void add_backtest(CLI::App& policy, Context& context) {
  auto* backtesting =
      policy.add_subcommand("backtest", "What an edited policy would change for what is stored");
  backtesting->footer(
      "Puts findings through the active policy and the edited one, the states of tickets, and what has "
      "happened "
      "to both; changes nothing.\n"
      "Example: host_stub policy backtest config/policies/mine.yaml --company acme --since 30d");
  auto options = std::make_shared<BacktestOptions>();
  backtesting->add_option("edited", options->edited, "Its file")->required();
  backtesting->add_option("--company", options->company, "Whose; not needed when there is one company only");
  backtesting->add_option("--integration", options->query.integration,
                          "Whose active policy; not needed when only one serves the company");
  backtesting->add_option("--since", options->query.since,
                          "Findings reported and tickets linked since: 30d, or a date; left out: all");
  backtesting->add_option("--rows", options->query.rows, "Most rows of each direction")->default_val(100);
  backtesting->add_flag("--offline", options->offline, "Ask no vendor: fields and values stay unchecked");
  backtesting->callback([&context, options] {
    context.with_services(
        [&](services::Services& services) { return print_backtest(context, services, *options); });
  });
}

}  // namespace

void add_policy_judge_commands(CLI::App& policy, Context& context) {
  add_explain(policy, context);
  add_backtest(policy, context);
}

void add_policy_commands(CLI::App& app, Context& context) {
  auto* policy = app.add_subcommand("policy", "Check, try out, compare and activate mapping policies");
  policy->require_subcommand(1);
  add_policy_file_commands(*policy, context);
  add_policy_version_commands(*policy, context);
  add_policy_judge_commands(*policy, context);
  add_policy_suggest_command(*policy, context);
}

}  // namespace itsm::host::cli
