// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>

#include "plugins/jira/site.hpp"

// Field values between the contract's closed list of kinds and Jira's forms.
namespace itsm::jira {

inline constexpr std::size_t kLongestSummary = 254;  // Jira says 255, and some of its checks mean "less than"
inline constexpr std::size_t kLongestLabel = 255;

// What a request body says of one field; invalid_argument names the field where the value cannot be said.
Result<Json> to_wire(const Site& site, const std::string& field, const FieldValue& value);

// The value in an answer, of a field that Jira describes with `schema`; of either kind of Jira, since the two
// answer in forms that can be told apart. What is empty at Jira is null, and what is not of the form that its
// schema promises is raw.
FieldValue from_wire(const Json& schema, const Json& value);

// One label: Jira takes no blanks in it.
std::string label(std::string_view text);

}  // namespace itsm::jira
