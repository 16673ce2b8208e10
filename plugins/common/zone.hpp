// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "plugins/common/time.hpp"

namespace itsm::common {

// What the clocks of a zone (an IANA name) show, in whole minutes: "2026-11-21 10:20". For vendors that read
// the dates of a query so and take them as "from then on": whoever reads the text in that zone never reads a
// moment after `time`, not even in the hour that clocks show twice. Nothing where the zone is unknown.
std::optional<std::string> wall_clock(Time time, const std::string& zone);

}  // namespace itsm::common
