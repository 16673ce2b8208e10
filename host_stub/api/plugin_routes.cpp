// SPDX-License-Identifier: Apache-2.0
#include <itsm/documents/manifest.hpp>

#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"

namespace itsm::host::api {
namespace {

struct PluginItem {
  std::string id{};
  std::string version{};
  std::string name{};
  bool in_use = false;
  std::string file{};
  std::string sha256{};
  std::string refused{};
  std::string remedy{};

  static constexpr std::string_view kDocument = "plugin_file";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("file", self.file, "Its name in the plugin folder.");
    visit.optional("id", self.id, "Of the plugin; absent when the file was refused.");
    visit.optional("version", self.version, "Of the plugin.");
    visit.optional("name", self.name, "The vendor's product.");
    visit.required("in_use", self.in_use, "It is the newest of its id.");
    visit.optional("sha256", self.sha256, "Of its bytes, in hex; absent when they could not be read.");
    visit.optional("refused", self.refused, "Why the file was refused.");
    visit.optional("remedy", self.remedy, "What lifts the refusal.");
  }
};

Result<http::Response> list_plugins(Backend& backend, const Call&) {
  Page<PluginItem> page;
  for (const auto& entry : backend.services.plugins.entries()) {
    PluginItem item;
    item.file = entry.file.filename().string();
    item.in_use = entry.in_use;
    item.sha256 = entry.digest;
    if (entry.plugin) {
      const Manifest& manifest = entry.plugin->manifest();
      item.id = manifest.id;
      item.version = manifest.version;
      item.name = manifest.name;
    } else if (entry.refusal) {
      item.refused = entry.refusal->message;
      item.remedy = entry.refusal->remedy;
    }
    page.items.push_back(std::move(item));
  }
  return document_answer(page);
}

Result<http::Response> show_plugin(Backend& backend, const Call& call) {
  auto plugin = backend.services.plugins.find(call.path.at("id"));
  if (plugin) return document_answer((*plugin)->manifest());
  // Elsewhere a missing plugin is a wrong configuration; here it is what was asked for.
  plugin.error().kind = ProblemKind::not_found;
  return unexpected(std::move(plugin).error());
}

}  // namespace

std::vector<Route> plugin_routes() {
  return {{.method = "GET",
           .path = "/plugins",
           .name = "plugins.list",
           .summary = "Every file of the plugin folder: the plugin, or why it was refused.",
           .answers = document_type<Page<PluginItem>>(),
           .handle = list_plugins},
          {.method = "GET",
           .path = "/plugins/{id}",
           .name = "plugins.show",
           .summary = "What a plugin says of itself: settings, permissions, pickers, limits.",
           .answers = document_type<Manifest>(),
           .handle = show_plugin}};
}

}  // namespace itsm::host::api
