// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "host_stub/cli/commands.hpp"
#include "host_stub/cli/context.hpp"

namespace itsm::host::cli {
namespace {

Json document_of(const integrations::CatalogEntry& entry) {
  Json out = {{"file", entry.file.string()}, {"in_use", entry.in_use}};
  if (!entry.digest.empty()) out["sha256"] = entry.digest;
  if (entry.plugin) {
    const Manifest& manifest = entry.plugin->manifest();
    out["id"] = manifest.id;
    out["version"] = manifest.version;
    out["name"] = manifest.name;
  } else {
    out["refused"] = {{"rule", name_of(entry.refusal->rule)},
                      {"message", entry.refusal->message},
                      {"remedy", entry.refusal->remedy}};
  }
  return out;
}

Result<int> list_plugins(Context& context, services::Services& services) {
  Json items = Json::array();
  std::vector<std::vector<std::string>> rows;
  bool refused = false;
  for (const auto& entry : services.plugins.entries()) {
    items.push_back(document_of(entry));
    if (entry.plugin) {
      const Manifest& manifest = entry.plugin->manifest();
      rows.push_back({manifest.id, manifest.version, entry.in_use ? "in use" : "older", manifest.name});
    } else {
      refused = true;
      rows.push_back(
          {entry.file.filename().string(), "", "refused",
           entry.refusal->message + (entry.refusal->remedy.empty() ? "" : "; " + entry.refusal->remedy)});
    }
  }
  context.print(Json{{"items", items}}, [&] { context.table({"PLUGIN", "VERSION", "STATE", "NOTE"}, rows); });
  return refused ? kSomeFailed : kDone;
}

void print_manifest(Context& context, const Manifest& manifest) {
  auto& out = context.out();
  out << manifest.name << " (plugin " << manifest.id << " " << manifest.version << ")\n\nSettings:\n";
  for (const auto& setting : manifest.settings)
    out << "  " << setting.key << (setting.required ? " (needed)" : "") << ": " << setting.label
        << (setting.help.empty() ? "" : ". " + setting.help) << '\n';
  out << "\nAuthentication, best first:\n";
  for (const auto& scheme : manifest.auth) {
    out << "  " << scheme.id << ": " << scheme.label << '\n';
    for (const auto& field : scheme.fields)
      out << "    " << field.key << ": " << field.label << (field.help.empty() ? "" : ". " + field.help)
          << '\n';
  }
  out << "\nPermissions:\n";
  for (const auto& permission : manifest.permissions)
    out << "  " << permission.label << " (" << name_of(permission.level) << "): " << permission.purpose
        << '\n';
  out << "\nPickers:";
  for (const auto& picker : manifest.pickers) out << ' ' << picker.id;
  out << '\n';
}

}  // namespace

void add_plugin_commands(CLI::App& app, Context& context) {
  auto* plugins =
      app.add_subcommand("plugins", "The plugins in the plugin folder, and what their authors need");
  plugins->require_subcommand(1);
  plugins->add_subcommand("list", "Every file of the folder: the plugin, or why it was refused")
      ->footer("Example: host_stub plugins list")
      ->callback([&context] {
        context.with_services([&](services::Services& services) { return list_plugins(context, services); });
      });

  add_plugin_pin_command(*plugins, context);
  add_plugin_new_command(*plugins, context);
  add_plugin_try_command(*plugins, context);
  auto* inspect = plugins->add_subcommand("inspect", "What a plugin says of itself");
  inspect->footer("Example: host_stub plugins inspect acme");
  auto id = std::make_shared<std::string>();
  inspect->add_option("plugin", *id, "Its id")->required();
  inspect->callback([&context, id] {
    context.with_services([&](services::Services& services) -> Result<int> {
      ITSM_TRY(const auto plugin, services.plugins.find(*id));
      context.print(to_document(plugin->manifest()), [&] { print_manifest(context, plugin->manifest()); });
      return kDone;
    });
  });
}

}  // namespace itsm::host::cli
