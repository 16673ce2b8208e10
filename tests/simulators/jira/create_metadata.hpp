// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/call.hpp"

namespace itsm::simulators::jira {

// What create, edit and transition metadata say about one field of a screen.
Json field_metadata(const Call& call, const Project& project, const Field& field, const ScreenField& setting);

// What can be done to a field of this kind: "set", "add", ...
Json operations_of(FieldKind kind);

// The types that the caller may create in a project; none without the right.
std::vector<const IssueType*> creatable_types(const Call& call, const Project& project);
// The fields of a create screen, as far as this caller may set them.
std::vector<Json> create_fields(const Call& call, const Project& project, const IssueType& type);

}  // namespace itsm::simulators::jira
