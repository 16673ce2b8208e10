// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/support_bundle.hpp"

namespace itsm::host::cli {

void add_support_commands(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand("support-bundle", "Write what somebody needs who helps from outside");
  command->footer(
      "One tar.gz with versions, settings without addresses and secrets, plugins with their digests, states, "
      "counts and\n"
      "causes of alerts. Nothing of a finding, a ticket or a person is in it, and companies are numbers. "
      "Look into it\n"
      "before you send it: tar -xzOf FILE | less\n"
      "Example: host_stub support-bundle /tmp/itsm-support.tar.gz");
  auto file = std::make_shared<std::filesystem::path>();
  command->add_option("file", *file, "A new file")->required();
  command->callback([&context, file] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const auto bundle, services::write_support_bundle(services, *file));
      context.print(Json{{"file", bundle.file}, {"holds", bundle.holds}}, [&] {
        context.out() << bundle.file << " holds";
        for (const auto& name : bundle.holds) context.out() << ' ' << name;
        context.out() << '\n';
      });
      return kDone;
    });
  });
}

}  // namespace itsm::host::cli
