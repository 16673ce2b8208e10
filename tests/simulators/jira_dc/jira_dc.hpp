// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/control/vendor.hpp"

namespace itsm::simulators {

// A Jira Data Center of the version that the seed names. The clock is borrowed. Throws SeedError.
std::unique_ptr<Vendor> make_jira_dc(Json seed, const Clock& clock);

}  // namespace itsm::simulators
