// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <iostream>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/existing_tickets.hpp"
#include "host_stub/services/policy_versions.hpp"

namespace itsm::host::cli {
namespace {

struct VersionOptions {
  std::string company{};
  std::string name{};
  std::optional<std::int64_t> number{};
  std::string reason{};
  std::string existing{};
};

Result<services::PolicyScope> scope_of(services::Services& services, const std::string& company) {
  if (company.empty()) return services::PolicyScope();
  ITSM_TRY(const CompanyId id, services::company_named(services, company));
  return services::PolicyScope(id);
}

constexpr std::int64_t kMostVersions = 200;

Result<int> list_versions(Context& context, services::Services& services, const VersionOptions& options) {
  ITSM_TRY(const auto scope, scope_of(services, options.company));
  ITSM_TRY(const auto versions,
           options.name.empty() ? services::active_policies(services, scope)
                                : services::policy_versions(services, scope, options.name, 0, kMostVersions));
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& version : versions) {
    const services::PolicyItem item = services::item_of(version);
    items.push_back(to_document(item));
    rows.push_back({item.name, std::to_string(item.version), item.active ? "active" : "", item.created_at,
                    item.author, item.activated_by, item.reason});
  }
  context.print(Json{{"items", items}}, [&] {
    context.table({"POLICY", "VERSION", "STATE", "MADE", "BY", "ACTIVATED BY", "WHY"}, rows);
  });
  return kDone;
}

Result<int> show_version(Context& context, services::Services& services, const VersionOptions& options) {
  ITSM_TRY(const auto scope, scope_of(services, options.company));
  ITSM_TRY(const auto item, services::show_policy(services, scope, options.name, options.number));
  context.print(to_document(item), [&] { context.out() << item.document; });
  if (item.backfill && !context.global.json) {
    const auto& run = *item.backfill;
    context.err() << "open tickets follow it: " << run.looked_at << " of " << run.tickets << " looked at"
                  << (run.superseded         ? ", then another version was activated"
                      : run.ended_at.empty() ? ""
                                             : ", done " + run.ended_at)
                  << '\n';
  }
  return kDone;
}

Result<int> show_existing(Context& context, services::Services& services, const VersionOptions& options) {
  ITSM_TRY(const auto scope, scope_of(services, options.company));
  ITSM_TRY(const auto version, services::policy_version(services, scope, options.name, options.number));
  ITSM_TRY(const auto existing, services::existing_tickets(services, version, scope));
  context.print(to_document(existing), [&] { context.out() << existing.sentence() << '\n'; });
  return kDone;
}

// Where nobody can be asked nothing is decided: the refusal has what there is to decide.
Result<std::optional<store::Existing>> decided(Context& context, services::Services& services,
                                               const store::PolicyVersion& version,
                                               const std::string& existing) {
  const auto said = enum_from<store::Existing>(existing);
  if (context.global.json || (!said && ::isatty(STDIN_FILENO) == 0)) return said;
  ITSM_TRY(const auto tickets, services::existing_tickets(services, version));
  if (tickets.tickets == 0) return said;
  context.out() << tickets.sentence() << '\n';
  if (said) return said;
  context.out() << "leave them, or update them? " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return enum_from<store::Existing>(answer);
}

Result<int> activate_version(Context& context, services::Services& services, const VersionOptions& options) {
  ITSM_TRY(const auto scope, scope_of(services, options.company));
  ITSM_TRY(const auto wanted, services::policy_version(services, scope, options.name, options.number));
  ITSM_TRY(const auto existing, decided(context, services, wanted, options.existing));
  ITSM_TRY(const auto version,
           services::activate_policy(services, scope, options.name, *options.number,
                                     {.reason = options.reason, .existing = existing, .actor = kActor}));
  ITSM_TRY(const auto item, services::show_policy(services, scope, options.name, options.number));
  context.print(to_document(item), [&] {
    context.out() << "version " << version.number << " of policy " << version.name
                  << " decides from now on\n";
    if (item.backfill)
      context.out() << item.backfill->tickets << " open tickets are brought in step in the background; "
                    << "host_stub policy show " << version.name << " says how far\n";
  });
  return kDone;
}

}  // namespace

void add_policy_version_commands(CLI::App& policy, Context& context) {
  auto options = std::make_shared<VersionOptions>();
  const auto add = [&](const char* name, const char* about, auto command) {
    auto* made = policy.add_subcommand(name, about);
    made->add_option("--company", options->company, "Its own before the house's; left out: the house's");
    made->callback([&context, options, command] {
      context.with_services(
          [&](services::Services& services) { return command(context, services, *options); });
    });
    return made;
  };
  auto* listing =
      add("versions", "Active policies, or all versions of one: who made them so, and why", list_versions);
  listing->add_option("policy", options->name, "Its name; left out: the active ones of all");
  listing->footer("Example: host_stub policy versions default");

  auto* showing = add("show", "A version as it was written", show_version);
  showing->add_option("policy", options->name, "Its name")->required();
  showing->add_option("--number", options->number, "Which version; left out: the active one");
  showing->footer("Example: host_stub policy show default --number 2 > before.yaml");

  auto* activating = add("activate", "Let a kept version decide", activate_version);
  activating->add_option("policy", options->name, "Its name")->required();
  activating->add_option("number", options->number, "Its version")->required();
  activating->add_option("--reason", options->reason, "Why; kept with the version and in the audit")
      ->required();
  activating
      ->add_option(
          "--existing", options->existing,
          "Open tickets: leave them as they are, or update them in the background; left out: asked for "
          "on a terminal, and needed elsewhere where there are some")
      ->check(CLI::IsMember({"leave", "update"}));
  activating->footer(
      "host_stub policy existing shows what an update would write, host_stub policy backtest what would be "
      "different for findings.\n"
      "Example: host_stub policy activate default 2 --existing update --reason \"due dates for PLAT\"");

  auto* existing = add("existing", "What a version would write to open tickets", show_existing);
  existing->add_option("policy", options->name, "Its name")->required();
  existing->add_option("--number", options->number, "Which version; left out: the active one");
  existing->footer("Example: host_stub policy existing default --number 2");
}

}  // namespace itsm::host::cli
