// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "host_stub/core/finding.hpp"
#include "host_stub/core/problem.hpp"

// Which status a finding may go to, and what may send it there. Everything that changes a status asks here
// first.
namespace itsm::host {

// Why something happens to a finding.
enum class Cause : std::int16_t {
  person = 0,      // somebody decided it, on the page, the command line or the API
  import = 1,      // a scan shows it again, or shows it suppressed
  ticket = 2,      // its ticket changed at the vendor
  auto_close = 3,  // its ticket is done, and the policy closes without a re-test
  re_test = 4,     // the outcome of a re-test, by a person or by a scan that no longer shows it
  policy = 5,      // a policy's rule that names the status
  expiry = 6,      // the acceptance of its risk ran out
};

}  // namespace itsm::host

template <>
struct itsm::EnumNames<itsm::host::Cause> {
  using enum itsm::host::Cause;
  static constexpr std::array<std::pair<itsm::host::Cause, std::string_view>, 7> names{
      {{person, "person"},
       {import, "import"},
       {ticket, "ticket"},
       {auto_close, "auto_close"},
       {re_test, "re_test"},
       {policy, "policy"},
       {expiry, "expiry"}}};
};

namespace itsm::host {

// Refused with code "illegal_transition" (conflict); the remedy names the statuses that `cause` may lead to
// from `from`. Staying where it is is not a transition and refused as well.
Result<> check_transition(FindingStatus from, FindingStatus to, Cause cause);

// The statuses that `cause` may lead to from `from`, in the order of the enumeration.
std::vector<FindingStatus> legal_targets(FindingStatus from, Cause cause);

// Whether the transition is only taken with a written reason: a person takes responsibility for ending it.
constexpr bool needs_reason(FindingStatus to, Cause cause) {
  return cause == Cause::person && is_terminal(to);
}

}  // namespace itsm::host
