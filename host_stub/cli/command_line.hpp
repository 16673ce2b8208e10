// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/people.hpp"
#include "host_stub/services/plugin_trial.hpp"

// The command line. Exit status: 0 done; 1 some elements failed, and they are listed; 2 the call or the
// configuration is wrong; 3 the database or a vendor cannot be reached.
namespace itsm::host::cli {

// What stands before or after every command.
struct GlobalOptions {
  std::filesystem::path configuration{};
  std::optional<std::filesystem::path> data{};
  bool json = false;
  bool development = false;
  std::filesystem::path record{};  // exchanges with vendors are appended to it
  std::filesystem::path replay{};  // vendors are answered from it
};

struct ServeOptions {
  std::string address{};                // empty: as configured
  std::optional<std::uint16_t> port{};  // absent: as configured
};

// What the app room does for commands.
struct Actions {
  // The opened services; they live until the process ends.
  std::function<Result<services::Services*>(const GlobalOptions&)> open{};
  // Serves until it is told to stop. `ready` is called with the address once requests are taken.
  std::function<Result<>(const GlobalOptions&, const ServeOptions&, const services::Ready& ready)> serve{};
  std::function<Result<std::vector<std::string>>(const GlobalOptions&)> migrate{};
  // What tries a plugin, without a database; lives until the process ends.
  std::function<Result<services::TrialRoom>(const GlobalOptions&)> trial{};
  std::filesystem::path example{};  // the folder of the example plugin
};

int run(int argc, const char* const* argv, const Actions& actions, std::ostream& out, std::ostream& err);

}  // namespace itsm::host::cli
