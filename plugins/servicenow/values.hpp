// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <itsm/documents/schema.hpp>

#include "plugins/common/time.hpp"

// The text that stands in a column for a value, and back. Every value of the Table API is a string.
namespace itsm::servicenow {

// "2026-11-21 10:20:30", in UTC; ServiceNow knows whole seconds.
std::string wire_time(common::Time time);
std::optional<common::Time> time_of(std::string_view text);

// A value whose names have been looked up (fitting.hpp). invalid_argument where it does not fit its kind.
Result<std::string> to_wire(const FieldDescription& field, const FieldValue& value);

// A cell that was read with display values.
FieldValue from_wire(const FieldDescription& field, const Json& cell);

}  // namespace itsm::servicenow
