// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/jira/client.hpp"

namespace itsm::jira {

// Asks a Jira what it is and who we are there, whatever is assumed of it so far. misconfigured where it is of
// another kind than the way to authenticate belongs to.
Result<Connection> probe(const Call& call, const Site& site);

}  // namespace itsm::jira
