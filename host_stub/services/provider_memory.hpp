// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <optional>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/problem.hpp"
#include "host_stub/identity/provider.hpp"

namespace itsm::host::services {

// What the sign-in provider said of itself a while ago, so that strangers who begin to sign in do not make
// this host ask it each time. Whoever asks holds the lock: others wait for the same answer.
struct ProviderMemory {
  std::mutex mutex{};
  std::optional<Result<identity::Provider>> said{};
  Time until{};
};

}  // namespace itsm::host::services
