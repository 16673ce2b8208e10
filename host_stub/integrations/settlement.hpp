// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <itsm/documents/ticket.hpp>
#include <itsm/error.hpp>

#include "host_stub/integrations/exchange.hpp"

namespace itsm::host::integrations {

// What became of each of `count` drafts: the host's judgement, from what it saw on the wire first and the
// plugin's answer second. One outcome per draft, in order.
//
//  - created needs a vendor's complete answer and an id that no other element has;
//  - refused needs a vendor's answer: 4xx other than 408, 409, 425 and 429, or an element error in a 2xx;
//  - 429 and what never left are not_sent;
//  - everything else that left is uncertain, whatever the plugin says.
//
// A plugin can add uncertainty and never remove it. Pure.
std::vector<Outcome> settle(std::size_t count, const itsm::Result<CreateResult>& answer,
                            const CallScope& scope);

// The same for one write to a ticket that exists; `answer` names what was written. A plugin that succeeded
// without having to write anything counts as created.
Outcome settle_write(const itsm::Result<TicketRef>& answer, const CallScope& scope);

}  // namespace itsm::host::integrations
