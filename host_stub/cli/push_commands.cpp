// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/cli/print_push.hpp"
#include "host_stub/cli/progress.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/push_and_wait.hpp"
#include "host_stub/services/selection.hpp"
#include "host_stub/services/take_back.hpp"

namespace itsm::host::cli {
namespace {

constexpr std::chrono::minutes kLongestWait{15};

struct SelectionOptions {
  bool runs = false;
  std::string company{};
  std::string integration{};
  std::string preset{};
  bool all = false;
  std::vector<std::int64_t> findings{};
  std::vector<std::string> filters{};
  std::string mode = "standalone";
  std::string parent{};
  std::string link_to{};
  std::string link_type{};
};

struct PushOptions {
  SelectionOptions selection{};
  std::int64_t plan = 0;
  std::int64_t retry = 0;
  bool no_wait = false;
};

void add_selection(CLI::App& command, SelectionOptions& options) {
  command.add_option("--company", options.company,
                     "Whose findings; not needed when there is one company only");
  command.add_option("--integration", options.integration, "Where to; routing decides when it is left out");
  command.add_flag("--all", options.all, "Every finding that is not ended");
  command.add_option("--finding", options.findings, "Findings by their numbers");
  command.add_option(
      "--filter", options.filters,
      "key=value: severity, severity_at_least, status, import, asset, application, branch, scanner, "
      "rule, q");
  command.add_flag("--runs", options.runs,
                   "Cut more than 500 findings into several runs; those that share a ticket stay together");
  command.add_option("--mode", options.mode, "standalone, subtask or link");
  command.add_option("--parent", options.parent, "Mode subtask: key of the parent ticket");
  command.add_option("--link-to", options.link_to, "Mode link: key of the other ticket");
  command.add_option("--link-type", options.link_type, "Mode link: the vendor's link type");
  command.add_option("--preset", options.preset, "Name of a preset: its values and labels are put in");
}

Result<store::FindingFilter> filter_of(const SelectionOptions& options) {
  ITSM_TRY(const auto words, filter_words(options.filters));
  return services::read_filter(words);
}

Result<push::PlanRequest> request_of(services::Services& services, CompanyId company,
                                     const SelectionOptions& options) {
  push::PlanRequest request;
  request.integration = options.integration;
  request.preset = options.preset;
  const auto mode = enum_from<CreationMode>(options.mode);
  if (!mode)
    return problem(ProblemKind::invalid, "mode_unknown", "there is no mode '" + options.mode + "'",
                   "the modes are standalone, subtask and link");
  request.mode = *mode;
  if (!options.parent.empty()) request.parent = TicketRef{.key = options.parent};
  if (!options.link_to.empty())
    request.relation = Relation{.type = options.link_type, .target = TicketRef{.key = options.link_to}};
  const int ways =
      (options.all ? 1 : 0) + (options.findings.empty() ? 0 : 1) + (options.filters.empty() ? 0 : 1);
  if (ways != 1)
    return problem(ProblemKind::invalid, "selection_wrong", "findings are selected in exactly one way",
                   "use --all, or --finding, or --filter");
  request.findings = options.findings;
  if (options.findings.empty()) {
    ITSM_TRY(auto filter, filter_of(options));
    ITSM_TRY(request.findings,
             services::select(services, company, std::move(filter), services::kMostSelected));
    if (request.findings.empty())
      return problem(ProblemKind::not_found, "nothing_selected", "no finding fits the selection",
                     "host_stub import brings findings in");
  }
  return request;
}

int status_of(const std::map<std::string, std::int64_t>& counts) {
  const auto has = [&](store::RecordOutcome outcome) {
    return counts.contains(std::string(name_of(outcome)));
  };
  using enum store::RecordOutcome;
  return has(failed) || has(uncertain) || has(queued) ? kSomeFailed : kDone;
}

// What is asked for, as calls of at most 500 findings: one, which is refused when it is larger, or several.
Result<std::vector<push::PlanRequest>> requests_of(services::Services& services, CompanyId company,
                                                   const SelectionOptions& options) {
  ITSM_TRY(push::PlanRequest request, request_of(services, company, options));
  if (options.runs) return services.planner.runs(company, request);
  return std::vector<push::PlanRequest>{std::move(request)};
}

bool has_failed(const push::Plan& plan) {
  return std::any_of(plan.left_out.begin(), plan.left_out.end(), [](const push::LeftOutFinding& left) {
    return left.why == push::LeftOut::blocked || left.why == push::LeftOut::unknown;
  });
}

Result<int> plan(Context& context, services::Services& services, const SelectionOptions& options) {
  ITSM_TRY(const CompanyId company, services::company_named(services, options.company));
  ITSM_TRY(const auto requests, requests_of(services, company, options));
  std::vector<push::Plan> plans;
  {
    Progress progress(context.err(), "plan");
    for (const auto& request : requests) {
      progress.show(plans.size(), requests.size());
      ITSM_TRY(push::Plan made, services.planner.plan(company, request, kActor));
      plans.push_back(std::move(made));
    }
  }
  Json items = Json::array();
  for (const auto& made : plans) items.push_back(to_document(made));
  context.print(options.runs ? Json{{"items", items}} : items.front(), [&] {
    for (const auto& made : plans) print_plan(context, made);
    if (options.runs) print_runs(context, plans);
  });
  return std::any_of(plans.begin(), plans.end(), has_failed) ? kSomeFailed : kDone;
}

// Waits for one push, unless it need not; answers it as it is then.
Result<push::PushReport> follow(Context& context, services::Services& services, CompanyId company,
                                push::PushReport report, bool no_wait) {
  if (no_wait) return report;
  Progress progress(context.err(), "push " + std::to_string(report.id));
  // Findings that the company does not have are in the first answer only.
  auto unknown = std::move(report.records);
  std::erase_if(unknown, [](const push::Record& record) { return !record.title.empty(); });
  ITSM_TRY(report, services::work_off(services, company, PushId{report.id}, kLongestWait,
                                      [&](std::int64_t done, std::int64_t all) {
                                        progress.show(static_cast<std::uint64_t>(done),
                                                      static_cast<std::uint64_t>(all));
                                      }));
  for (auto& record : unknown) {
    ++report.counts["failed"];
    report.records.push_back(std::move(record));
  }
  return report;
}

Result<std::vector<push::PushReport>> run_all(Context& context, services::Services& services,
                                              CompanyId company, const PushOptions& options) {
  std::vector<push::PushReport> reports;
  const auto add = [&](Result<push::PushReport> started) -> Result<> {
    ITSM_TRY(push::PushReport report, std::move(started));
    ITSM_TRY(report, follow(context, services, company, std::move(report), options.no_wait));
    reports.push_back(std::move(report));
    return {};
  };
  if (options.plan != 0) {
    ITSM_CHECK(add(services.pushes.start_plan(company, PlanId{options.plan}, kActor)));
  } else if (options.retry != 0) {
    ITSM_CHECK(add(services.pushes.retry(company, PushId{options.retry}, kActor)));
  } else {
    ITSM_TRY(const auto requests, requests_of(services, company, options.selection));
    for (const auto& request : requests) ITSM_CHECK(add(services.pushes.start(company, request, kActor)));
  }
  return reports;
}

Result<int> push(Context& context, services::Services& services, const PushOptions& options) {
  ITSM_TRY(const CompanyId company, services::company_named(services, options.selection.company));
  ITSM_TRY(const auto reports, run_all(context, services, company, options));
  const std::map<std::string, std::int64_t> counts = sum_of(reports);
  Json items = Json::array();
  for (const auto& report : reports) items.push_back(to_document(report));
  context.print(options.selection.runs ? Json{{"counts", counts}, {"items", items}} : items.front(),
                [&] { print_pushes(context, reports); });
  return status_of(counts);
}

Result<int> list_pushes(Context& context, services::Services& services, const std::string& company_name) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(const auto pushes, services.pushes.list(company, 50));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& report : pushes) {
    items.push_back(to_document(report));
    rows.push_back({std::to_string(report.id), report.finished ? "finished" : "running",
                    counts_of(report.counts), report.actor, report.created_at});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"ID", "STATE", "RECORDS", "WHO", "WHEN"}, rows);
  });
  return kDone;
}

