// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/core/problem.hpp"
#include "host_stub/observe/log.hpp"
#include "plugin_api/loader/load.hpp"

namespace itsm::host::integrations {

// One file of the plugin folder and what became of it.
struct CatalogEntry {
  std::filesystem::path file{};
  std::string digest{};                          // SHA-256 of its bytes, in hex; empty: unreadable
  std::shared_ptr<loader::Plugin> plugin{};      // null: refused
  std::optional<loader::LoadRefusal> refusal{};  // why, and the command that lifts it
  bool in_use = false;                           // the newest of its id
};

// The plugins of this process. A bad file is refused with its reason and stops no other. Immutable once
// loaded; any thread.
class PluginCatalog {
 public:
  static PluginCatalog load(const std::filesystem::path& directory, const loader::LoadOptions& options,
                            observe::Log& log);
  explicit PluginCatalog(std::vector<CatalogEntry> entries);

  const std::vector<CatalogEntry>& entries() const { return entries_; }
  // Refused with the plugins that there are, and with the reason where a file of that name was refused.
  Result<std::shared_ptr<loader::Plugin>> find(const std::string& id) const;

 private:
  std::vector<CatalogEntry> entries_;
};

}  // namespace itsm::host::integrations
