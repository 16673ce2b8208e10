// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/cli/progress.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/import_scan.hpp"
#include "host_stub/store/imports.hpp"

namespace itsm::host::cli {
namespace {

constexpr std::int64_t kListed = 50;

struct ImportCommand {
  std::filesystem::path file{};
  std::string company{};
  std::string asset{};
  std::string application{};
  std::string branch{};
  std::string format{};
  bool partial = false;
};

void print_auto_created(std::ostream& out, const findings::AutoCreated& made) {
  const auto numbers = [](const std::vector<std::int64_t>& ids) {
    std::string text;
    for (const std::int64_t id : ids) text += " " + std::to_string(id);
    return text;
  };
  if (!made.pushes.empty())
    out << "  tickets: " << made.tickets << " at most in " << made.integration << ", push"
        << numbers(made.pushes) << '\n';
  if (!made.asked.empty()) out << "  no tickets yet: " << made.asked << '\n';
  for (const std::int64_t plan : made.plans)
    out << "  look at plan " << plan << ", then: host_stub push --plan " << plan << '\n';
  for (const auto& [why, count] : made.skipped) out << "  no ticket for " << count << ": " << why << '\n';
  if (!made.failure.empty()) out << "  no tickets: " << made.failure << '\n';
}

void print_report(Context& context, const findings::ImportReport& report) {
  auto& out = context.out();
  out << "import " << report.import.value << ": " << report.created << " new, " << report.updated
      << " updated, " << report.unchanged << " unchanged, " << report.reopened << " reopened, "
      << report.suppressed << " suppressed, " << report.refused << " refused, " << report.not_seen
      << " no longer seen\n";
  if (report.born_overdue > 0) out << "  " << report.born_overdue << " of the new ones are overdue already\n";
  for (const auto& [why, count] : report.skipped) out << "  skipped as " << why << ": " << count << '\n';
  for (const auto& scope : report.scopes)
    out << "  " << scope.scanner << " on " << scope.asset << (scope.branch.empty() ? "" : " " + scope.branch)
        << ": "
        << (scope.complete ? std::to_string(scope.not_seen) + " no longer seen"
                           : "partial, nothing counts as gone")
        << '\n';
  if (report.more_scopes > 0)
    out << "  and " << report.more_scopes << " more scanners, assets and branches\n";
  for (const auto& [name, count] : report.unknown_members)
    out << "  " << name << " is no member that the format knows; left out of " << count << '\n';
  for (const auto& left : report.left_out_values)
    out << "  custom." << left.key << " left out of " << left.count << ": " << left.reason << '\n';
  for (const auto& refusal : report.refusals)
    out << "  refused " << refusal.pointer << " (byte " << refusal.offset << "): " << refusal.reason << '\n';
  const auto listed = static_cast<std::int64_t>(report.refusals.size());
  if (report.refused > listed) out << "  and " << report.refused - listed << " more refused\n";
  for (const auto& made : report.auto_created) print_auto_created(out, made);
  if (!report.failure.empty()) out << "  it ended early: " << report.failure << '\n';
}

Result<int> import(Context& context, services::Services& services, const ImportCommand& command) {
  ITSM_TRY(const CompanyId company, services::company_named(services, command.company));
  std::ifstream file(command.file, std::ios::binary);
  if (!file || std::filesystem::is_directory(command.file))
    return problem(ProblemKind::invalid, "scan_unreadable",
                   "the file " + command.file.string() + " cannot be read", "name an existing scan file");
  findings::ImportOptions options;
  options.company = company;
  options.target.asset.name = command.asset;
  options.target.application = command.application;
  options.target.branch = command.branch;
  options.format = command.format;
  options.source = command.file.filename().string();
  options.actor = kActor;
  options.partial = command.partial;
  findings::ImportReport report;
  {
    Progress progress(context.err(), "importing " + options.source);
    ITSM_TRY(report,
             services::import_scan(services, file, options, [&](std::uint64_t read, std::uint64_t total) {
               progress.show(read, total);
             }));
  }
  Json document = to_document(report);
  document["id"] = report.import.value;
  context.print(document, [&] { print_report(context, report); });
  return report.refused == 0 ? kDone : kSomeFailed;
}

Json document_of(const store::ImportRow& row) {
  return {{"id", row.id.value},   {"state", name_of(row.state)},
          {"format", row.format}, {"source", row.source},
          {"asset", row.asset},   {"application", row.application},
          {"branch", row.branch}, {"complete", row.complete},
          {"actor", row.actor},   {"started_at", to_rfc3339(row.started_at)},
          {"report", row.report}};
}

Result<int> list_imports(Context& context, services::Services& services, const std::string& company_name) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(const auto imports, services.database.in_company(company, [](store::Transaction& transaction) {
    return store::list_imports(transaction, ImportId{}, kListed);
  }));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : imports) {
    items.push_back(document_of(row));
    rows.push_back({std::to_string(row.id.value), std::string(name_of(row.state)), row.format, row.source,
                    row.report.is_object() ? std::to_string(row.report.value("new", 0)) : "",
                    to_rfc3339(row.started_at)});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"ID", "STATE", "FORMAT", "SOURCE", "NEW", "STARTED"}, rows);
  });
  return kDone;
}

