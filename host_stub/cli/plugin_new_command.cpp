// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"
#include "host_stub/services/plugin_project.hpp"

namespace itsm::host::cli {
namespace {

struct NewPluginOptions {
  std::string name{};
  std::filesystem::path folder{};
};

Result<> write_project(Context& context, const NewPluginOptions& options) {
  const auto folder = options.folder.empty() ? std::filesystem::path(options.name) : options.folder;
  ITSM_TRY(const auto project,
           services::write_plugin_project(context.actions().example, options.name, folder));
  context.print(
      Json{{"name", project.name}, {"folder", project.folder.string()}, {"files", project.files}}, [&] {
        auto& out = context.out();
        for (const auto& file : project.files) out << (project.folder / file).string() << '\n';
        out << "\nIt builds and keeps the contract's promises as it is:\n"
            << "  cmake -S " << folder.string() << " -B " << (folder / "build").string()
            << " -DCMAKE_PREFIX_PATH=WHERE_THE_SDK_IS\n  cmake --build " << (folder / "build").string()
            << "\n  ctest --test-dir " << (folder / "build").string() << '\n';
      });
  return {};
}

}  // namespace

void add_plugin_new_command(CLI::App& plugins, Context& context) {
  auto* writing = plugins.add_subcommand("new", "Begin a plugin: a project that builds and works as it is");
  writing->footer("Example: host_stub plugins new help-desk --dir plugins/help-desk");
  auto options = std::make_shared<NewPluginOptions>();
  writing->add_option("name", options->name, "Id of the plugin: lower-case letters, digits and '-'")
      ->required();
  writing->add_option("--dir", options->folder, "The folder to make. Default: the name");
  writing->callback([&context, options] {
    if (const auto done = write_project(context, *options); !done) context.tell(done.error());
  });
}

}  // namespace itsm::host::cli
