// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/control/vendor.hpp"

namespace itsm::simulators {

// ServiceDesk Plus as a server of one's own, and as Zoho's cloud. Both throw SeedError.
std::unique_ptr<Vendor> make_sdp_onprem(Json seed, const Clock& clock);
std::unique_ptr<Vendor> make_sdp_cloud(Json seed, const Clock& clock);

}  // namespace itsm::simulators
