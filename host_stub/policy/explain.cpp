// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/explain.hpp"

namespace itsm::host::policy {

Explanation explain(const Policy& policy, const Finding& finding) {
  Explanation out;
  out.decision = decide(policy, finding);
  for (const Rule& rule : policy.rules) out.rules.push_back({&rule, rule.when.unmet(finding)});
  if (out.decision.rule != nullptr) {
    const Common common = common_of(grouping_of(policy, *out.decision.rule), finding);
    out.shares = common.alone ? "nothing; it has a ticket of its own" : common.label;
  }
  out.due = due_date(policy.sla, finding);
  out.by_hand = reason_against_auto_create(policy, finding);
  return out;
}

}  // namespace itsm::host::policy
