// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/core/clock.hpp"
#include "host_stub/store/integrations.hpp"

// When an integration's vendor is asked for changes. No I/O.
namespace itsm::host::sync {

// After a poll that ended at `now`. While its webhooks fail it is every minute.
Time next_poll(const store::SyncOptions& options, bool degraded, Time now);

// After one that failed so often in a row: sooner than the next regular one at first, and never later.
Time retry_poll(const store::SyncOptions& options, std::int64_t failures, Time now);

// When a registration that ends then is renewed: at two thirds of what is left of it.
Time renewal(Time expires, Time now);

}  // namespace itsm::host::sync
