// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/shown_group.hpp"

#include <algorithm>

namespace itsm::host::policy {

ShownGroup shown_to_vendor(const Policy& policy, const Group& group, std::vector<Withheld>& withheld) {
  ShownGroup out;
  out.findings.reserve(group.members.size());
  for (const Finding* member : group.members) {
    std::vector<Withheld> of_member;
    out.findings.push_back(disclosed(policy.disclosure, *member, of_member));
    for (Withheld& what : of_member)
      if (std::none_of(withheld.begin(), withheld.end(), [&](const Withheld& known) {
            return known.what == what.what && known.why == what.why;
          }))
        withheld.push_back(std::move(what));
  }
  const Grouping& grouping = grouping_of(policy, *group.rule);
  out.group = {group.key, common_of(grouping, out.findings.front()).label, group.rule, {}};
  for (const Finding& finding : out.findings) out.group.members.push_back(&finding);
  return out;
}

}  // namespace itsm::host::policy
