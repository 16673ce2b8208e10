// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "host_stub/outbox/instruments.hpp"
#include "host_stub/sync/journal.hpp"
#include "host_stub/sync/source.hpp"

namespace itsm::host::sync {

// The longest that a call of a plugin takes, its requests included.
inline constexpr std::chrono::milliseconds kLongestCall{60'000};

// Leaves what was entered, with what was seen.
class Visit {
 public:
  // Refused as `throttled` while the integration is left alone, and for longer than the caller waits for his
  // turn.
  static Result<Visit> begin(Journal& journal, const outbox::Instruments& instruments, const Place& place,
                             const Source& source, std::chrono::milliseconds patience = {});
  // Stores what the call told of the vendor; its outcome stays.
  template <class T>
  Result<T> end(Result<T> outcome) {
    const outbox::Experience seen = outcome ? outbox::Experience{} : outbox::experience_of(outcome.error());
    ITSM_CHECK(
        journal_->leave(*place_, holder_, seen, instruments_->clock.now(), instruments_->random.uniform()));
    return outcome;
  }

 private:
  Visit(Journal& journal, const outbox::Instruments& instruments, const Place& place, std::string holder)
      : journal_(&journal), instruments_(&instruments), place_(&place), holder_(std::move(holder)) {}

  Journal* journal_;
  const outbox::Instruments* instruments_;
  const Place* place_;
  std::string holder_;
};

// Asks a vendor within the pace of its integration, which all hosts share.
template <class Call>
auto in_pace(Journal& journal, const outbox::Instruments& instruments, const Place& place,
             const Source& source, Call&& call, std::chrono::milliseconds patience = {}) -> decltype(call()) {
  ITSM_TRY(Visit visit, Visit::begin(journal, instruments, place, source, patience));
  return visit.end(call());
}

}  // namespace itsm::host::sync
