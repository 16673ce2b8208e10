// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host_stub/core/finding.hpp"
#include "host_stub/policy/policy.hpp"

namespace itsm::host::policy {

// What becomes of one finding. rule points into the policy; null: no ticket, and reason says why.
struct Decision {
  const Rule* rule = nullptr;
  std::string reason{};
};

// First rule that matches. A finding gets no ticket in a terminal status, in one that the policy does not ask
// for, or when it is too confidential. Every finding gets an answer, and the same finding the same one.
Decision decide(const Policy& policy, const Finding& finding);

// Findings that share a ticket. rule points into the policy, members into the findings.
struct Group {
  // The same for the same findings under the same policy, whatever else is pushed with them. A JSON array:
  // what the findings have in common.
  std::string key{};
  std::string label{};  // for people: "rule java.sqli.jdbc"
  const Rule* rule = nullptr;
  std::vector<const Finding*> members{};  // worst first, then first seen, then id; at least one

  const Finding& lead() const { return *members.front(); }
};

// Groups of all findings that get a ticket, in the order in which the input first names one of them. A group
// never spans companies, projects or, unless the policy says so, applications.
std::vector<Group> group(const Policy& policy, std::span<const Finding* const> findings);
std::vector<Group> group(const Policy& policy, std::span<const Finding> findings);

// The findings of one ticket that exists, whatever routing would make of them now; at least one.
Group group_of_ticket(const Policy& policy, std::vector<const Finding*> members);

// How findings of a rule are grouped.
const Grouping& grouping_of(const Policy& policy, const Rule& rule);

}  // namespace itsm::host::policy
