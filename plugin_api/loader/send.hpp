// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>

#include "plugin_api/loader/plugin.hpp"

namespace itsm::loader {

// A request through a host's services, of which nothing is thrown: behind them a write may have left.
inline Result<HttpResponse> send_through(HostServices& services, const CallContext& call,
                                         const HttpRequest& request) {
  try {
    return services.http(call, request);
  } catch (const std::exception& defect) {
    return failure(Status::uncertain, std::string("the host failed: ") + defect.what());
  }
}

}  // namespace itsm::loader
