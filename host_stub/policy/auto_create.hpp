// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host_stub/config/element.hpp"
#include "host_stub/core/finding.hpp"

namespace itsm::host::policy {

struct Policy;

// Whether and for what an import makes tickets by itself; the import path executes it.
struct AutoCreate {
  bool after_import = false;
  Severity severity_at_least = Severity::high;
  std::int64_t max_tickets = 100;
  std::vector<std::string> branches{};  // patterns; empty: all
};
void read(config::Element element, AutoCreate& out);

// Why an import makes no ticket of this finding by itself; empty: it does.
std::string reason_against_auto_create(const Policy& policy, const Finding& finding);

// Of an import's findings those that get a ticket without a person.
struct AutoSelection {
  struct Skipped {
    const Finding* finding = nullptr;
    std::string why{};
  };
  std::vector<const Finding*> chosen{};  // point into the findings
  std::vector<Skipped> skipped{};
  std::size_t tickets = 0;
  // More tickets than the policy lets an import make: nothing is made, a person looks at the plan.
  bool above_ceiling = false;
};
AutoSelection select_for_auto_create(const Policy& policy, std::span<const Finding> findings);

}  // namespace itsm::host::policy
