// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/store/database.hpp"

// What is kept for a time only. Each call is one bounded step in the transaction's company, the oldest first,
// and answers how many it removed.
namespace itsm::host::store {

// Deliveries as vendors sent them, received before then: worked through, dropped, or set aside and never
// decided.
Result<std::int64_t> forget_deliveries(Transaction& owner, Time before, std::int64_t limit);
// Requests to vendors as they were planned, of plans made before then that nobody can send any more.
Result<std::int64_t> forget_requests(Transaction& company, Time before, std::int64_t plans);

}  // namespace itsm::host::store
