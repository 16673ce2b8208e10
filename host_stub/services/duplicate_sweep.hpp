// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/services/services.hpp"

// The last line behind "at most one ticket": a vendor that shows a ticket only after its settle time, or was
// brought back from a backup, may have two for one wish.
namespace itsm::host::services {

// Looks for second tickets with the keys of those that were linked in the last day, of all companies: what
// the vendor's index was slow to show. Each that is found is an alert until a comparison of all links no
// longer finds it. Reads only; what could not be looked at is logged.
Result<> sweep_recent(Services& services);

}  // namespace itsm::host::services
