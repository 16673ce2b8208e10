// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/grouping.hpp"

#include <algorithm>

namespace itsm::host::policy {
namespace {

Common alone(const Finding& finding) {
  return {Json::array({"finding", finding.fingerprint}), finding.title, true};
}

Common by(std::string_view kind, std::vector<std::string> values, std::string label, const Finding& finding) {
  if (std::all_of(values.begin(), values.end(), [](const std::string& value) { return value.empty(); }))
    return alone(finding);
  Common common{Json::array({kind}), std::move(label), false};
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
  Common common{Json::array({"attributes"}), {}, false};
  for (const AttributeName& attribute : attributes) {
    const std::string value = to_text(attribute.of(finding));
    common.key.push_back(attribute.text());
    common.key.push_back(value);
    if (!common.label.empty()) common.label += ", ";
    common.label += attribute.text() + " " + (value.empty() ? "unknown" : value);
  }
  return common;
}

}  // namespace

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

void read(config::Element element, Grouping& out) {
  if (element.is_description()) {
    Json kind;
    GroupKind one{};
    read(config::Element::describing(kind), one);
    Json list;
    read(config::Element::describing(list), out.attributes);
    element.schema() = {{"anyOf", Json::array({std::move(kind), std::move(list)})}};
    return;
  }
  if (element.node().kind != config::NodeKind::list) return read(element, out.kind);
  out.kind = GroupKind::attributes;
  read(element, out.attributes);
  if (out.attributes.empty()) element.expected("at least one attribute");
}

}  // namespace itsm::host::policy
