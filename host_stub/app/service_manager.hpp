// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace itsm::host::app {

// Tells the service manager that started this process, if one did and waits for it (systemd, Type=notify),
// lines such as READY=1. Whether it hears is its own affair.
void tell_service_manager(std::string_view state) noexcept;

}  // namespace itsm::host::app
