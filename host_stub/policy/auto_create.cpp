// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/auto_create.hpp"

#include <algorithm>

#include "host_stub/policy/glob.hpp"
#include "host_stub/policy/group.hpp"

namespace itsm::host::policy {
void read(config::Element element, AutoCreate& out) {
  config::MapReader map(element);
  map.optional("after_import", out.after_import, "Make tickets when an import has ended. Default: false.");
  map.optional("severity_at_least", out.severity_at_least, "For these severities. Default: high.");
  map.optional("max_tickets", out.max_tickets,
               "More than these are made by nobody but a person. Default: 100.", config::Within{1, 500});
  map.optional("branches", out.branches,
               "Patterns of branches; * stays within one part of the name, ** crosses '/'. Left out: all.");
}

std::string reason_against_auto_create(const Policy& policy, const Finding& finding) {
  const AutoCreate& rule = policy.auto_create;
  if (!rule.after_import) return "policy " + policy.name + " makes no tickets after an import";
  if (finding.severity > rule.severity_at_least)
    return "its severity " + std::string(name_of(finding.severity)) + " is below " +
           std::string(name_of(rule.severity_at_least));
  // Hosts and images have no branch; a list of branches says nothing about them.
  const bool listed =
      finding.branch.empty() || rule.branches.empty() ||
      std::any_of(rule.branches.begin(), rule.branches.end(),
                  [&](const std::string& pattern) { return glob_matches(pattern, finding.branch); });
  if (!listed) return "branch " + config::shown(finding.branch) + " is not among the policy's branches";
  const Decision decision = decide(policy, finding);
  return decision.rule == nullptr ? decision.reason : std::string();
}

AutoSelection select_for_auto_create(const Policy& policy, std::span<const Finding> findings) {
  AutoSelection selection;
  for (const Finding& finding : findings) {
    if (std::string why = reason_against_auto_create(policy, finding); !why.empty()) {
      selection.skipped.push_back({&finding, std::move(why)});
    } else {
      selection.chosen.push_back(&finding);
    }
  }
  selection.tickets = group(policy, selection.chosen).size();
  selection.above_ceiling = selection.tickets > static_cast<std::size_t>(policy.auto_create.max_tickets);
  return selection;
}

}  // namespace itsm::host::policy
