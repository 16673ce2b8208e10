// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "plugin_api/loader/pin.hpp"

namespace itsm::host::cli {
namespace {

Result<int> pin_plugins(Context& context, const std::vector<std::filesystem::path>& files) {
  std::vector<loader::Pinned> pinned;
  for (const auto& file : files) {
    auto done = loader::pin(std::filesystem::absolute(file).lexically_normal());
    if (!done) {
      const loader::LoadRefusal& refused = done.error();
      // What is in the way in a folder of plugins may be needed where somebody has mistyped a name.
      const bool is_other_file = refused.rule == loader::Rule::elf || refused.remedy.empty();
      return problem(ProblemKind::invalid, "plugin_not_pinned",
                     file.string() + " cannot be pinned: " + refused.message,
                     is_other_file ? "name a plugin's file" : refused.remedy);
    }
    pinned.push_back(*std::move(done));
  }
  Json items = Json::array();
  for (const auto& one : pinned)
    items.push_back({{"file", one.file.string()}, {"pin", one.pin.string()}, {"sha256", one.digest}});
  context.print(Json{{"items", items}}, [&] {
    for (const auto& one : pinned)
      context.out() << one.file.string() << " may run as it is: " << one.digest << '\n';
    context.out() << "a host that serves takes it at its next start\n";
  });
  return kDone;
}

}  // namespace

void add_plugin_pin_command(CLI::App& plugins, Context& context) {
  auto* pin = plugins.add_subcommand("pin", "Say that a plugin's file may run, as it is now");
  pin->footer(
      "Writes FILE.sha256 beside it, which sha256sum --check reads. A host refuses a file that is not "
      "pinned, or\n"
      "that has changed since; with --dev it warns.\n"
      "Example: host_stub plugins pin /usr/lib/itsm/plugins/acme-1.2.0.so");
  auto files = std::make_shared<std::vector<std::filesystem::path>>();
  pin->add_option("file", *files, "The plugin; several may be named")->required();
  pin->callback([&context, files] {
    const auto done = pin_plugins(context, *files);
    if (done)
      context.status = *done;
    else
      context.tell(done.error());
  });
}

}  // namespace itsm::host::cli
