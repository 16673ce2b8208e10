// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host_stub/policy/disposition.hpp"

// What has happened to a finding and its tickets, once more under a policy. No I/O.
namespace itsm::host::policy {

struct Fate {
  FindingStatus status = FindingStatus::open;  // in the end
  std::int64_t decisions = 0;                  // that were left to a person
  std::vector<std::string> to_ticket{};  // what the ticket was told, in this order: where it goes, comments
};

struct History {
  FindingStatus start = FindingStatus::open;
  Named project{};  // of the ticket
  Named type{};
  std::span<const Activity> feed{};  // of the finding, the oldest first: changes of status, news of tickets
  std::optional<bool> auto_close{};  // the integration's word against the policy's
};
// News is judged by the policy. What news did to the finding under whichever policy decided then is left out,
// and what others did to it happens as it did.
Fate replay(const Policy& policy, const History& history);

// The status before the first of them; `now` where none changed it.
FindingStatus status_before(std::span<const Activity> feed, FindingStatus now);

}  // namespace itsm::host::policy
