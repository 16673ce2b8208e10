// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/policy.hpp"

#include <algorithm>

#include "host_stub/config/scalars.hpp"
#include "host_stub/config/yaml.hpp"
#include "host_stub/policy/warnings.hpp"

namespace itsm::host::policy {
namespace {

using config::Element;
using config::MapReader;

void read_target(Element element, Target& out) {
  MapReader map(element);
  map.required("project", out.project, "Key, name or id of the project.", config::read_line);
  map.optional("type", out.types, "Kind of ticket; of a list the first that the project offers.",
               [](Element inner, auto& types) { config::read_one_or_many(inner, types); });
  map.optional("labels", out.labels, "Put on every ticket of this rule.");
}

void read_rules(Element element, std::vector<Rule>& out) {
  read(element, out);
  if (element.is_description() || element.node().kind != config::NodeKind::list) return;
  if (out.empty()) element.complain("`route` needs at least one rule");
  std::map<std::string, config::Position> names;
  for (const Rule& rule : out)
    if (const auto [first, is_new] = names.emplace(rule.name, rule.place.at); !is_new && !rule.name.empty())
      element.report().complain(rule.place.at, "rule " + config::shown(rule.name) +
                                                   " stands twice; the first is on line " +
                                                   std::to_string(first->second.line));
}

// A status that a person or a policy may give to a finding that is not decided.
void read_active_status(Element element, FindingStatus& out) {
  std::vector<std::string> words;
  for (const auto& [status, name] : EnumNames<FindingStatus>::names)
    if (!is_terminal(status)) words.emplace_back(name);
  std::string word;
  if (read_word(element, words, word)) out = *enum_from<FindingStatus>(word);
}

struct ActiveStatus {
  FindingStatus status{};
};
void read(Element element, ActiveStatus& out) { read_active_status(element, out.status); }

void read_on_created(Element element, FindingStatus& out) {
  MapReader map(element);
  map.required("status", out, "What a finding becomes when its ticket is made.", read_active_status);
}

void read_overrides(Element element, const Mapping& base, std::vector<Override>& out) {
  if (element.is_description()) {
    Json items;
    Override one;
    read(Element::describing(items), one);
    element.schema() = {{"type", "array"}, {"items", std::move(items)}};
    return;
  }
  if (element.node().kind != config::NodeKind::list) return element.expected("a list");
  for (const config::Node& node : element.node().items) {
    out.push_back({{}, {}, base, {}});
    read(Element(node, element.report()), out.back());
  }
}

}  // namespace

void read(Element element, Rule& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.required("name", out.name, "What people see as the reason of a ticket.", config::read_line);
  map.optional("when", out.when, "All of these must hold. Left out: every finding.");
  map.required("ticket", out.ticket, "Where and what kind.", read_target);
  Grouping grouping;
  if (map.optional("group_by", grouping, "Instead of the policy's own `group_by`.")) out.grouping = grouping;
}

void read(Element element, Policy& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.required("policy", out.name, "Its name, which integrations refer to.", config::read_name);
  map.required("plugin", out.plugin, "Id of the plugin that it is written for.", config::read_name);
  map.required("route", out.rules,
               "In this order; the first that matches makes the ticket. None matches: no ticket.",
               read_rules);
  std::vector<ActiveStatus> required;
  map.optional("require_status", required, "Only findings in one of these statuses get a ticket.",
               [](Element inner, auto& values) { config::read_one_or_many(inner, values); });
  for (const ActiveStatus& status : required) out.require_status.push_back(status.status);
  FindingStatus created{};
  if (map.optional("on_created", created, "What a new ticket does to its findings. Default: nothing.",
                   read_on_created))
    out.on_created = created;
  map.optional("group_by", out.grouping,
               "Which findings share a ticket: finding (none do), vulnerability_type, file, asset, solution, "
               "or a list of attributes. Default: vulnerability_type.");
  map.optional("across_applications", out.across_applications,
               "Findings of different applications may share a ticket. Default: false.");
  read_mapping(map, out.mapping);
  map.optional("overrides", out.overrides, "Other values for a project, or for a type in it.",
               [&](Element inner, auto& overrides) { read_overrides(inner, out.mapping, overrides); });
  map.optional("disclosure", out.disclosure, "What never leaves for the ticket system.");
  map.optional("auto_create", out.auto_create, "Tickets without a person.");
  map.optional("re_test", out.re_test, "By what a finding in re-test is closed. Default: by a person.");
  map.optional("sla", out.sla, "By when findings are to be remedied: the strictest line that fits.");
  out.warnings = warnings_of(out);
}

Result<Policy> read_policy(const std::string& file, std::string text) {
  config::Report report(file);
  Policy policy;
  if (const auto root = config::parse_yaml(text, report)) read(Element(*root, report), policy);
  if (!report.clean()) return unexpected(config::refusal(report.complaints()));
  policy.file = file;
  policy.text = std::move(text);
  return policy;
}

const Mapping& mapping_for(const Policy& policy, const Named& project, const Named& type) {
  const auto found = std::find_if(policy.overrides.begin(), policy.overrides.end(),
                                  [&](const Override& candidate) { return candidate.fits(project, type); });
  return found == policy.overrides.end() ? policy.mapping : found->mapping;
}

}  // namespace itsm::host::policy