Result<int> show(Context& context, services::Services& services, const std::string& company_name,
                 std::int64_t id) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(const auto row, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::load_import(transaction, ImportId{id});
  }));
  if (!row)
    return problem(ProblemKind::not_found, "import_unknown", "there is no import " + std::to_string(id),
                   "host_stub imports list shows those that there are");
  context.print(document_of(*row), [&] {
    context.out() << row->format << (row->source.empty() ? "" : " " + row->source) << ", "
                  << name_of(row->state) << ", begun at " << to_rfc3339(row->started_at) << " by "
                  << row->actor << '\n';
    if (row->report.empty()) return;
    auto report = from_document<findings::ImportReport>(row->report);
    report.import = row->id;
    print_report(context, report);
  });
  return kDone;
}

}  // namespace

void add_import_commands(CLI::App& app, Context& context) {
  auto* importing = app.add_subcommand("import", "Bring a scanner's results in");
  importing->footer("Example: host_stub import scan.sarif --company acme --asset shop --branch main");
  auto command = std::make_shared<ImportCommand>();
  importing
      ->add_option("file", command->file,
                   "The scan file (SARIF, Trivy JSON, CycloneDX, Nessus v2, or our own in JSON or CSV)")
      ->required();
  importing->add_option("--company", command->company, "Whose; not needed when there is one company only");
  importing->add_option("--asset", command->asset, "What was scanned, where the file does not say so");
  importing->add_option("--application", command->application, "The application that it belongs to");
  importing->add_option("--branch", command->branch, "The branch that was scanned");
  importing->add_option("--format", command->format,
                        "Instead of looking at the file: sarif, trivy, cyclonedx, nessus, generic, csv");
  importing->add_flag("--partial", command->partial, "The file shows only a part: nothing is missed in it");
  importing->callback([&context, command] {
    context.with_services([&](services::Services& services) { return import(context, services, *command); });
  });

  auto* imports = app.add_subcommand("imports", "Earlier imports");
  imports->require_subcommand(1);
  auto company = std::make_shared<std::string>();
  imports->add_option("--company", *company, "Whose; not needed when there is one company only");
  imports->add_subcommand("list", "The newest first")
      ->footer("Example: host_stub imports list --company acme")
      ->callback([&context, company] {
        context.with_services(
            [&](services::Services& services) { return list_imports(context, services, *company); });
      });
  auto id = std::make_shared<std::int64_t>();
  auto* showing = imports->add_subcommand("show", "One with its report");
  showing->footer("Example: host_stub imports show 4 --company acme");
  showing->add_option("id", *id, "Its number")->required();
  showing->callback([&context, company, id] {
    context.with_services(
        [&](services::Services& services) { return show(context, services, *company, *id); });
  });
}

}  // namespace itsm::host::cli
