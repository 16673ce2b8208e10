// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/evidence.hpp"

#include <algorithm>

namespace itsm::host::findings {

std::optional<Activity> closed_by(const policy::ReTest& rules, const Finding& finding, const Unseen& unseen) {
  if (rules.close_when != policy::CloseWhen::not_seen || unseen.scans < rules.scans) return std::nullopt;
  // A scan that was looked at here is of the finding's scanner, asset and branch.
  const bool is_of_application =
      std::find(rules.same.begin(), rules.same.end(), policy::Sameness::application) != rules.same.end();
  if (is_of_application && unseen.application != finding.application) return std::nullopt;
  if (!check_transition(finding.status, FindingStatus::closed, Cause::re_test)) return std::nullopt;
  Activity entry;
  entry.finding = finding.id;
  entry.at = unseen.now;
  entry.kind = ActivityKind::status;
  entry.cause = Cause::re_test;
  entry.actor = unseen.actor;
  entry.member = "status";
  entry.from = name_of(finding.status);
  entry.to = name_of(FindingStatus::closed);
  entry.why = unseen.scans == 1
                  ? "A complete scan of its asset and branch no longer shows it."
                  : std::to_string(unseen.scans) +
                        " complete scans of its asset and branch, one after another, no longer show it.";
  entry.rule = kClosedByEvidence;
  return entry;
}

}  // namespace itsm::host::findings
