// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/upkeep.hpp"

namespace itsm::host::services {

Upkeep::Upkeep(observe::Log& log, std::string what, std::chrono::seconds first, std::chrono::seconds between,
               std::function<Result<>(const std::stop_token&)> work)
    : log_(log),
      what_(std::move(what)),
      first_(first),
      between_(between),
      work_(std::move(work)),
      thread_([this](const std::stop_token& stop) { serve(stop); }) {}

void Upkeep::serve(const std::stop_token& stop) {
  auto pause = first_;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      stopped_.wait_for(lock, stop, pause, [] { return false; });
    }
    if (stop.stop_requested()) return;
    if (const auto done = work_(stop); !done)
      log_.warning(what_, done.error().message, {{"code", done.error().code}});
    pause = between_;
  }
}

}  // namespace itsm::host::services
