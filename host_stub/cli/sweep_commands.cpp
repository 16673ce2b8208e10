// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/duplicate_sweep.hpp"

namespace itsm::host::cli {
namespace {

void print_sweep(Context& context, const services::SweepReport& report) {
  context.out() << report.integration << ": " << report.checked << " tickets looked for by their keys, "
                << report.duplicates.size() << " made twice\n";
  for (const auto& duplicate : report.duplicates)
    context.out() << "  " << duplicate.extra_key << " is a duplicate of " << duplicate.linked_key
                  << ", which is linked: close it there (" << duplicate.extra_url << ")\n";
  if (!report.failure.empty()) context.out() << "  it ended early: " << report.failure << '\n';
}

Result<int> sweep(Context& context, services::Services& services, const std::string& company_name,
                  const std::string& integration) {
  ITSM_TRY(const CompanyId company, services::company_named(services, company_name));
  ITSM_TRY(const auto reports, services::sweep_duplicates(services, company, integration, Time()));
  Json items = Json::array();
  bool clean = true;
  for (const auto& report : reports) {
    items.push_back(to_document(report));
    clean = clean && report.duplicates.empty() && report.failure.empty();
  }
  context.print(Json{{"items", items}}, [&] {
    for (const auto& report : reports) print_sweep(context, report);
  });
  return clean ? kDone : kSomeFailed;
}

}  // namespace

void add_sweep_commands(CLI::App& app, Context& context) {
  auto* sweeping =
      app.add_subcommand("sweep", "Look at the vendors for second tickets with our keys; there must be none");
  sweeping->footer("Example: host_stub sweep --company acme --integration jira");
  auto company = std::make_shared<std::string>();
  auto integration = std::make_shared<std::string>();
  sweeping->add_option("--company", *company, "Whose; not needed when there is one company only");
  sweeping->add_option("--integration", *integration, "Only this one");
  sweeping->callback([&context, company, integration] {
    context.with_services(
        [&](services::Services& services) { return sweep(context, services, *company, *integration); });
  });
}

}  // namespace itsm::host::cli
