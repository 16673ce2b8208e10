// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>
#include <memory>

#include "host_stub/app/house.hpp"
#include "host_stub/app/serve.hpp"
#include "host_stub/cli/command_line.hpp"
#include "host_stub/http/descriptors.hpp"
#include "host_stub/http/rest_client.hpp"
#include "host_stub/vault/process.hpp"

namespace {

using namespace itsm;
using namespace itsm::host;

app::HouseOptions house_options(const cli::GlobalOptions& global, bool quiet) {
  app::HouseOptions options;
  options.configuration = global.configuration;
  options.data = global.data;
  options.program = std::filesystem::read_symlink("/proc/self/exe");
  options.quiet = quiet;
  options.development = global.development;
  options.record = global.record;
  options.replay = global.replay;
  return options;
}

host::Result<> serve(const cli::GlobalOptions& global, const cli::ServeOptions& options,
                     const services::Ready& ready, const std::vector<std::string>& not_hardened) {
  app::hold_signals();
  ITSM_TRY(const auto house, app::House::open(house_options(global, false)));
  services::Services& services = house->services();
  for (const auto& sentence : not_hardened) services.log.warning("process_not_hardened", sentence);
  config::ListenAddress listen = services.settings.server.listen;
  if (!options.address.empty()) listen.address = options.address;
  if (options.port) listen.port = *options.port;
  return app::serve(services, listen, app::web_folder(house_options(global, false).program), ready);
}

}  // namespace

int main(int argc, char** argv) {
  http::raise_descriptor_limit();
  // The client's threads are the only ones that start before a command is known.
  app::hold_signals();
  http::start_client_threads();
  app::release_signals();
  const std::vector<std::string> not_hardened = vault::harden_process();

  std::unique_ptr<app::House> house;  // a command's, until the end
  cli::Actions actions;
  actions.open = [&](const cli::GlobalOptions& global) -> host::Result<services::Services*> {
    ITSM_TRY(house, app::House::open(house_options(global, true)));
    return &house->services();
  };
  actions.trial = [&](const cli::GlobalOptions& global) -> host::Result<services::TrialRoom> {
    const app::HouseOptions options = house_options(global, true);
    ITSM_TRY(house, app::House::open_for_trial(options));
    return house->trial_room(options);
  };
  actions.serve = [&](const cli::GlobalOptions& global, const cli::ServeOptions& options,
                      const services::Ready& ready) { return serve(global, options, ready, not_hardened); };
  actions.migrate = [](const cli::GlobalOptions& global) {
    return app::migrate(house_options(global, true));
  };
  actions.example = app::example_folder(house_options({}, true).program);
  return cli::run(argc, argv, actions, std::cout, std::cerr);
}
