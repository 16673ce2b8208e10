// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/manageengine/metainfo.hpp"

namespace itsm::manageengine {

// Fields that a request has only once it ends, in its closure_info.
bool is_closing_field(const std::string& field);

// What may be said on the way to a status: the resolution and, where the status ends the request, how it was
// closed.
Result<FieldList> closing_form(const Client& client, const FieldsRequest& request);

// The statuses that a request can be given.
struct StatusOffer {
  Named named{};
  TicketState state = TicketState::todo;
};
Result<std::vector<StatusOffer>> statuses(const Client& client);

// transition_unavailable, with all statuses that there are.
Error unreachable(const std::string& goal, const std::vector<StatusOffer>& offered);

}  // namespace itsm::manageengine
