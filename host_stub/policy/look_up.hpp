// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "host_stub/policy/target_schema.hpp"

// Things that are at the vendor already and that a ticket points to, such as the configuration item of an
// asset.
namespace itsm::host::policy {

struct LookedUp {
  std::vector<Option> options{};
  std::string trouble{};  // nothing could be looked up, and why
};
// What the picker offers for a word that somebody would type, in the project of the ticket.
using LookUp = std::function<LookedUp(const std::string& picker, const Named& project, const std::string&)>;

// Those that are called exactly like the word, by the form's own list or else by the picker.
LookedUp called(const FieldDescription& field, const TargetSchema& schema, const std::string& word,
                const LookUp& look_up);

// Whether the field points to something that can be looked up.
bool can_be_looked_up(const FieldDescription& field);
std::string nothing_to_look_up(const FieldDescription& field);

}  // namespace itsm::host::policy
