// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/report.hpp"

#include <algorithm>
#include <utility>

namespace itsm::conformance {
namespace {

constexpr std::size_t kShown = 1000;  // bytes of what was expected or seen; the JSON report has all of it

std::string shown(const std::string& text) {
  if (text.size() <= kShown) return text;
  return text.substr(0, kShown) + "... (" + std::to_string(text.size()) + " bytes)";
}

std::size_t count(const std::vector<CaseResult>& outcomes, Verdict verdict) {
  return static_cast<std::size_t>(std::ranges::count_if(
      outcomes, [&](const CaseResult& outcome) { return outcome.finding.verdict == verdict; }));
}

std::size_t count_quirks(const std::vector<CaseResult>& outcomes) {
  return static_cast<std::size_t>(std::ranges::count_if(outcomes, &CaseResult::quirk));
}

}  // namespace

void print_list(std::ostream& out, bool json) {
  Json list = Json::array();
  for (const Case& one : all_cases()) {
    if (json)
      list.push_back(
          {{"name", one.name}, {"sentence", one.sentence}, {"needs_target", one.needs == Needs::target}});
    else
      out << one.name << (one.needs == Needs::target ? "  (needs a target)" : "") << "\n    " << one.sentence
          << "\n";
  }
  if (json) out << dump(list) << "\n";
}

void print_outcome(std::ostream& out, const CaseResult& outcome) {
  const Finding& finding = outcome.finding;
  out << name_of(finding.verdict) << "  " << outcome.judged->name << "  (" << outcome.took.count()
      << " ms)\n";
  if (finding.verdict == Verdict::passed) return;
  if (finding.verdict == Verdict::skipped || finding.verdict == Verdict::inapplicable) {
    out << "    " << finding.seen << "\n";
    return;
  }
  out << "    " << outcome.judged->sentence << "\n    expected: " << shown(finding.expected)
      << "\n    seen: " << shown(finding.seen) << "\n    again: --case " << outcome.judged->name << " --seed "
      << outcome.seed << "\n";
}

void print_summary(std::ostream& out, const std::vector<CaseResult>& outcomes, std::size_t without_target) {
  out << "\n"
      << outcomes.size() << " cases: " << count(outcomes, Verdict::passed) << " passed, "
      << count(outcomes, Verdict::failed) << " failed, " << count(outcomes, Verdict::skipped) << " skipped, "
      << count(outcomes, Verdict::inapplicable) << " do not apply, " << count(outcomes, Verdict::warning)
      << " warnings\n";
  // What a vendor cannot meet is something else than what a plugin does not have.
  out << count_quirks(outcomes) << " of the skipped by quirks";
  const char* before = ": ";
  for (const CaseResult& outcome : outcomes)
    if (outcome.quirk) out << std::exchange(before, ", ") << outcome.judged->name;
  out << "\n";
  if (without_target != 0) out << without_target << " more need a vendor: --target\n";
}

void print_json(std::ostream& out, const std::vector<CaseResult>& outcomes) {
  Json cases = Json::array();
  for (const CaseResult& outcome : outcomes) {
    Json one = {{"name", outcome.judged->name},
                {"sentence", outcome.judged->sentence},
                {"verdict", name_of(outcome.finding.verdict)},
                {"ms", outcome.took.count()}};
    if (!outcome.finding.expected.empty()) one["expected"] = outcome.finding.expected;
    if (!outcome.finding.seen.empty()) one["seen"] = outcome.finding.seen;
    if (outcome.quirk) one["quirk"] = true;
    if (outcome.finding.verdict == Verdict::failed) one["seed"] = outcome.seed;
    cases.push_back(std::move(one));
  }
  Json summary;
  for (const auto& [verdict, name] : EnumNames<Verdict>::names)
    summary[std::string(name)] = count(outcomes, verdict);
  summary["quirks"] = count_quirks(outcomes);
  out << dump({{"cases", std::move(cases)}, {"summary", std::move(summary)}}) << "\n";
}

bool any_failed(const std::vector<CaseResult>& outcomes) { return count(outcomes, Verdict::failed) != 0; }

}  // namespace itsm::conformance
