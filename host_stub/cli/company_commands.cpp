// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"

namespace itsm::host::cli {

void add_company_commands(CLI::App& app, Context& context) {
  auto* companies = app.add_subcommand("companies", "The tenants");
  companies->require_subcommand(1);
  companies->add_subcommand("list", "All of them")
      ->footer("Example: host_stub companies list --json")
      ->callback([&context] {
        context.with_services([&](services::Services& services) -> Result<int> {
          ITSM_TRY(const auto stored, services::list_companies(services));
          Json items = Json::array();
          std::vector<std::vector<std::string>> rows;
          for (const auto& company : stored) {
            items.push_back(to_document(company));
            rows.push_back({std::to_string(company.id), company.name});
          }
          context.print(Json{{"items", items}}, [&] { context.table({"ID", "NAME"}, rows); });
          return kDone;
        });
      });

  auto* add = companies->add_subcommand("add", "A further one; nothing happens when it is there");
  add->footer("Example: host_stub companies add acme");
  auto name = std::make_shared<std::string>();
  add->add_option("name", *name, "As commands and files name it")->required();
  add->callback([&context, name] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const auto company, services::add_company(services, *name, kActor));
      context.print(to_document(company), [&] {
        context.out() << "company " << company.name << " has the number " << company.id << '\n';
      });
      return kDone;
    });
  });
  add_company_erase_commands(*companies, context);
}

}  // namespace itsm::host::cli
