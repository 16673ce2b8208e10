// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <iostream>
#include <memory>
#include <ostream>
#include <thread>

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/consents.hpp"

namespace itsm::host::cli {
namespace {

using store::ConsentStage;

constexpr std::chrono::milliseconds kBetweenLooks{500};
const services::Starter kOperator{kActor, std::nullopt, std::nullopt};

struct ConnectOptions {
  std::string integration{};
  std::string site{};
  bool no_wait = false;
};

void show_link(Context& context, const std::string& integration, const services::ConsentLink& link) {
  context.print(to_document(link), [&] {
    context.out() << "Open this address in a browser before " << link.expires_at << ":\n\n  " << link.address
                  << "\n\nThe app at the vendor needs the callback URL " << link.redirect_uri
                  << "\nThe host must be serving there meanwhile: host_stub serve\n";
  });
  context.out() << std::flush;
  if (!context.global.json) context.err() << "waiting for the consent for " << integration << " …\n";
}

// Until the person came back, or his time is over.
Result<services::ConsentState> wait_for_outcome(services::Services& services,
                                                const store::IntegrationRow& row,
                                                const services::ConsentLink& link) {
  ITSM_TRY(const Time end, from_rfc3339(link.expires_at));
  while (true) {
    ITSM_TRY(auto state, services::consent_state(services, row));
    if (state.id != link.id)
      return problem(ProblemKind::conflict, "consent_superseded", "another consent was begun meanwhile",
                     "wait for that one, or begin again");
    const bool under_way = state.stage == ConsentStage::begun || state.stage == ConsentStage::opened;
    if (!under_way && state.stage != ConsentStage::answered) return state;
    if (under_way && services.clock.now() >= end)
      return problem(ProblemKind::conflict, "consent_expired", "nobody consented within ten minutes",
                     "begin again: host_stub integrations connect " + row.name);
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

// By his answer where a person sits; a script must say it in its call.
Result<std::string> asked_site(Context& context, const services::ConsentState& state) {
  if (context.global.json || ::isatty(STDIN_FILENO) == 0) {
    Problem choice{ProblemKind::conflict,
                   "choose_site",
                   "the account sees several sites of " + state.vendor,
                   "choose one: host_stub integrations connect " + state.integration + " --site ID",
                   {}};
    for (const auto& site : state.sites)
      choice.complaints.push_back({site.id, site.name + (site.note.empty() ? "" : ", " + site.note)});
    return unexpected(std::move(choice));
  }
  std::vector<std::vector<std::string>> rows;
  std::string usual;
  for (const auto& site : state.sites) {
    rows.push_back({site.name, site.note, site.id});
    if (site.is_default) usual = site.id;
  }
  context.table({"SITE", "NOTE", "ID"}, rows);
  context.out() << "site (name or id" << (usual.empty() ? "" : "; nothing for " + usual)
                << "): " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer.empty() ? usual : answer;
}

Result<int> show_outcome(Context& context, const services::ConsentState& state) {
  if (state.problem) {
    Problem failed{
        ProblemKind::conflict, state.problem->code, state.problem->message, state.problem->remedy, {}};
    for (const auto& detail : state.problem->details) failed.complaints.push_back({"", detail});
    return unexpected(std::move(failed));
  }
  context.print(to_document(state), [&] {
    context.out() << state.integration << " is connected to " << state.vendor
                  << (state.site.empty() ? "" : " at " + state.site) << '\n';
    for (const auto& warning : state.warnings) context.out() << "warning: " << warning << '\n';
  });
  return state.check_passed.value_or(true) ? kDone : kSomeFailed;
}

Result<int> connect(Context& context, services::Services& services, const ConnectOptions& options) {
  ITSM_TRY(const auto row, services.directory.find(options.integration));
  if (!options.site.empty()) {
    const auto open = services::consent_state(services, row);
    if (open && open->stage == ConsentStage::choosing) {
      ITSM_TRY(const auto done, services::choose_site(services, row, options.site, kOperator));
      return show_outcome(context, done);
    }
  }
  ITSM_TRY(const auto link, services::begin_consent(services, row, kOperator));
  show_link(context, row.name, link);
  if (options.no_wait) return kDone;
  ITSM_TRY(auto state, wait_for_outcome(services, row, link));
  if (state.stage == ConsentStage::choosing) {
    std::string site = options.site;
    if (site.empty()) {
      ITSM_TRY(site, asked_site(context, state));
    }
    ITSM_TRY(state, services::choose_site(services, row, site, kOperator));
  }
  return show_outcome(context, state);
}

}  // namespace

void add_connection_commands(CLI::App& integrations, Context& context) {
  auto* connecting =
      integrations.add_subcommand("connect", "Have somebody consent at the vendor, in a browser");
  connecting->footer(
      "Prints the address to open and waits for the outcome. Where the account sees several sites, asks "
      "which.\n"
      "Example: host_stub integrations connect desk --site https://desk.example.com");
  auto options = std::make_shared<ConnectOptions>();
  connecting->add_option("name", options->integration, "Of the integration")->required();
  connecting->add_option("--site", options->site, "Which site, where there are several: its id, key or name");
  connecting->add_flag("--no-wait", options->no_wait, "Print the address, and end");
  connecting->callback([&context, options] {
    context.with_services([&](services::Services& services) { return connect(context, services, *options); });
  });
}

}  // namespace itsm::host::cli
