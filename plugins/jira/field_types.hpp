// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/documents/schema.hpp>

// Jira's types of fields, as `schema` describes them, in the contract's closed list.
namespace itsm::jira {

// raw for types of third-party apps and those that nothing here translates.
FieldKind kind_of(const Json& schema);

// The vendor's own name of a type: the custom field's type key, or the system type.
std::string vendor_type_of(const Json& schema);

// From the id, which Jira gives its own fields; names are free text that anybody can change.
FieldRole role_of(const std::string& field_id);

}  // namespace itsm::jira
