// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/manageengine/client.hpp"

namespace itsm::manageengine {

// Whether there is such a site for this account: by id, by name, or none at all (kNoSite).
Result<bool> site_is_there(const Client& client, const Named& site);

}  // namespace itsm::manageengine
