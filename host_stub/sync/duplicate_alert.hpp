// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/sync/journal.hpp"

namespace itsm::host::sync {

// A second ticket for something that has one; an alert of its own, told once.
struct SecondTicket {
  std::string remote_id{};
  std::string key{};
  std::string linked_key{};
};
Result<> tell_of_second(store::Transaction& transaction, const Place& place, const SecondTicket& second,
                        Time now);
// The alerts about all others are past.
Result<> close_seconds_but(store::Transaction& transaction, const Place& place,
                           const std::vector<std::string>& remote_ids, Time now);

}  // namespace itsm::host::sync
