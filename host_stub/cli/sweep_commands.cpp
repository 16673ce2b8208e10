// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/agreement_sweep.hpp"
#include "host_stub/services/companies.hpp"

namespace itsm::host::cli {
namespace {

struct SweepWords {
  std::string company{};
  std::string integration{};
  bool repair = false;
  bool last = false;
};

void print_counts(Context& context, const char* what, const std::map<std::string, std::int64_t>& causes) {
  if (causes.empty()) return;
  context.out() << "  " << what << ':';
  for (const auto& [cause, count] : causes) context.out() << ' ' << cause << ' ' << count;
  context.out() << '\n';
}

void print_sweep(Context& context, const services::SweepReport& report) {
  if (report.as_of.empty()) {
    context.out() << report.integration << ": no sweep has come to its end yet\n";
  } else {
    context.out() << report.integration << ": as of " << report.as_of << ", of " << report.linked
                  << " linked tickets " << report.agree << " agree, " << report.differ << " differ, "
                  << report.unreachable << " are unreachable; " << report.waiting << " wait for a person\n";
    print_counts(context, "differences", report.causes);
    print_counts(context, "handed on to be brought in step", report.repaired);
    if (!report.oldest_confirmed_at.empty())
      context.out() << "  the link that is known the worst was confirmed at " << report.oldest_confirmed_at
                    << '\n';
  }
  if (!report.failure.empty()) context.out() << "  it ended early: " << report.failure << '\n';
}

void print_differences(Context& context, const services::SweepReport& report) {
  if (report.differences.empty()) return;
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : report.differences)
    rows.push_back({std::string(name_of(one.cause)) + (one.waits ? " (asked)" : ""), one.ticket_key,
                    one.field, one.ours, one.theirs});
  context.table({"CAUSE", "TICKET", "FIELD", "HERE", "THERE"}, rows);
}

Result<int> sweep(Context& context, services::Services& services, const SweepWords& words) {
  ITSM_TRY(const CompanyId company, services::company_named(services, words.company));
  ITSM_TRY(const auto reports,
           words.last ? services::last_sweeps(services, company, words.integration)
                      : services::sweep_agreement(services, company, words.integration, words.repair));
  Json items = Json::array();
  bool clean = true;
  for (const auto& report : reports) {
    items.push_back(to_document(report));
    clean = clean && report.causes.empty() && report.unreachable == 0 && report.failure.empty();
  }
  context.print(Json{{"items", items}}, [&] {
    for (const auto& report : reports) {
      print_sweep(context, report);
      print_differences(context, report);
    }
  });
  return clean ? kDone : kSomeFailed;
}

}  // namespace

void add_sweep_commands(CLI::App& app, Context& context) {
  auto* sweeping = app.add_subcommand(
      "sweep", "Compare every linked ticket with its vendor, and bring in step what differs");
  sweeping->footer(
      "One that was broken off goes on where it was.\nExamples:\n  host_stub sweep --company acme\n"
      "  host_stub sweep --integration desk --repair\n  host_stub sweep --last");
  auto words = std::make_shared<SweepWords>();
  sweeping->add_option("--company", words->company, "Whose; not needed when there is one company only");
  sweeping->add_option("--integration", words->integration, "Only this one");
  auto* repair =
      sweeping->add_flag("--repair", words->repair,
                         "What the vendor changed comes in, what is owed goes out, as the policy says");
  sweeping->add_flag("--last", words->last, "Show what the last one found, and ask no vendor")
      ->excludes(repair);
  sweeping->callback([&context, words] {
    context.with_services([&](services::Services& services) { return sweep(context, services, *words); });
  });
}

}  // namespace itsm::host::cli
