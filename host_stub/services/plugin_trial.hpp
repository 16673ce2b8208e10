// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "host_stub/config/documents.hpp"
#include "host_stub/integrations/live_integration.hpp"
#include "plugin_api/loader/load.hpp"

// One call of a plugin that no integration is configured for: for its author, and without a database.
namespace itsm::host::services {

// All of a host but its database. What it points to outlives it.
struct TrialRoom {
  loader::LoadOptions load{};
  http::Client* client = nullptr;
  const Clock* clock = nullptr;
  observe::Log* log = nullptr;
  bool development = false;  // --dev
};

struct TrialOrder {
  std::filesystem::path plugin{};                   // its file
  std::string call{};                               // check, create, …
  std::vector<std::string> words{};                 // what the call is about, in short
  std::optional<Json> request{};                    // instead: the request whole, as the contract has it
  config::Integration integration{};                // auth, settings, projects and addresses of it are used
  std::map<std::string, std::string> settings{};    // as typed; they stand above the integration's
  std::map<std::string, std::string> credential{};  // field -> value; access_token where a token is kept
  bool send = false;                                // writes leave; else a create is only shown
};

struct TrialAnswer {
  Json document{};   // what the plugin answered, or the write that a create would send
  bool done = true;  // false: a write did not end as it was meant to
};

// The calls that there are, each with its words, for people.
std::vector<std::pair<std::string, std::string>> trial_calls();

// The plugin in a worker, the vendor by the host's own client and its guard. Nothing is stored.
// Refused: "plugin_refused", "settings_wrong", "call_unknown", "words_wrong", "request_wrong", "send_needed",
// and what the plugin or its vendor answers.
Result<TrialAnswer> try_plugin(const TrialRoom& room, const TrialOrder& order);

}  // namespace itsm::host::services
