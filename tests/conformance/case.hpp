// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <itsm/error.hpp>

#include "plugin_api/loader/operation.hpp"

namespace itsm::conformance {

enum class Verdict { passed, failed, skipped, inapplicable, warning };

// Why a case did not simply pass.
struct Finding {
  Verdict verdict = Verdict::failed;
  std::string expected{};  // failed, warning: what the contract promises
  std::string seen{};      // what happened instead; skipped, inapplicable: why
};

using Judgement = Result<void, Finding>;

inline Unexpected<Finding> failed(std::string expected, std::string seen) {
  return unexpected(Finding{Verdict::failed, std::move(expected), std::move(seen)});
}
inline Unexpected<Finding> skipped(std::string why) {
  return unexpected(Finding{Verdict::skipped, {}, std::move(why)});
}
// The promise is about something that this account at this vendor has not, as the target says beforehand.
inline Unexpected<Finding> inapplicable(std::string why) {
  return unexpected(Finding{Verdict::inapplicable, {}, std::move(why)});
}
inline Judgement expect(bool holds, std::string expected, std::string seen) {
  if (holds) return {};
  return failed(std::move(expected), std::move(seen));
}

// "rate_limited: Jira limits requests [HTTP 429]"
std::string text_of(const Error& error);

// What must succeed for the case to go on.
template <class T>
Result<T, Finding> must(Result<T> result, std::string_view what) {
  if (!result) return failed(std::string(what) + " succeeds", text_of(result.error()));
  return *std::move(result);
}

class Bench;

// What a case needs besides the plugin.
enum class Needs {
  nothing,  // the suite itself answers the plugin's requests
  target    // a vendor, live or simulated
};

// One promise of the contract. Cases do not depend on each other; each has a process and tickets of its own.
struct Case {
  std::string_view name;      // kebab-case; stable, since quirks name it
  std::string_view sentence;  // the promise
  Needs needs = Needs::nothing;
  // Optional operations without which the promise was not made.
  std::vector<loader::Operation> operations{};
  Judgement (*run)(Bench&) = nullptr;
};

// All cases, in the order in which they are best read.
const std::vector<Case>& all_cases();

// The groups that all_cases joins, one file each.
std::vector<Case> manifest_cases();
std::vector<Case> contract_cases();
std::vector<Case> process_cases();
std::vector<Case> answer_cases();
std::vector<Case> uncertainty_cases();
std::vector<Case> manners_cases();
std::vector<Case> create_cases();
std::vector<Case> text_cases();
std::vector<Case> look_up_cases();
std::vector<Case> update_cases();
std::vector<Case> transition_cases();
std::vector<Case> comment_cases();
std::vector<Case> picker_cases();
std::vector<Case> change_cases();
std::vector<Case> webhook_cases();

}  // namespace itsm::conformance

template <>
struct itsm::EnumNames<itsm::conformance::Verdict> {
  using Verdict = itsm::conformance::Verdict;
  static constexpr std::array<std::pair<Verdict, std::string_view>, 5> names{
      {{Verdict::passed, "passed"},
       {Verdict::failed, "failed"},
       {Verdict::skipped, "skipped"},
       {Verdict::inapplicable, "inapplicable"},
       {Verdict::warning, "warning"}}};
};
