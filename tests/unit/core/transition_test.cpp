// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/transition.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"

namespace itsm::host {
namespace {

// The rules written a second time, as a person reads them in the documentation.
bool expected(FindingStatus from, FindingStatus to, Cause cause) {
  if (from == to) return false;
  if (is_terminal(from)) return to == FindingStatus::open;
  switch (to) {
    case FindingStatus::closed:
      return cause == Cause::person || cause == Cause::re_test || cause == Cause::auto_close;
    case FindingStatus::accepted_risk:
    case FindingStatus::false_positive:
      return cause == Cause::person || cause == Cause::policy || cause == Cause::import;
    default:
      return true;
  }
}

TEST_CASE("every transition of nine statuses by seven causes is judged by the rules") {
  int legal = 0;
  for (const auto& [from, from_name] : EnumNames<FindingStatus>::names)
    for (const auto& [to, to_name] : EnumNames<FindingStatus>::names)
      for (const auto& [cause, cause_name] : EnumNames<Cause>::names) {
        INFO(from_name << " to " << to_name << " by " << cause_name);
        const auto checked = check_transition(from, to, cause);
        CHECK(checked.has_value() == expected(from, to, cause));
        legal += checked ? 1 : 0;
      }
  // 6 active to 5 others by 7, 6 to closed by 3, 6 to two ends by 3, 3 ends to open by 7.
  CHECK(legal == 6 * 5 * 7 + 6 * 3 + 6 * 2 * 3 + 3 * 7);
}

TEST_CASE("the legal targets are exactly those that the check lets through") {
  for (const auto& [from, from_name] : EnumNames<FindingStatus>::names)
    for (const auto& [cause, cause_name] : EnumNames<Cause>::names) {
      INFO(from_name << " by " << cause_name);
      const auto targets = legal_targets(from, cause);
      CHECK(std::is_sorted(targets.begin(), targets.end()));
      CHECK_FALSE(targets.empty());
      for (const auto& [to, to_name] : EnumNames<FindingStatus>::names) {
        const bool listed = std::find(targets.begin(), targets.end(), to) != targets.end();
        CHECK(listed == check_transition(from, to, cause).has_value());
      }
    }
}

TEST_CASE("a refusal says what was asked and names what is legal") {
  const auto refused = check_transition(FindingStatus::closed, FindingStatus::in_progress, Cause::ticket);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ProblemKind::conflict);
  CHECK(refused.error().code == "illegal_transition");
  CHECK(refused.error().message == "A finding that is closed cannot become in_progress by ticket.");
  CHECK(refused.error().remedy == "From here it can become: open.");

  const auto ticket = check_transition(FindingStatus::open, FindingStatus::closed, Cause::ticket);
  REQUIRE_FALSE(ticket);
  CHECK(ticket.error().remedy ==
        "From here it can become: triaged, assigned, in_progress, on_hold, re_test.");
}

TEST_CASE("a person who ends a finding gives a reason, others do not") {
  CHECK(needs_reason(FindingStatus::closed, Cause::person));
  CHECK(needs_reason(FindingStatus::accepted_risk, Cause::person));
  CHECK(needs_reason(FindingStatus::false_positive, Cause::person));
  CHECK_FALSE(needs_reason(FindingStatus::open, Cause::person));
  CHECK_FALSE(needs_reason(FindingStatus::on_hold, Cause::person));
  CHECK_FALSE(needs_reason(FindingStatus::closed, Cause::re_test));
}

}  // namespace
}  // namespace itsm::host
