// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

#include "host_stub/policy/policy.hpp"
#include "host_stub/policy/target_schema.hpp"

// Findings, policies and forms that the tests of this room share.
namespace itsm::host::policy {

inline Finding sample_finding(std::int64_t id = 1) {
  Finding finding;
  finding.id = FindingId{id};
  finding.company = CompanyId{7};
  finding.fingerprint = "1:" + std::to_string(id);
  finding.title = "SQL injection in login";
  finding.description = "The query is **built** from input.";
  finding.recommendation = "Use a prepared statement.";
  finding.severity = Severity::critical;
  finding.asset.name = "shop";
  finding.asset.owner = "owner@acme.test";
  finding.location.file = "src/Login.java";
  finding.location.line = 42;
  finding.scanner = "semgrep";
  finding.rule_id = "java.sqli";
  finding.branch = "main";
  finding.first_seen = *from_rfc3339("2026-11-02T10:00:00Z");
  return finding;
}

// Reads a policy of which only the parts of interest are given.
inline Policy policy_with(const std::string& parts,
                          const std::string& route = "  - {name: all, ticket: {project: SEC}}\n") {
  auto read = read_policy("p.yaml", "policy: p\nplugin: jira\nroute:\n" + route + parts);
  if (read) return *std::move(read);
  std::string what;
  for (const Complaint& complaint : read.error().complaints)
    what += complaint.where + ": " + complaint.what + "\n";
  throw std::runtime_error(what);
}

inline TargetSchema sample_schema() {
  TargetSchema schema;
  schema.project = {"10001", "SEC"};
  schema.type = {"1", "Bug"};
  schema.creation_modes = {CreationMode::standalone, CreationMode::subtask, CreationMode::link};
  schema.limits = {{"summary", 255, LengthUnit::utf16},
                   {"description", 32'767, LengthUnit::utf16},
                   {"label", 30, LengthUnit::utf16}};
  schema.priorities = {{"1", "Highest"}, {"2", "High"}, {"3", "Medium"}};
  const auto add = [&](std::string id, std::string name, FieldKind kind,
                       FieldRole role = FieldRole::none) -> FieldDescription& {
    FieldDescription field;
    field.id = std::move(id);
    field.name = std::move(name);
    field.kind = kind;
    field.role = role;
    return schema.form.fields.emplace_back(std::move(field));
  };
  add("summary", "Summary", FieldKind::string, FieldRole::summary).required = true;
  add("description", "Description", FieldKind::text, FieldRole::description);
  add("priority", "Priority", FieldKind::priority, FieldRole::priority);
  add("assignee", "Assignee", FieldKind::person, FieldRole::assignee);
  add("labels", "Labels", FieldKind::labels, FieldRole::labels);
  add("duedate", "Due date", FieldKind::date, FieldRole::due_date);
  add("cf_1", "Start date", FieldKind::date);
  add("cf_2", "Cost center", FieldKind::option).options = {{"71", "Payments", {}, {}, false},
                                                           {"72", "Platform", {}, {}, false}};
  add("cf_3", "CVSS", FieldKind::number);
  add("cf_4", "Team", FieldKind::string).max_length = 10;
  add("cf_5", "Team", FieldKind::string);
  add("cf_6", "Seen", FieldKind::datetime);
  add("cf_7", "Exploited", FieldKind::boolean);
  add("cf_8", "Affects", FieldKind::options).has_more_options = true;
  add("cf_9", "Layers", FieldKind::cascade);
  return schema;
}

}  // namespace itsm::host::policy
