// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>

// Field values between the contract's closed list of kinds and Jira's forms.
namespace itsm::jira {

inline constexpr std::size_t kLongestSummary = 254;  // Jira says 255, and some of its checks mean "less than"
inline constexpr std::size_t kLongestLabel = 255;

// What a request body says of one field; invalid_argument names the field where the value cannot be said.
Result<Json> to_wire(const std::string& field, const FieldValue& value);

// The value in an answer, of a field that Jira describes with `schema`. What is empty at Jira is null. Texts
// with markup stay in Jira's own form (kind raw).
FieldValue from_wire(const Json& schema, const Json& value);

// One label: Jira takes no blanks in it.
std::string label(std::string_view text);

}  // namespace itsm::jira
