// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <itsm/documents/schema.hpp>

namespace itsm::jira {

// A field of a form as Jira describes it, in create metadata, editmeta and transitions alike. Nothing for
// what cannot be set there, or not by a field's value: the draft itself says project and type, links have an
// operation of their own, and files none.
std::optional<FieldDescription> describe_field(const std::string& id, const Json& field);

// The same, and what can only be looked at there: a form shows it, read-only.
std::optional<FieldDescription> describe_shown_field(const std::string& id, const Json& field);

// The note of an option that is offered once the given one is chosen: the second level of a cascade.
std::string below(const std::string& option);

}  // namespace itsm::jira
