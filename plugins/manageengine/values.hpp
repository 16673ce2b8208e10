// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <itsm/documents/ticket.hpp>

#include "plugins/common/time.hpp"

// Field values between the contract's kinds and the forms of ServiceDesk Plus.
namespace itsm::manageengine {

inline constexpr std::size_t kLongestSubject = 250;

// What a request says of one field; invalid_argument names the field where the value cannot be said.
Result<Json> to_wire(const std::string& field, const FieldValue& value);

// A field of a request that was read. Its kind is told by its form: answers carry no types.
FieldValue from_wire(const std::string& field, const Json& value);

// {"value": "1593000300533", "display_value": ...}; nothing where it is no time.
std::optional<common::Time> time_of(const Json& value);
Json wire_time(common::Time time);

}  // namespace itsm::manageengine
