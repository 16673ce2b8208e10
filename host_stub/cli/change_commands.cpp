// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <ostream>

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/connections.hpp"

namespace itsm::host::cli {
namespace {

using Change = Result<services::IntegrationChange> (*)(services::Services&, const store::IntegrationRow&,
                                                       const std::string& actor, bool dry_run);

struct ChangeOptions {
  std::string integration{};
  bool dry_run = false;
  bool yes = false;
};

void list_effects(std::ostream& out, const services::IntegrationChange& told) {
  for (const auto& effect : told.effects) out << "  " << effect << '\n';
  for (const auto& push : told.queued)
    out << "  waits: push " << push.push << " of " << push.company << ", " << push.tickets
        << " tickets since " << push.since
        << (push.uncertain == 0 ? std::string()
                                : ", " + std::to_string(push.uncertain) + " of them with an unknown outcome")
        << '\n';
  for (const auto& left : told.left_to_do) out << "left to do: " << left << '\n';
}

// What cannot be taken back is asked for where a person sits. A script has said it by its call.
Result<bool> confirmed(Context& context, services::Services& services, const store::IntegrationRow& row,
                       Change change, const std::string& name) {
  if (context.global.json || ::isatty(STDIN_FILENO) == 0) return true;
  ITSM_TRY(const auto told, change(services, row, kActor, true));
  context.out() << name << ' ' << row.name << ":\n";
  list_effects(context.out(), told);
  context.out() << "type the name of the integration to go on: " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == row.name;
}

Result<int> carry_out(Context& context, services::Services& services, const ChangeOptions& options,
                      const std::string& name, Change change, bool asks) {
  ITSM_TRY(const auto row, services.directory.find(options.integration));
  if (asks && !options.dry_run && !options.yes) {
    ITSM_TRY(const bool go_on, confirmed(context, services, row, change, name));
    if (!go_on) {
      context.out() << "nothing was changed\n";
      return kSomeFailed;
    }
  }
  ITSM_TRY(const auto told, change(services, row, kActor, options.dry_run));
  context.print(to_document(told), [&] {
    context.out() << (told.done ? "done: " : "this would be done: ") << name << ' ' << told.integration
                  << '\n';
    list_effects(context.out(), told);
  });
  return kDone;
}

void add_change(CLI::App& integrations, Context& context, const std::string& name, const std::string& about,
                Change change, bool asks) {
  auto* command = integrations.add_subcommand(name, about);
  command->footer("Example: host_stub integrations " + name + " desk --dry-run");
  auto options = std::make_shared<ChangeOptions>();
  command->add_option("name", options->integration, "Of the integration")->required();
  command->add_flag("--dry-run", options->dry_run, "Say what it would do, and count it");
  if (asks) command->add_flag("--yes", options->yes, "Do not ask");
  command->callback([&context, options, name, change, asks] {
    context.with_services([&](services::Services& services) {
      return carry_out(context, services, *options, name, change, asks);
    });
  });
}

}  // namespace

void add_change_commands(CLI::App& integrations, Context& context) {
  add_change(integrations, context, "enable", "Let it be used; needs a passed check of exactly its settings",
             services::enable, false);
  add_change(integrations, context, "disable", "Send nothing more through it; queued work waits",
             services::disable, false);
  add_change(integrations, context, "disconnect",
             "Destroy what gives access, revoke it where the vendor can, archive its links",
             services::disconnect, true);
  add_change(integrations, context, "delete", "Disconnect it, and forget its archive too", services::remove,
             true);
}

}  // namespace itsm::host::cli
