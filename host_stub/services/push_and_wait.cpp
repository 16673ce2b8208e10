// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/push_and_wait.hpp"

#include <thread>

namespace itsm::host::services {
namespace {

constexpr std::chrono::milliseconds kLook{100};

}  // namespace

Result<push::PushReport> work_off(Services& services, CompanyId company, PushId push,
                                  std::chrono::milliseconds at_most, const Progress& progress) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  while (true) {
    ITSM_TRY(const bool ran, services.worker.run_one(company));
    ITSM_TRY(const auto now, services.pushes.progress(company, push));
    if (progress) progress(now.all - now.queued, now.all);
    if (now.under_way == 0 || std::chrono::steady_clock::now() >= until)
      return services.pushes.show(company, push);
    // Somebody else carries it out.
    if (!ran) std::this_thread::sleep_for(kLook);
  }
}

}  // namespace itsm::host::services
