// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/integration_check.hpp"

namespace itsm::host::cli {
namespace {

Result<int> list_integrations(Context& context, services::Services& services,
                              const std::string& company_name) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(const auto serving, services.directory.serving(company));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& service : serving) {
    const auto& row = service.integration;
    items.push_back({{"id", row.id.value},
                     {"name", row.name},
                     {"plugin", row.plugin},
                     {"policy", row.policy},
                     {"state", name_of(row.state)},
                     {"tenancy_wide", row.owner == store::kHouse}});
    rows.push_back({row.name, row.plugin, std::string(name_of(row.state)), row.policy,
                    row.owner == store::kHouse ? "several companies" : "this company"});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"NAME", "PLUGIN", "STATE", "POLICY", "SERVES"}, rows);
  });
  return kDone;
}

std::string state_of(const services::CheckedPermission& permission) {
  if (permission.level == PermissionLevel::unused) return "not asked for";
  if (permission.granted) return "granted";
  return permission.level == PermissionLevel::required ? "MISSING" : "missing";
}

std::string note_of(const services::CheckedPermission& permission) {
  if (permission.level == PermissionLevel::unused) return permission.purpose;
  if (permission.granted) return "";
  return permission.purpose + (permission.reason.empty() ? "" : " " + permission.reason);
}

// One row for all projects with the same answer.
std::vector<std::vector<std::string>> permission_rows(const services::IntegrationCheck& told) {
  std::vector<std::vector<std::string>> rows;
  const std::size_t permissions = told.projects.empty() ? 0 : told.projects.front().permissions.size();
  for (std::size_t i = 0; i < permissions; ++i) {
    const std::size_t first_of_it = rows.size();
    for (const auto& checked : told.projects) {
      if (i >= checked.permissions.size()) continue;
      const auto& permission = checked.permissions[i];
      const auto same = std::find_if(
          rows.begin() + static_cast<std::ptrdiff_t>(first_of_it), rows.end(),
          [&](const auto& row) { return row[2] == state_of(permission) && row[3] == note_of(permission); });
      const std::string name = checked.project.name.empty() ? "anywhere" : checked.project.name;
      if (same == rows.end())
        rows.push_back({permission.label, name, state_of(permission), note_of(permission)});
      else
        (*same)[1] += ", " + name;
    }
  }
  return rows;
}

Result<int> check(Context& context, services::Services& services, const std::string& name) {
  ITSM_TRY(const auto row, services.directory.find(name));
  ITSM_TRY(const auto told, services::check_integration(services, row));
  ITSM_TRY(const auto live, services.directory.open(row));
  context.print(to_document(told), [&] {
    context.out() << "connected to " << live->manifest().name << " (" << told.connection.deployment << ") as "
                  << told.connection.account.name << "\n\n";
    context.table({"PERMISSION", "PROJECT", "STATE", "NOTE"}, permission_rows(told));
    for (const auto& checked : told.projects)
      for (const auto& problem : checked.problems)
        context.out() << checked.project.name << ": " << problem << '\n';
    for (const auto& warning : told.warnings) context.out() << "warning: " << warning << '\n';
  });
  return told.passed ? kDone : kSomeFailed;
}

struct PickOptions {
  std::string integration{};
  std::string picker{};
  std::string query{};
  std::string cursor{};
  std::vector<std::string> context{};
  std::size_t limit = 50;
};

Result<int> pick(Context& context, services::Services& services, const PickOptions& options) {
  ITSM_TRY(const auto row, services.directory.find(options.integration));
  ITSM_TRY(const auto live, services.directory.open(row));
  OptionsRequest request{
      .picker = options.picker, .query = options.query, .cursor = options.cursor, .limit = options.limit};
  for (const auto& pair : options.context) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos)
      return problem(ProblemKind::invalid, "context_wrong", "'" + pair + "' is not of the form picker=id",
                     "for example: --with project=10000");
    request.context[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  ITSM_TRY(const OptionsPage page, live->options(request));
  context.print(to_document(page), [&] {
    std::vector<std::vector<std::string>> rows;
    for (const auto& option : page.options) rows.push_back({option.id, option.key, option.name, option.note});
    context.table({"ID", "KEY", "NAME", "NOTE"}, rows);
    for (const auto& missing : page.missing)
      context.out() << "choose " << missing << " first: --with " << missing << "=ID\n";
    if (!page.next_cursor.empty()) context.out() << "more with: --cursor " << page.next_cursor << '\n';
  });
  return page.missing.empty() ? kDone : kWrong;
}

}  // namespace

void add_integration_commands(CLI::App& app, Context& context) {
  auto* integrations = app.add_subcommand("integrations", "Configured accounts at vendors");
  integrations->require_subcommand(1);
  integrations->footer("Integrations are made and changed by: host_stub apply -f config/integrations");

  auto* listing = integrations->add_subcommand("list", "Those that serve a company");
  listing->footer("Example: host_stub integrations list --company acme");
  auto company = std::make_shared<std::string>();
  listing->add_option("--company", *company, "Which company; not needed when there is one only");
  listing->callback([&context, company] {
    context.with_services(
        [&](services::Services& services) { return list_integrations(context, services, *company); });
  });

  auto name = std::make_shared<std::string>();
  auto* checking =
      integrations->add_subcommand("check", "Ask the vendor for each permission: granted, or what breaks");
  checking->footer("Example: host_stub integrations check desk");
  checking->add_option("name", *name, "Of the integration")->required();
  checking->callback([&context, name] {
    context.with_services([&](services::Services& services) { return check(context, services, *name); });
  });

  add_change_commands(*integrations, context);
  add_webhook_commands(*integrations, context);
  add_connection_commands(*integrations, context);

  auto* picking =
      integrations->add_subcommand("pick", "What the vendor offers: projects, types, priorities, …");
  picking->footer("Example: host_stub integrations pick desk type --with project=10000");
  auto options = std::make_shared<PickOptions>();
  picking->add_option("name", options->integration, "Of the integration")->required();
  picking->add_option("picker", options->picker, "Which picker; host_stub plugins inspect lists them")
      ->required();
  picking->add_option("--query", options->query, "Search at the vendor");
  picking->add_option("--with", options->context, "What it depends on, as picker=id");
  picking->add_option("--cursor", options->cursor, "Of the page before");
  picking->add_option("--limit", options->limit, "Most rows");
  picking->callback([&context, options] {
    context.with_services([&](services::Services& services) { return pick(context, services, *options); });
  });
}

}  // namespace itsm::host::cli
