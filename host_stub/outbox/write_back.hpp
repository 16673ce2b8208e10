// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/outbox/ledger.hpp"

namespace itsm::host::outbox {

// Stores what became of intents: their states, tickets, links, feeds and the records of their pushes, in one
// transaction of the intents' company. Answers those moves that linked a ticket.
Result<std::vector<const Move*>> write_back(store::Transaction& transaction, const store::Job& job,
                                            const std::string& integration, const std::vector<Move>& moves,
                                            Time now);

}  // namespace itsm::host::outbox
