// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/config/documents.hpp"

namespace itsm::host::policy {

// What a person or a preset adds to, or puts above, the policy. Fields are named as in a policy; a value is
// text, a number, true, false or a list of text.
struct Choices {
  std::optional<std::string> summary{};
  std::vector<std::string> labels{};
  std::map<std::string, Json> fields{};
};

// Choices under a name, for everybody who may use the project.
struct Preset {
  std::string name{};
  std::string label{};        // for people; empty: the name
  std::string integration{};  // of this one, or
  std::string plugin{};       // of every integration of this plugin
  std::string project{};      // for tickets of this project; empty: of every
  Choices choices{};
  config::Place place{};

  bool is_for(const std::string& integration_name, const std::string& plugin_id) const;
};
void read(config::Element element, Preset& out);

}  // namespace itsm::host::policy
