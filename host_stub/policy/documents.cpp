// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/documents.hpp"

#include <algorithm>

#include "host_stub/config/scalars.hpp"
#include "host_stub/config/yaml.hpp"

namespace itsm::host::policy {
namespace {

void read_one(const config::Source& source, config::Report& report, Documents& out) {
  const auto root = config::parse_yaml(source.text, report);
  if (!root) return;
  const config::Element element(*root, report);
  const auto kind = config::kind_of(element);
  if (!kind) return;
  switch (*kind) {
    case config::DocumentKind::companies: {
      config::Companies read_companies;
      read(element, read_companies);
      std::move(read_companies.companies.begin(), read_companies.companies.end(),
                std::back_inserter(out.companies));
      return;
    }
    case config::DocumentKind::integration:
      return read(element, out.integrations.emplace_back());
    case config::DocumentKind::routing:
      return read(element, out.routing.emplace_back());
    case config::DocumentKind::preset:
      return read(element, out.presets.emplace_back());
    case config::DocumentKind::cases:
      return read(element, out.cases.emplace_back());
    case config::DocumentKind::policy: {
      Policy& policy = out.policies.emplace_back();
      read(element, policy);
      policy.file = source.file;
      policy.text = source.text;
      return;
    }
  }
}

// The same name in two files: which of them counts would depend on their order.
class Names {
 public:
  Names(std::string what, std::vector<Complaint>& complaints)
      : what_(std::move(what)), complaints_(complaints) {}

  void add(const std::string& name, const std::string& where) {
    if (name.empty()) return;
    const auto [first, is_new] = seen_.emplace(name, where);
    if (!is_new)
      complaints_.push_back(
          {where, what_ + " " + config::shown(name) + " is defined already in " + first->second});
  }

 private:
  std::string what_;
  std::vector<Complaint>& complaints_;
  std::map<std::string, std::string> seen_;
};

void find_repeated(const Documents& documents, std::vector<Complaint>& complaints) {
  Names companies("company", complaints);
  Names integrations("integration", complaints);
  Names policies("policy", complaints);
  Names routing("routing of company", complaints);
  Names presets("preset", complaints);
  for (const auto& company : documents.companies) companies.add(company.name, to_string(company.place));
  for (const auto& integration : documents.integrations)
    integrations.add(integration.name, to_string(integration.place));
  for (const auto& policy : documents.policies) policies.add(policy.name, to_string(policy.place));
  for (const auto& preset : documents.presets) presets.add(preset.name, to_string(preset.place));
  for (const auto& rules : documents.routing) routing.add(rules.company, to_string(rules.place));
}

}  // namespace

void read(config::Element element, RoutingRule& out) {
  out.place = place_of(element);
  config::MapReader map(element);
  map.optional("name", out.name, "What people see as the reason.", config::read_line);
  map.optional("when", out.when, "All of these must hold. Left out: every finding.");
  map.required("integration", out.integration, "Name of the integration.", config::read_name);
}

void read(config::Element element, Routing& out) {
  out.place = place_of(element);
  config::MapReader map(element);
  map.required("routing", out.company, "The company whose findings these rules route.", config::read_name);
  map.required("rules", out.rules, "In this order; the first that matches names the integration.");
}

const RoutingRule* route(const Routing& routing, const Finding& finding) {
  const auto rule =
      std::find_if(routing.rules.begin(), routing.rules.end(),
                   [&](const RoutingRule& candidate) { return candidate.when.matches(finding); });
  return rule == routing.rules.end() ? nullptr : &*rule;
}

Result<Documents> read_documents(std::span<const config::Source> sources) {
  Documents documents;
  std::vector<Complaint> complaints;
  for (const config::Source& source : sources) {
    config::Report report(source.file);
    read_one(source, report, documents);
    for (Complaint& complaint : report.complaints()) complaints.push_back(std::move(complaint));
  }
  find_repeated(documents, complaints);
  if (!complaints.empty()) return unexpected(config::refusal(std::move(complaints)));
  return documents;
}

std::vector<Complaint> unknown_references(const Documents& documents, const KnownNames& known) {
  KnownNames all = known;
  for (const auto& company : documents.companies) all.companies.insert(company.name);
  for (const auto& integration : documents.integrations) all.integrations.insert(integration.name);
  for (const auto& policy : documents.policies) all.policies.insert(policy.name);

  std::vector<Complaint> complaints;
  const auto refer = [&](const std::string& name, const std::set<std::string>& names, std::string_view what,
                         const config::Place& place) {
    if (names.contains(name)) return;
    complaints.push_back({to_string(place), "there is no " + std::string(what) + " " + config::shown(name) +
                                                config::did_you_mean(name, {names.begin(), names.end()})});
  };
  for (const auto& integration : documents.integrations) {
    // A draft may have none yet.
    if (integration.enabled || !integration.policy.empty())
      refer(integration.policy, all.policies, "policy", integration.place);
    for (const std::string& company : integration.companies)
      refer(company, all.companies, "company", integration.place);
    for (const auto& [company, projects] : integration.projects)
      if (!company.empty()) refer(company, all.companies, "company", integration.place);
  }
  for (const auto& preset : documents.presets)
    if (!preset.integration.empty()) refer(preset.integration, all.integrations, "integration", preset.place);
  for (const auto& cases : documents.cases) refer(cases.policy, all.policies, "policy", cases.place);
  for (const auto& routing : documents.routing) {
    refer(routing.company, all.companies, "company", routing.place);
    for (const auto& rule : routing.rules)
      refer(rule.integration, all.integrations, "integration", rule.place);
  }
  return complaints;
}

}  // namespace itsm::host::policy
