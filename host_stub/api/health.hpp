// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/api/route.hpp"

namespace itsm::host::api {

// For whoever watches the process, without a token: /healthz (it runs) and /readyz (it can work).
std::vector<Route> health_routes();

}  // namespace itsm::host::api
