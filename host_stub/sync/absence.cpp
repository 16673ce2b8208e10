// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/absence.hpp"

namespace itsm::host::sync {
namespace {

constexpr std::int64_t kProbes = 2;
constexpr std::int64_t kMostAtOnce = 20;
constexpr std::int64_t kMostPercent = 2;

}  // namespace

Absence judge_absence(std::int64_t probes, std::int64_t missing, std::int64_t linked) {
  const bool too_many = missing > kMostAtOnce || (missing > 1 && missing * 100 > linked * kMostPercent);
  if (probes < kProbes) return Absence::ask_again;
  return too_many ? Absence::access_lost : Absence::gone;
}

}  // namespace itsm::host::sync
