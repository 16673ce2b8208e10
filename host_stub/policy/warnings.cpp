// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/warnings.hpp"

#include <algorithm>
#include <set>

#include "host_stub/core/text.hpp"

namespace itsm::host::policy {
namespace {

class Warnings {
 public:
  void add(const config::Place& place, const std::string& what) {
    // An override holds the policy's own lines too.
    if (std::string line = to_string(place) + ": " + what; seen_.insert(line).second)
      lines_.push_back(std::move(line));
  }
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  std::vector<std::string> lines_;
  std::set<std::string> seen_;
};

void look_at(const Mapping& mapping, Warnings& out) {
  for (const FieldMapping& field : mapping.fields)
    for (const std::string& what : warnings_of(field)) out.add(field.place, what);
  const auto& pull = mapping.status.pull;
  for (std::size_t i = 0; i + 1 < pull.size(); ++i)
    if (pull[i].always())
      out.add(pull[i].place, "this line fits every ticket; the lines below it are never reached");
  for (std::size_t i = 0; i + 1 < mapping.assign.size(); ++i)
    if (mapping.assign[i].when.always() && mapping.assign[i].to != kToOwner &&
        mapping.assign[i].to != kToSupportGroup)
      out.add(mapping.assign[i].place, "this line takes every ticket; the lines below it are never reached");
}

void look_at_route(const Policy& policy, Warnings& out) {
  for (std::size_t i = 0; i + 1 < policy.rules.size(); ++i)
    if (policy.rules[i].when.always())
      out.add(policy.rules[i].place, "rule " + config::shown(policy.rules[i].name) +
                                         " takes every finding; the rules below it are never reached");
}

// An override may be meant for tickets that people move there; more often its project is misspelt.
void look_at_overrides(const Policy& policy, Warnings& out) {
  std::vector<std::string> projects;
  for (const Rule& rule : policy.rules) projects.push_back(rule.ticket.project);
  for (std::size_t i = 0; i < policy.overrides.size(); ++i) {
    const Override& line = policy.overrides[i];
    const auto same_project = [&](const std::string& project) {
      return to_lower(project) == to_lower(line.project);
    };
    if (std::none_of(projects.begin(), projects.end(), same_project))
      out.add(line.place, "no rule of `route` makes tickets in project " + config::shown(line.project) +
                              config::did_you_mean(line.project, projects));
    for (std::size_t j = 0; j < i; ++j) {
      const Override& above = policy.overrides[j];
      if (same_project(above.project) && (above.type.empty() || to_lower(above.type) == to_lower(line.type)))
        out.add(line.place, "the override on line " + std::to_string(above.place.at.line) +
                                " fits first; this one is never reached");
    }
  }
}

}  // namespace

std::vector<std::string> warnings_of(const Policy& policy) {
  Warnings out;
  look_at(policy.mapping, out);
  for (const Override& line : policy.overrides) look_at(line.mapping, out);
  look_at_route(policy, out);
  look_at_overrides(policy, out);
  return out.take();
}

}  // namespace itsm::host::policy
