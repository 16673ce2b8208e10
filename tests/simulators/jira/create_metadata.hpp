// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/call.hpp"

namespace itsm::simulators::jira {

// What create, edit and transition metadata say about one field of a screen.
Json field_metadata(const Call& call, const Project& project, const Field& field, const ScreenField& setting);

}  // namespace itsm::simulators::jira
