// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <fstream>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/findings/csv_rows.hpp"
#include "host_stub/services/adoption.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/ticket_links.hpp"

namespace itsm::host::cli {
namespace {

struct LinkOptions {
  std::string company{};
  std::string integration{};
  std::string key{};
  std::vector<std::int64_t> findings{};
  std::string csv{};
  std::string by{};
  std::vector<std::string> filters{};
  bool yes = false;
};

Result<services::TicketOfFinding> link_in(const findings::CsvRow& row) {
  services::TicketOfFinding link;
  const auto wrong = [&](const std::string& what) {
    return problem(ProblemKind::invalid, "bad_csv", "line " + std::to_string(row.line) + ": " + what,
                   "a row is a finding's number and a ticket's key, such as 17,SEC-12");
  };
  if (row.fields.size() != 2) return wrong(std::to_string(row.fields.size()) + " fields instead of two");
  const std::string& number = row.fields[0];
  const auto read = std::from_chars(number.data(), number.data() + number.size(), link.finding);
  if (read.ec != std::errc() || read.ptr != number.data() + number.size())
    return wrong("'" + number + "' is not the number of a finding");
  link.key = row.fields[1];
  return link;
}

// finding,key in each row; a heading with these words may be there.
Result<std::vector<services::TicketOfFinding>> links_in(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    return problem(ProblemKind::invalid, "file_missing", path + " cannot be read",
                   "name a file of finding,key");
  std::vector<services::TicketOfFinding> links;
  ITSM_CHECK(findings::read_rows(file, ',', [&](findings::CsvRow&& row) -> Result<> {
    if (links.empty() && row.fields == std::vector<std::string>{"finding", "key"}) return {};
    ITSM_TRY(auto link, link_in(row));
    links.push_back(std::move(link));
    return {};
  }));
  return links;
}

int print_report(Context& context, const services::LinkReport& report, bool dry_run) {
  std::vector<std::vector<std::string>> rows;
  bool all = true;
  for (const auto& record : report.records) {
    rows.push_back({std::to_string(record.finding), record.key, std::string(name_of(record.outcome)),
                    record.ticket_status, record.reason});
    all = all && (record.outcome == services::LinkOutcome::linked ||
                  record.outcome == services::LinkOutcome::matched ||
                  record.outcome == services::LinkOutcome::already_linked);
  }
  context.print(to_document(report), [&] {
    context.table({"FINDING", "TICKET", "OUTCOME", "STATUS", "NOTE"}, rows);
    if (dry_run && report.counts.contains("matched"))
      context.out() << "link those that matched with the same command and --yes\n";
  });
  return all ? kDone : kSomeFailed;
}

Result<int> link(Context& context, services::Services& services, const LinkOptions& options,
                 services::LinkOrder order) {
  ITSM_TRY(const CompanyId company, services::company_named(services, options.company));
  order.integration = options.integration;
  ITSM_TRY(const auto report, services::link_tickets(services, company, order, kActor));
  return print_report(context, report, order.dry_run);
}

Result<int> adopt(Context& context, services::Services& services, const LinkOptions& options) {
  if (options.csv.empty() == options.by.empty())
    return problem(ProblemKind::invalid, "adoption_wrong",
                   "tickets are named or looked for in exactly one way",
                   "use --csv FILE, or --by label, or --by cve");
  if (!options.csv.empty()) {
    services::LinkOrder order;
    order.dry_run = !options.yes;
    ITSM_TRY(order.links, links_in(options.csv));
    return link(context, services, options, order);
  }
  services::AdoptionOrder order;
  const auto by = enum_from<services::AdoptBy>(options.by);
  if (!by)
    return problem(ProblemKind::invalid, "adoption_wrong",
                   "tickets cannot be looked for by '" + options.by + "'", "the ways are label and cve");
  order.by = *by;
  order.integration = options.integration;
  order.dry_run = !options.yes;
  ITSM_TRY(order.filter, filter_words(options.filters));
  ITSM_TRY(const CompanyId company, services::company_named(services, options.company));
  ITSM_TRY(const auto report, services::adopt_tickets(services, company, order, kActor));
  return print_report(context, report, order.dry_run);
}

Result<int> unlink(Context& context, services::Services& services, const LinkOptions& options) {
  ITSM_TRY(const CompanyId company, services::company_named(services, options.company));
  ITSM_TRY(const auto unlinked, services::unlink_tickets(services, company, options.key, options.findings,
                                                         options.integration, kActor));
  context.print(Json{{"finding_ids", unlinked}}, [&] {
    for (const std::int64_t finding : unlinked)
      context.out() << "finding " << finding << " is no longer linked to " << options.key << '\n';
  });
  return kDone;
}

std::shared_ptr<LinkOptions> add_common(CLI::App& command) {
  auto options = std::make_shared<LinkOptions>();
  command.add_option("--company", options->company, "Whose; not needed when there is one company only");
  command.add_option("--integration", options->integration, "Where the ticket is");
  return options;
}

}  // namespace

void add_link_commands(CLI::App& app, Context& context) {
  auto* linking = app.add_subcommand("link", "Link findings to a ticket that exists");
  linking->footer("Example:\n  host_stub link SEC-12 17 18 --company acme --integration desk");
  auto wanted = add_common(*linking);
  linking->add_option("key", wanted->key, "Of the ticket")->required();
  linking->add_option("finding", wanted->findings, "Numbers of the findings")->required();
  linking->callback([&context, wanted] {
    services::LinkOrder order;
    for (const std::int64_t finding : wanted->findings) order.links.push_back({finding, wanted->key});
    context.with_services(
        [&](services::Services& services) { return link(context, services, *wanted, order); });
  });

  auto* unlinking = app.add_subcommand("unlink", "Unlink a finding from its ticket, which is left as it is");
  unlinking->footer("Example: host_stub unlink 17 SEC-12 --company acme");
  auto ended = add_common(*unlinking);
  auto finding = std::make_shared<std::int64_t>();
  unlinking->add_option("finding", *finding, "Number of the finding")->required();
  unlinking->add_option("key", ended->key, "Of the ticket")->required();
  unlinking->callback([&context, ended, finding] {
    ended->findings = {*finding};
    context.with_services([&](services::Services& services) { return unlink(context, services, *ended); });
  });

  auto* adopting = app.add_subcommand(
      "adopt", "Take over tickets that exist, from a list or looked for; first what would come of it");
  adopting->footer(
      "Examples:\n  host_stub adopt --csv tickets.csv --company acme        says what matches\n"
      "  host_stub adopt --csv tickets.csv --company acme --yes  and links it\n"
      "  host_stub adopt --by cve --integration desk --filter severity=critical");
  auto adopted = add_common(*adopting);
  adopting->add_option("--csv", adopted->csv, "A file with finding,key in each row");
  adopting->add_option(
      "--by", adopted->by,
      "label: tickets with a label that is a finding's CVE, rule or fingerprint; cve: tickets "
      "in which its CVE is written");
  adopting->add_option("--filter", adopted->filters, "With --by: which findings, as key=value");
  adopting->add_flag("--yes", adopted->yes, "Link what matches");
  adopting->callback([&context, adopted] {
    context.with_services([&](services::Services& services) { return adopt(context, services, *adopted); });
  });
}

}  // namespace itsm::host::cli
