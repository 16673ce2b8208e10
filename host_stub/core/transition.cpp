// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/transition.hpp"

#include <array>
#include <initializer_list>

namespace itsm::host {
namespace {

// A set of enumerators as bits.
template <NamedEnum E>
class Set {
 public:
  constexpr Set(std::initializer_list<E> members) {
    for (const E member : members) bits_ |= bit(member);
  }
  constexpr bool has(E member) const { return (bits_ & bit(member)) != 0; }

 private:
  static constexpr unsigned bit(E member) { return 1U << static_cast<unsigned>(member); }
  unsigned bits_ = 0;
};

using enum FindingStatus;

constexpr Set<FindingStatus> kActive{open, triaged, assigned, in_progress, on_hold, re_test};
constexpr Set<FindingStatus> kTerminal{closed, accepted_risk, false_positive};
constexpr Set<Cause> kAny{Cause::person,  Cause::import, Cause::ticket, Cause::auto_close,
                          Cause::re_test, Cause::policy, Cause::expiry};

struct Rule {
  Set<FindingStatus> from;
  Set<FindingStatus> to;
  Set<Cause> by;
};

constexpr std::array kLegal{
    Rule{kActive, kActive, kAny},
    Rule{kActive, {closed}, {Cause::person, Cause::re_test, Cause::auto_close}},
    Rule{kActive, {accepted_risk, false_positive}, {Cause::person, Cause::policy, Cause::import}},
    Rule{kTerminal, {open}, kAny},
};

bool is_legal(FindingStatus from, FindingStatus to, Cause cause) {
  return from != to && std::any_of(kLegal.begin(), kLegal.end(), [&](const Rule& rule) {
           return rule.from.has(from) && rule.to.has(to) && rule.by.has(cause);
         });
}

std::string listed(const std::vector<FindingStatus>& statuses) {
  std::string text;
  for (const FindingStatus status : statuses) {
    if (!text.empty()) text += ", ";
    text += name_of(status);
  }
  return text;
}

}  // namespace

std::vector<FindingStatus> legal_targets(FindingStatus from, Cause cause) {
  std::vector<FindingStatus> targets;
  for (const auto& [status, name] : EnumNames<FindingStatus>::names)
    if (is_legal(from, status, cause)) targets.push_back(status);
  return targets;
}

Result<> check_transition(FindingStatus from, FindingStatus to, Cause cause) {
  if (is_legal(from, to, cause)) return {};
  return problem(ProblemKind::conflict, "illegal_transition",
                 "A finding that is " + std::string(name_of(from)) + " cannot become " +
                     std::string(name_of(to)) + " by " + std::string(name_of(cause)) + ".",
                 "From here it can become: " + listed(legal_targets(from, cause)) + ".");
}

}  // namespace itsm::host
