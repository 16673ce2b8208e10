// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/figures.hpp"

namespace itsm::host::cli {
namespace {

constexpr std::int64_t kUsualDays = 30;

std::string in_words(std::int64_t milliseconds) {
  const std::int64_t seconds = milliseconds / 1000;
  if (seconds < 60) return fmt::format("{}.{:03} s", seconds, milliseconds % 1000);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  if (seconds < 86400) return fmt::format("{} h {} min", seconds / 3600, seconds / 60 % 60);
  return fmt::format("{} d {} h", seconds / 86400, seconds / 3600 % 24);
}

std::vector<std::string> row_of(const std::string& what, const services::Durations& durations) {
  if (durations.count == 0) return {what, "0", "-", "-", "-"};
  return {what, std::to_string(durations.count), in_words(durations.mean_ms), in_words(durations.p50_ms),
          in_words(durations.p95_ms)};
}

std::string in_words(const services::Share& share) {
  if (!share.rate) return "nothing to count";
  return fmt::format("{} of {} ({:.1f} %)", share.part, share.whole, *share.rate * 100);
}

Result<int> show_figures(Context& context, services::Services& services, const std::string& company_name,
                         std::int64_t days) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(const auto figures, services::figures(services, company, days));
  std::vector<std::vector<std::string>> rows{row_of("finding to ticket", figures.time_to_ticket)};
  for (const auto& [severity, durations] : figures.time_to_ticket_by_severity)
    rows.push_back(row_of("  " + severity, durations));
  for (const auto& [channel, durations] : figures.lag) rows.push_back(row_of("lag by " + channel, durations));
  context.print(to_document(figures), [&] {
    context.table({"TIME", "COUNT", "MEAN", "HALF", "95 OF 100"}, rows);
    context.out() << "told by a webhook first: " << in_words(figures.delivery)
                  << "\nnot done when due: " << in_words(figures.breaches)
                  << "\npriority as the plan had foretold: " << in_words(figures.predicted_priority)
                  << "\nin agreement when last compared: " << in_words(figures.agreement.agree) << '\n';
    for (const auto& [integration, share] : figures.false_done)
      context.out() << "closed by scans and seen again, " << integration << ": " << in_words(share) << '\n';
  });
  return kDone;
}

}  // namespace

void add_figure_commands(CLI::App& app, Context& context) {
  auto* stats = app.add_subcommand("stats", "How long tickets and their news take, and what was late");
  stats->footer("Example: host_stub stats --company acme --days 7");
  auto company = std::make_shared<std::string>();
  auto days = std::make_shared<std::int64_t>(kUsualDays);
  stats->add_option("--company", *company, "Whose; not needed when there is one company only");
  stats->add_option("--days", *days, "Days of UTC up to today's")
      ->check(CLI::Range(std::int64_t{1}, services::kMostFigureDays));
  stats->callback([&context, company, days] {
    context.with_services(
        [&](services::Services& services) { return show_figures(context, services, *company, *days); });
  });
}

}  // namespace itsm::host::cli
