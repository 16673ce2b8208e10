// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "host_stub/core/ids.hpp"
#include "host_stub/store/take_backs.hpp"
#include "host_stub/store/tickets.hpp"

// Whether the push that made a ticket can be taken back. No I/O.
namespace itsm::host::sync {

// Why a ticket is kept: somebody has had to do with it. Empty: nobody has. `seen` is the ticket as the vendor
// shows it now, `pushed` are the findings for which the push made it.
std::string reason_to_keep(const store::TicketRow& seen, const store::Dealings& dealings,
                           const std::set<FindingId>& pushed);

}  // namespace itsm::host::sync
