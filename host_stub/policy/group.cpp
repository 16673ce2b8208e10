// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/group.hpp"

#include <algorithm>
#include <tuple>

namespace itsm::host::policy {
namespace {

// What findings of one ticket have in common, and how to say it.
struct Common {
  Json key = Json::array();
  std::string label{};
};

// Findings that lack what they would be grouped by stand alone.
Common alone(const Finding& finding) {
  return {Json::array({"finding", finding.fingerprint}), finding.title};
}

Common by(std::string_view kind, std::vector<std::string> values, std::string label, const Finding& finding) {
  if (std::all_of(values.begin(), values.end(), [](const std::string& value) { return value.empty(); }))
    return alone(finding);
  Common common{Json::array({kind}), std::move(label)};
  for (std::string& value : values) common.key.push_back(std::move(value));
  return common;
}

Common by_type(const Finding& finding) {
  const bool has_advisory = finding.category == Category::sca || finding.category == Category::container ||
                            finding.category == Category::host;
  if (has_advisory && !finding.cve.empty())
    return by("cve", {finding.cve.front()}, finding.cve.front(), finding);
  if (finding.rule_id.empty()) return alone(finding);
  return by("rule", {finding.scanner, finding.rule_id}, "rule " + finding.rule_id, finding);
}

Common by_file(const Finding& finding) {
  const std::string& file =
      finding.location.manifest.empty() ? finding.location.file : finding.location.manifest;
  if (file.empty()) return alone(finding);
  return by("file", {finding.scanner, finding.asset.name, file}, "file " + file, finding);
}

Common by_solution(const Finding& finding) {
  const std::string& solution = finding.solution_id.empty() ? finding.solution : finding.solution_id;
  return by("solution", {solution}, finding.solution.empty() ? solution : finding.solution, finding);
}

Common by_attributes(const std::vector<AttributeName>& attributes, const Finding& finding) {
  Common common{Json::array({"attributes"}), {}};
  for (const AttributeName& attribute : attributes) {
    const std::string value = to_text(attribute.of(finding));
    common.key.push_back(attribute.text());
    common.key.push_back(value);
    if (!common.label.empty()) common.label += ", ";
    common.label += attribute.text() + " " + (value.empty() ? "unknown" : value);
  }
  return common;
}

Common common_of(const Grouping& grouping, const Finding& finding) {
  switch (grouping.kind) {
    case GroupKind::finding:
      return alone(finding);
    case GroupKind::vulnerability_type:
      return by_type(finding);
    case GroupKind::file:
      return by_file(finding);
    case GroupKind::asset:
      return by("asset", {finding.asset.name}, "asset " + finding.asset.name, finding);
    case GroupKind::solution:
      return by_solution(finding);
    case GroupKind::attributes:
      return by_attributes(grouping.attributes, finding);
  }
  return alone(finding);
}

bool goes_before(const Finding* left, const Finding* right) {
  return std::tie(left->severity, left->first_seen, left->id) <
         std::tie(right->severity, right->first_seen, right->id);
}

}  // namespace

Decision decide(const Policy& policy, const Finding& finding) {
  if (is_terminal(finding.status)) return {nullptr, "the finding is " + std::string(name_of(finding.status))};
  for (const Rule& rule : policy.rules)
    if (rule.when.matches(finding)) return {&rule, {}};
  return {nullptr, "no rule of policy " + policy.name + " matches"};
}

std::vector<Group> group(const Policy& policy, std::span<const Finding> findings) {
  std::vector<Group> groups;
  std::map<std::string, std::size_t> places;  // key -> index in groups
  for (const Finding& finding : findings) {
    const Decision decision = decide(policy, finding);
    if (decision.rule == nullptr) continue;
    Common common = common_of(policy.grouping, finding);
    common.key.push_back(finding.company.value);
    // One finding stays one ticket, wherever a changed severity would route it now.
    if (common.key[0] != "finding") {
      common.key.push_back(decision.rule->ticket.project);
      if (!policy.grouping.across_applications) common.key.push_back(finding.application);
    }
    const std::string key = dump(common.key);
    const auto [place, is_new] = places.emplace(key, groups.size());
    if (is_new) groups.push_back({key, std::move(common.label), nullptr, {}});
    groups[place->second].members.push_back(&finding);
  }
  for (Group& group : groups) {
    std::sort(group.members.begin(), group.members.end(), goes_before);
    group.rule = decide(policy, group.lead()).rule;
  }
  return groups;
}

}  // namespace itsm::host::policy
