// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include <itsm/plugin_abi.h>

#include "plugin_api/loader/refusal.hpp"
#include "plugin_api/loader/runtime.hpp"

namespace itsm::loader {

// A plugin's functions, copied out of tables that may be shorter or longer than ours: what is not there is
// null.
struct Tables {
  itsm_plugin_entry entry{};
  itsm_tickets tickets{};
  itsm_schema schema{};
  itsm_changes changes{};
  itsm_webhook webhook{};

  // Null when the plugin does not have it. normalise, which takes no document, is never here.
  itsm_op function(Operation operation) const;
  bool has(Operation operation) const;
};

// Checks the contract's version and that everything required is there. Runs the plugin's extension().
Result<Tables, LoadRefusal> read_tables(const std::filesystem::path& file, const itsm_plugin_entry& entry);

Profile profile_of(const Tables& tables);

}  // namespace itsm::loader