Result<int> take_back(Context& context, services::Services& services, const std::string& company_name,
                      PushId push, bool yes) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(auto report, services::take_back(services, company, push, {.dry_run = !yes}, kActor));
  if (yes) {
    Progress progress(context.err(), "take back push " + std::to_string(push.value));
    ITSM_TRY(report, services::work_off_take_back(
                         services, company, push, kLongestWait, [&](std::int64_t done, std::int64_t all) {
                           progress.show(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(all));
                         }));
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& ticket : report.tickets) {
    std::string findings;
    for (const std::int64_t finding : ticket.finding_ids)
      findings += (findings.empty() ? "" : " ") + std::to_string(finding);
    rows.push_back({ticket.key, findings, std::string(name_of(ticket.outcome)), ticket.reason});
  }
  context.print(to_document(report), [&] {
    context.table({"TICKET", "FINDINGS", "OUTCOME", "NOTE"}, rows);
    for (const auto& note : report.notes) context.out() << "note: " << note << '\n';
    if (report.counts.contains("can_be"))
      context.out() << "take back those that can be with the same command and --yes\n";
  });
  return report.counts.contains("kept") || report.counts.contains("queued") ? kSomeFailed : kDone;
}

void add_pushes(CLI::App& app, Context& context) {
  auto* pushes = app.add_subcommand("pushes", "Earlier pushes");
  pushes->require_subcommand(1);
  auto options = std::make_shared<PushOptions>();
  auto id = std::make_shared<std::int64_t>();
  pushes->add_option("--company", options->selection.company,
                     "Whose; not needed when there is one company only");
  pushes->add_subcommand("list", "The newest first")
      ->footer("Example: host_stub pushes list --company acme")
      ->callback([&context, options] {
        context.with_services([&](services::Services& services) {
          return list_pushes(context, services, options->selection.company);
        });
      });
  auto* showing = pushes->add_subcommand("show", "One with a record per finding");
  showing->footer("Example: host_stub pushes show 9 --company acme");
  showing->add_option("id", *id, "Its number")->required();
  showing->callback([&context, options, id] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const CompanyId company, services::company_named(services, options->selection.company));
      ITSM_TRY(const push::PushReport report, services.pushes.show(company, PushId{*id}));
      context.print(to_document(report), [&] { print_pushes(context, {&report, 1}); });
      return status_of(report.counts);
    });
  });
  auto* retrying = pushes->add_subcommand("retry", "Push those again that failed, with the same choices");
  retrying->footer("Example: host_stub pushes retry 9 --company acme");
  retrying->add_option("id", *id, "Its number")->required();
  retrying->callback([&context, options, id] {
    options->retry = *id;
    context.with_services([&](services::Services& services) { return push(context, services, *options); });
  });
  auto* taking = pushes->add_subcommand(
      "take-back",
      "Take back the tickets that nobody has touched, within 24 hours; first what would come of it");
  taking->footer(
      "Examples:\n  host_stub pushes take-back 9 --company acme        says which tickets can be taken back\n"
      "  host_stub pushes take-back 9 --company acme --yes  comments and closes them, and unlinks their "
      "findings");
  auto yes = std::make_shared<bool>(false);
  taking->add_option("id", *id, "Its number")->required();
  taking->add_flag("--yes", *yes, "Do it");
  taking->callback([&context, options, id, yes] {
    context.with_services([&](services::Services& services) {
      return take_back(context, services, options->selection.company, PushId{*id}, *yes);
    });
  });
}

}  // namespace

