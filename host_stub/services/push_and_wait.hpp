// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>

#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// How far a push is; called now and then while somebody waits for it.
using Progress = std::function<void(std::int64_t done, std::int64_t all)>;

// Carries out the queued work of the company on this thread, until nothing of the push is due or the time is
// over. What waits for a vendor's settle time or a retry is left to whoever serves. Answers the push as it is
// then.
Result<push::PushReport> work_off(Services& services, CompanyId company, PushId push,
                                  std::chrono::milliseconds at_most, const Progress& progress);

}  // namespace itsm::host::services
