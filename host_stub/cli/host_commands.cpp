// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/apply.hpp"
#include "host_stub/services/people.hpp"

namespace itsm::host::cli {
namespace {

void add_serve(CLI::App& app, Context& context) {
  auto* command =
      app.add_subcommand("serve", "Serve the API until interrupted, and carry out what is queued");
  command->footer("Example: host_stub serve --config config/host.yaml --data data");
  auto options = std::make_shared<ServeOptions>();
  command->add_option("--address", options->address, "Instead of the configured address");
  command->add_option("--port", options->port, "Instead of the configured port; 0: any free one");
  command->callback([&context, options] {
    const services::Ready ready = [&](const std::string& address,
                                      const std::optional<services::OneTimePassword>& first) {
      context.out() << "listening on " << address << std::endl;  // whoever waits for it reads this line
      if (!first) return;
      context.out() << "nobody could sign in yet: " << first->name << " signs in once with "
                    << first->password << " until " << first->valid_until << std::endl;
    };
    const auto served = context.actions().serve(context.global, *options, ready);
    if (!served) context.tell(served.error());
  });
}

void add_migrate(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("migrate", "Bring the database's schema up to date");
  command->footer("Example: host_stub migrate --config config/host.yaml");
  command->callback([&context] {
    const auto applied = context.actions().migrate(context.global);
    if (!applied) {
      context.tell(applied.error());
      return;
    }
    context.print(Json{{"applied", *applied}}, [&] {
      for (const auto& name : *applied) context.out() << "applied " << name << '\n';
      if (applied->empty()) context.out() << "nothing to do: the schema is up to date\n";
    });
  });
}

void add_apply(CLI::App& app, Context& context) {
  auto* command =
      app.add_subcommand("apply", "Store companies, integrations, policies and routing from YAML");
  command->footer(
      "Reads everything first and stores nothing when a document is wrong. An integration whose vendor does "
      "not answer\n"
      "is stored disabled (exit status 3); one that lacks a needed permission too (exit status 1).\n"
      "Example: host_stub apply -f config/companies.yaml -f config/integrations");
  auto paths = std::make_shared<std::vector<std::filesystem::path>>();
  command->add_option("-f,--file", *paths, "A YAML file, or a folder with all that it holds")->required();
  auto reason = std::make_shared<std::string>("a file was applied");
  command->add_option("--reason", *reason, "Why; stays with the versions of policies that this makes");
  command->callback([&context, paths, reason] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const services::ApplyReport report, services::apply(services, *paths, kActor, *reason));
      context.print(to_document(report), [&] {
        std::vector<std::vector<std::string>> rows;
        for (const auto& applied : report.applied)
          rows.push_back({applied.kind, applied.name, applied.change, applied.note});
        context.table({"KIND", "NAME", "CHANGE", "NOTE"}, rows);
      });
      return report.unreachable ? kUnreachable : report.refused ? kSomeFailed : kDone;
    });
  });
}

}  // namespace

void add_host_commands(CLI::App& app, Context& context) {
  add_serve(app, context);
  add_migrate(app, context);
  add_apply(app, context);
}

}  // namespace itsm::host::cli
