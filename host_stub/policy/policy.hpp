// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/config/documents.hpp"
#include "host_stub/policy/auto_create.hpp"
#include "host_stub/policy/condition.hpp"
#include "host_stub/policy/disclosure.hpp"
#include "host_stub/policy/grouping.hpp"
#include "host_stub/policy/mapping.hpp"
#include "host_stub/policy/sla.hpp"

// A mapping policy as it was read. Immutable; may be used from any thread.
namespace itsm::host::policy {

// Where tickets of a rule are made.
struct Target {
  std::string project{};             // key, name or id
  std::vector<std::string> types{};  // in order of preference; empty: the first that the project offers
  std::vector<std::string> labels{};
};

struct Rule {
  std::string name{};
  Condition when{};
  Target ticket{};
  std::optional<Grouping> grouping{};  // none: the policy's
  config::Place place{};
};
void read(config::Element element, Rule& out);

struct Policy {
  std::string name{};
  std::string plugin{};
  std::vector<Rule> rules{};
  std::vector<FindingStatus> require_status{};  // empty: every one that is not terminal
  std::optional<FindingStatus> on_created{};    // what a finding becomes when its ticket is made
  Grouping grouping{};
  bool across_applications = false;
  Mapping mapping{};
  std::vector<Override> overrides{};  // in this order; the first that fits a ticket
  Disclosure disclosure{};
  AutoCreate auto_create{};
  ReTest re_test{};
  Sla sla{};
  std::vector<std::string> warnings{};  // what a person should know about it, "file:line:column: sentence"
  config::Place place{};
  std::string file{};
  std::string text{};  // exactly as written
};

void read(config::Element element, Policy& out);

// The policy of one file, with everything that is wrong with it.
Result<Policy> read_policy(const std::string& file, std::string text);

// What holds for tickets of this project and type.
const Mapping& mapping_for(const Policy& policy, const Named& project, const Named& type);

}  // namespace itsm::host::policy
