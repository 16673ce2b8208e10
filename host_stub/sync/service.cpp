// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/service.hpp"

namespace itsm::host::sync {
namespace {

// Other processes take deliveries too and cannot wake us.
constexpr std::chrono::milliseconds kLook{500};
constexpr std::chrono::milliseconds kLookAfterFailure{5'000};

}  // namespace

Service::Service(Worker& worker, Poller& poller, observe::Log& log, std::size_t workers) : log_(log) {
  const Step work = [&worker] { return worker.run_one(); };
  const Step poll = [&poller] { return poller.run_one(); };
  for (std::size_t i = 0; i < workers; ++i)
    threads_.emplace_back([this, work](const std::stop_token& stop) { serve(stop, "inbox_waits", work); });
  threads_.emplace_back([this, poll](const std::stop_token& stop) { serve(stop, "poller_waits", poll); });
}

Service::~Service() {
  for (auto& thread : threads_) thread.request_stop();
  threads_.clear();
}

void Service::wake() {
  const std::lock_guard lock(mutex_);
  ++wakes_;
  woken_.notify_all();
}

void Service::serve(const std::stop_token& stop, const char* what, const Step& step) {
  while (!stop.stop_requested()) {
    std::uint64_t seen = 0;
    {
      const std::lock_guard lock(mutex_);
      seen = wakes_;
    }
    const auto ran = step();
    if (ran && *ran) continue;
    if (!ran) log_.warning(what, ran.error().message, {{"code", ran.error().code}});
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, stop, ran ? kLook : kLookAfterFailure, [&] { return wakes_ != seen; });
  }
}

}  // namespace itsm::host::sync