void add_push_commands(CLI::App& app, Context& context) {
  auto* planning =
      app.add_subcommand("plan", "An exact dry run: every ticket, value and request, and nothing sent");
  planning->footer(
      "Examples:\n  host_stub plan --company acme --all\n"
      "  host_stub plan --company acme --all --runs  more than 500 findings: a plan for each run\n"
      "  host_stub plan --company acme --filter severity_at_least=high --json");
  auto selection = std::make_shared<SelectionOptions>();
  add_selection(*planning, *selection);
  planning->callback([&context, selection] {
    context.with_services([&](services::Services& services) { return plan(context, services, *selection); });
  });

  auto* pushing = app.add_subcommand("push", "Make the tickets");
  pushing->footer(
      "Examples:\n  host_stub push --company acme --plan 7      exactly what was planned\n"
      "  host_stub push --company acme --all --runs  everything, 500 findings at a time\n"
      "  host_stub push --company acme --retry 3     what failed in push 3");
  auto options = std::make_shared<PushOptions>();
  add_selection(*pushing, options->selection);
  pushing->add_option("--plan", options->plan, "Carry out this plan, and nothing that differs from it");
  pushing->add_option("--retry", options->retry, "Push the failed elements of this push again");
  pushing->add_flag("--no-wait", options->no_wait, "Queue only; a serving host carries it out");
  pushing->callback([&context, options] {
    context.with_services([&](services::Services& services) { return push(context, services, *options); });
  });
  add_pushes(app, context);
}

}  // namespace itsm::host::cli
