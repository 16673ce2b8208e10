// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/service.hpp"

namespace itsm::host::outbox {
namespace {

// Other processes queue work too and cannot wake us.
constexpr std::chrono::milliseconds kLook{500};
constexpr std::chrono::milliseconds kLookAfterFailure{5'000};

}  // namespace

Service::Service(Worker& worker, observe::Log& log, std::size_t threads) : worker_(worker), log_(log) {
  for (std::size_t i = 0; i < threads; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
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

void Service::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::uint64_t seen = 0;
    {
      const std::lock_guard lock(mutex_);
      seen = wakes_;
    }
    const auto ran = worker_.run_one();
    if (ran && *ran) continue;
    if (!ran) log_.warning("outbox_waits", ran.error().message, {{"code", ran.error().code}});
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, stop, ran ? kLook : kLookAfterFailure, [&] { return wakes_ != seen; });
  }
}

}  // namespace itsm::host::outbox
