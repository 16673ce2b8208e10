// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/group.hpp"

#include "host_stub/core/text.hpp"

#include <algorithm>
#include <tuple>

namespace itsm::host::policy {
namespace {

bool goes_before(const Finding* left, const Finding* right) {
  return std::tie(left->severity, left->first_seen, left->id) <
         std::tie(right->severity, right->first_seen, right->id);
}

std::string either_of(const std::vector<FindingStatus>& statuses) {
  std::vector<std::string> names;
  for (const FindingStatus status : statuses) names.emplace_back(name_of(status));
  return joined(names, " or ");
}

}  // namespace

Decision decide(const Policy& policy, const Finding& finding) {
  const std::string status(name_of(finding.status));
  if (is_terminal(finding.status)) return {nullptr, "the finding is " + status};
  const auto& required = policy.require_status;
  if (!required.empty() && std::find(required.begin(), required.end(), finding.status) == required.end())
    return {nullptr, "the finding is " + status + ", and policy " + policy.name +
                         " makes tickets of those that are " + either_of(required)};
  if (std::string why = too_confidential(policy.disclosure, finding); !why.empty())
    return {nullptr, std::move(why)};
  for (const Rule& rule : policy.rules)
    if (rule.when.matches(finding)) return {&rule, {}};
  return {nullptr, "no rule of policy " + policy.name + " matches"};
}

std::vector<Group> group(const Policy& policy, std::span<const Finding* const> findings) {
  std::vector<Group> groups;
  std::map<std::string, std::size_t> places;  // key -> index in groups
  for (const Finding* finding : findings) {
    const Decision decision = decide(policy, *finding);
    if (decision.rule == nullptr) continue;
    Common common = common_of(grouping_of(policy, *decision.rule), *finding);
    common.key.push_back(finding->company.value);
    // One finding stays one ticket, wherever a changed severity would route it now.
    if (!common.alone) {
      common.key.push_back(decision.rule->ticket.project);
      if (!policy.across_applications) common.key.push_back(finding->application);
    }
    const std::string key = dump(common.key);
    const auto [place, is_new] = places.emplace(key, groups.size());
    if (is_new) groups.push_back({key, std::move(common.label), nullptr, {}});
    groups[place->second].members.push_back(finding);
  }
  for (Group& group : groups) {
    std::sort(group.members.begin(), group.members.end(), goes_before);
    group.rule = decide(policy, group.lead()).rule;
  }
  return groups;
}

std::vector<Group> group(const Policy& policy, std::span<const Finding> findings) {
  std::vector<const Finding*> pointers;
  for (const Finding& finding : findings) pointers.push_back(&finding);
  return group(policy, pointers);
}

Group group_of_ticket(const Policy& policy, std::vector<const Finding*> members) {
  std::sort(members.begin(), members.end(), goes_before);
  const Rule* rule = decide(policy, *members.front()).rule;
  if (rule == nullptr) rule = &policy.rules.front();
  return {{}, {}, rule, std::move(members)};
}

const Grouping& grouping_of(const Policy& policy, const Rule& rule) {
  return rule.grouping ? *rule.grouping : policy.grouping;
}

}  // namespace itsm::host::policy
