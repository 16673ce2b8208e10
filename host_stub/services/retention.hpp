// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <stop_token>

#include "host_stub/core/problem.hpp"

namespace itsm::host::services {

struct Services;

// What this process has removed since it was started. Any thread.
struct RetentionCount {
  std::atomic<std::int64_t> deliveries{0};
  std::atomic<std::int64_t> plans{0};  // whose requests were removed
};

// Removes what is older than config::RetentionSettings say, of every company and the house, in small steps.
// Findings, tickets, activity and audit are no part of it.
Result<> apply_retention(Services& services, const std::stop_token& stop);

}  // namespace itsm::host::services
