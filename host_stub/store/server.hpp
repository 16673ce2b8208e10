// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/store/database.hpp"

namespace itsm::host::store {

// "15.8 (Debian 15.8-0+deb12u1)"
Result<std::string> server_version(Transaction& transaction);

}  // namespace itsm::host::store
