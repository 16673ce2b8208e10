// SPDX-License-Identifier: Apache-2.0
#include "host_stub/cli/command_line.hpp"

#include <algorithm>
#include <ostream>
#include <sstream>

#include <CLI/CLI.hpp>

#include <itsm/plugin_abi.h>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/core/near_match.hpp"

namespace itsm::host::cli {
namespace {

constexpr auto kFooter =
    R"(Exit status: 0 done; 1 some elements failed (they are listed); 2 the call or the configuration
is wrong; 3 the database or a vendor cannot be reached.

Examples:
  host_stub serve --config config/host.yaml --data data
  host_stub apply -f config
  host_stub import scan.sarif --company acme --asset shop
  host_stub plan --company acme --all
  host_stub push --company acme --plan 7
  host_stub COMMAND --help)";

// The command as far as the library understood it.
const CLI::App& innermost(const CLI::App& app) {
  const CLI::App* place = &app;
  while (!place->get_subcommands().empty()) place = place->get_subcommands().front();
  return *place;
}

// "host_stub tickets list"
std::string full_name(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return (parent == nullptr ? std::string() : full_name(*parent) + " ") + command.get_name();
}

// The library only says that a command is missing.
std::optional<Problem> unknown_command(const CLI::App& app) {
  const CLI::App* place = &innermost(app);
  const auto words = app.remaining(true);
  const auto known = place->get_subcommands([](const CLI::App*) { return true; });
  if (words.empty() || known.empty() || words.front().starts_with("-")) return std::nullopt;
  std::vector<std::string> names;
  for (const CLI::App* command : known) names.push_back(command->get_name());
  const std::string_view near = nearest(words.front(), names);
  return Problem{ProblemKind::invalid,
                 "command_unknown",
                 "there is no command '" + words.front() + "'" +
                     (near.empty() ? std::string() : "; did you mean '" + std::string(near) + "'?"),
                 full_name(*place) + " --help lists the commands",
                 {}};
}

Problem wrong_call(const CLI::App& app, const CLI::ParseError& wrong) {
  if (auto problem = unknown_command(app)) return *std::move(problem);
  return Problem{ProblemKind::invalid,
                 "call_wrong",
                 wrong.what(),
                 full_name(innermost(app)) + " --help says how it is called",
                 {}};
}

// Options are understood one after the other, and a mistake may come before this one.
bool asks_for_json(int argc, const char* const* argv) {
  return std::find(argv, argv + argc, std::string_view("--json")) != argv + argc;
}

}  // namespace

int run(int argc, const char* const* argv, const Actions& actions, std::ostream& out, std::ostream& err) {
  Context context(actions, out, err);
  CLI::App app("Security findings in, service-desk tickets out.", "host_stub");
  app.footer(kFooter);
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", ITSM_SDK_VERSION);
  app.add_option("--config", context.global.configuration, "The host's configuration (see config/host.yaml)")
      ->envname("ITSM_CONFIG");
  std::string data;
  app.add_option("--data", data, "Folder of the private database and the key file")->envname("ITSM_DATA");
  app.add_flag("--json", context.global.json, "Answers as JSON");
  app.add_flag("--dev", context.global.development,
               "For development: integrations may lead their vendor's addresses to a simulator");
  auto* record = app.add_option("--record", context.global.record,
                                "Append what vendors are asked and answer to a file, without credentials");
  app.add_option("--replay", context.global.replay,
                 "Reach no vendor: answer from a file that --record has made")
      ->excludes(record);
  app.parse_complete_callback([&] {
    if (!data.empty()) context.global.data = data;
  });
  add_host_commands(app, context);
  add_support_commands(app, context);
  add_company_commands(app, context);
  add_people_commands(app, context);
  add_sign_in_commands(app, context);
  add_plugin_commands(app, context);
  add_integration_commands(app, context);
  add_secret_commands(app, context);
  add_custom_field_commands(app, context);
  add_policy_commands(app, context);
  add_import_commands(app, context);
  add_push_commands(app, context);
  add_link_commands(app, context);
  add_ticket_commands(app, context);
  add_alert_commands(app, context);
  add_outbox_commands(app, context);
  add_figure_commands(app, context);
  add_sweep_commands(app, context);
  add_finding_commands(app, context);
  add_sync_commands(app, context);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& shown) {  // --help, --version
    return app.exit(shown, out, err);
  } catch (const CLI::ParseError& wrong) {
    context.global.json = asks_for_json(argc, argv);
    context.tell(wrong_call(app, wrong));
    return kWrong;
  }
  return context.status;
}

}  // namespace itsm::host::cli
