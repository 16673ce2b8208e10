// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>

namespace itsm::manageengine {

// A note as a comment. On-premises has "added_time" and "added_by" where the cloud has "created_time" and
// "created_by".
Comment read_note(const Json& note);
const Json& time_of_note(const Json& note);

}  // namespace itsm::manageengine
