// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "host_stub/store/database.hpp"

// Which key outside the database wraps data keys. In the house.
namespace itsm::host::store {

// Until the transaction ends nobody replaces it. Nothing: none has wrapped anything yet.
Result<std::optional<Bytes>> hold_wrapping_key(Transaction& house);
// The first one; nothing happens when there is one.
Result<> add_wrapping_key(Transaction& house, const Bytes& key_id, Time now);
// From now on this one wraps; waits for those that hold the one before it. False: it was replaced itself
// once, and does not come back. `seen` have wrapped something, perhaps before there were these rows: neither
// do they.
Result<bool> replace_wrapping_key(Transaction& house, const Bytes& key_id, const std::vector<Bytes>& seen,
                                  Time now);

}  // namespace itsm::host::store
