// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/policy/target_schema.hpp"
#include "host_stub/policy/value.hpp"

namespace itsm::host::policy {

// A value in the form that a ticket's field takes.
struct MadeValue {
  std::optional<FieldValue> value{};
  std::string shown{};    // for people
  std::string note{};     // what was changed to make it fit
  std::string warning{};  // what could not be checked
  std::string problem{};  // no value: why not
};

// Options are looked up by id or name and sent with both. The value is cleaned and not empty.
MadeValue make_value(const FieldDescription& field, const Value& value, const TargetSchema& schema);

// The limit of the manifest for `what`, or this one.
Limit limit_for(const TargetSchema& schema, std::string_view what, const Limit& otherwise);

}  // namespace itsm::host::policy
