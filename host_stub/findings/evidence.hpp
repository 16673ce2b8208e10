// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/core/activity.hpp"
#include "host_stub/policy/status_rules.hpp"

// Whether scans that no longer show a finding are evidence that it is mended. No I/O.
namespace itsm::host::findings {

// The rule of the entries of such closures, and of those that bring a finding back because a scan shows it.
inline constexpr std::string_view kClosedByEvidence = "re_test_not_seen";
inline constexpr std::string_view kSeenAgainRule = "seen_again";

// A complete scan of the finding's scanner, asset and branch that did not show it.
struct Unseen {
  std::int64_t scans = 0;     // how many one after another, with this one
  std::string application{};  // as the scan names it; empty: it names none
  std::string actor{};        // "import 12"
  Time now{};
};

// The entry with which a finding in re-test is closed; nothing where that is not evidence enough.
std::optional<Activity> closed_by(const policy::ReTest& rules, const Finding& finding, const Unseen& unseen);

}  // namespace itsm::host::findings
