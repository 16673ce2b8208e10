// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/control/vendor.hpp"

namespace itsm::simulators {

// A ServiceNow instance. Throws SeedError.
std::unique_ptr<Vendor> make_servicenow(Json seed, const Clock& clock);

}  // namespace itsm::simulators
