// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/policy/form_fit.hpp"

// A first policy for one project and type, from what the vendor offers there.
namespace itsm::host::policy {

struct Suggestion {
  std::string policy{};             // YAML with comments
  std::string cases{};              // YAML beside it, with the form as it is now
  std::vector<std::string> open{};  // required fields that only a person can fill, as sentences
};
Suggestion suggest(const std::string& name, const std::string& plugin, const TargetSchema& schema,
                   const StatusOffer& statuses);

}  // namespace itsm::host::policy
