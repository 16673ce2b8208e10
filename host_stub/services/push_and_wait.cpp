// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/push_and_wait.hpp"

#include <thread>

namespace itsm::host::services {
namespace {

constexpr std::chrono::milliseconds kLook{100};

std::int64_t count(const push::PushReport& report, store::RecordOutcome outcome) {
  const auto found = report.counts.find(std::string(name_of(outcome)));
  return found == report.counts.end() ? 0 : found->second;
}

}  // namespace

// A queued record has a reason once it waits for a retry.
bool is_under_way(const push::PushReport& report) {
  for (const auto& record : report.records)
    if (record.outcome == store::RecordOutcome::queued && record.reason.empty()) return true;
  return false;
}

Result<push::PushReport> work_off(Services& services, CompanyId company, PushId push,
                                  std::chrono::milliseconds at_most, const Progress& progress) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  while (true) {
    ITSM_TRY(const bool ran, services.worker.run_one(company));
    ITSM_TRY(push::PushReport report, services.pushes.show(company, push));
    const auto all = static_cast<std::int64_t>(report.records.size());
    if (progress) progress(all - count(report, store::RecordOutcome::queued), all);
    if (!is_under_way(report) || std::chrono::steady_clock::now() >= until) return report;
    // Somebody else carries it out.
    if (!ran) std::this_thread::sleep_for(kLook);
  }
}

}  // namespace itsm::host::services
