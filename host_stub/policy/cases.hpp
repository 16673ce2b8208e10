// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/policy/disposition.hpp"
#include "host_stub/policy/target_schema.hpp"

// Tests of a policy, kept beside it: findings in, what is expected of them out.
namespace itsm::host::policy {

// What one ticket must be like. What is not given may be anything.
struct ExpectedTicket {
  std::optional<std::string> rule{};
  std::optional<std::string> project{};
  std::optional<std::string> type{};
  std::optional<std::string> summary{};
  std::optional<std::int64_t> findings{};  // how many it is about
  std::map<std::string, std::vector<std::string>> fields{};
  std::vector<std::string> without_fields{};
  std::vector<std::string> description_has{};
  std::vector<std::string> description_lacks{};
  std::vector<std::string> withheld{};
  std::optional<std::string> due{};  // a date
};

struct PolicyCase {
  std::string name{};
  std::vector<Finding> findings{};
  std::optional<TicketFacts> ticket{};  // judges its state, instead of making tickets
  // Expected.
  std::vector<ExpectedTicket> tickets{};
  std::optional<std::string> no_ticket{};  // the reason
  std::optional<std::string> then{};       // a disposition, or a status
  std::optional<FindingStatus> becomes{};
  std::optional<bool> needs_person{};
  config::Place place{};
};

void read(config::Element element, PolicyCase& out);

// The create form of a project and type, as the vendor would have it.
struct Form {
  std::string project{};
  std::string type{};
  FieldList fields{};
};
void read(config::Element element, Form& out);

struct Cases {
  std::string policy{};  // its name
  std::vector<Form> forms{};
  std::vector<PolicyCase> cases{};
  config::Place place{};
};
void read(config::Element element, Cases& out);

struct Difference {
  std::string what{};
  std::string expected{};
  std::string found{};
  std::string why{};  // where what was found comes from; may be empty
};
struct CaseResult {
  std::string name{};
  std::string where{};
  std::vector<Difference> differences{};  // none: it passed
};

// Runs every case. Without a form for its project a ticket is made on one that takes whatever the policy
// writes, so that a case needs no vendor.
std::vector<CaseResult> run_cases(const Policy& policy, const Cases& cases);

// "a critical finding (policies/a.cases.yaml:7:5): priority is `High`, expected `Highest` (severity high)"
std::vector<std::string> lines_of(const CaseResult& result);

}  // namespace itsm::host::policy
