// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/policy/documents.hpp"

// The cases beside policies, run and told.
namespace itsm::host::services {

struct CaseDifference {
  std::string what{};
  std::string expected{};
  std::string found{};
  std::string why{};

  static constexpr std::string_view kDocument = "case_difference";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("what", self.what, "A field, or what the case names.");
    visit.required("expected", self.expected, "By the case.");
    visit.required("found", self.found, "By the policy.");
    visit.optional("why", self.why, "Where what was found comes from.");
  }
};

struct CaseOutcome {
  std::string policy{};
  std::string name{};
  std::string where{};
  bool passed = false;
  std::vector<CaseDifference> differences{};

  static constexpr std::string_view kDocument = "case_outcome";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("policy", self.policy, "Its name.");
    visit.required("name", self.name, "Of the case.");
    visit.required("where", self.where, "file:line:column.");
    visit.required("passed", self.passed, "Everything came as expected.");
    visit.optional("differences", self.differences, "What did not.");
  }
};

struct TestReport {
  std::int64_t passed = 0;
  std::int64_t failed = 0;
  std::vector<CaseOutcome> cases{};
  std::vector<std::string> untested{};

  static constexpr std::string_view kDocument = "policy_test_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("passed", self.passed, "How many cases.");
    visit.required("failed", self.failed, "How many cases.");
    visit.required("cases", self.cases, "In the order of the files.");
    visit.optional("untested", self.untested, "Policies without a case.");
  }
};

// Refused with "policy_missing" for cases whose policy is not among the documents.
Result<TestReport> run_tests(const policy::Documents& documents);

}  // namespace itsm::host::services
