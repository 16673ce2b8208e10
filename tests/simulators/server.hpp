// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "host_stub/http/listener.hpp"
#include "tests/simulators/control/simulator.hpp"

namespace itsm::simulators {

// Serves a simulator on loopback; 0 takes any free port. The simulator is borrowed and must outlive the
// listener.
host::Result<std::unique_ptr<host::http::Listener>> serve(Simulator& simulator, std::uint16_t port);

}  // namespace itsm::simulators
