// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/plugin_catalog.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace itsm::host::integrations {
namespace {

// The numbers of a semantic version; what is no number counts as 0.
std::vector<int> version_numbers(const std::string& version) {
  std::vector<int> numbers;
  const char* at = version.data();
  const char* const end = version.data() + version.size();
  while (at < end) {
    int number = 0;
    const auto parsed = std::from_chars(at, end, number);
    numbers.push_back(parsed.ec == std::errc() ? number : 0);
    at = std::find(parsed.ptr, end, '.');
    if (at < end) ++at;
  }
  return numbers;
}

}  // namespace

PluginCatalog PluginCatalog::load(const std::filesystem::path& directory, const loader::LoadOptions& options,
                                  observe::Log& log) {
  std::vector<CatalogEntry> entries;
  for (auto& candidate : loader::scan(directory, options)) {
    CatalogEntry entry;
    entry.file = std::move(candidate.file);
    entry.digest = std::move(candidate.digest);
    if (candidate.plugin) {
      entry.plugin = *std::move(candidate.plugin);
    } else {
      entry.refusal = std::move(candidate.plugin).error();
      log.warning("plugin_refused", entry.refusal->message,
                  {{"file", entry.file.string()}, {"remedy", entry.refusal->remedy}});
    }
    entries.push_back(std::move(entry));
  }
  return PluginCatalog(std::move(entries));
}

PluginCatalog::PluginCatalog(std::vector<CatalogEntry> entries) : entries_(std::move(entries)) {
  std::map<std::string, CatalogEntry*> newest;
  for (auto& entry : entries_) {
    if (!entry.plugin) continue;
    auto& best = newest[entry.plugin->manifest().id];
    if (best == nullptr ||
        version_numbers(best->plugin->manifest().version) < version_numbers(entry.plugin->manifest().version))
      best = &entry;
  }
  for (auto& [id, entry] : newest) entry->in_use = true;
}

Result<std::shared_ptr<loader::Plugin>> PluginCatalog::find(const std::string& id) const {
  std::string known;
  for (const auto& entry : entries_) {
    if (!entry.in_use) continue;
    if (entry.plugin->manifest().id == id) return entry.plugin;
    known += (known.empty() ? "" : ", ") + entry.plugin->manifest().id;
  }
  Problem missing{
      ProblemKind::invalid,
      "plugin_missing",
      "no plugin '" + id + "' is loaded",
      known.empty() ? "put it into the plugin folder and start the host again" : "loaded are: " + known,
      {}};
  for (const auto& entry : entries_)
    if (entry.refusal && entry.file.filename().string().starts_with(id))
      missing.complaints.push_back(
          {entry.file.string(), entry.refusal->message + "; " + entry.refusal->remedy});
  return unexpected(std::move(missing));
}

}  // namespace itsm::host::integrations
