// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/core/problem.hpp"

namespace itsm::host::cli {

class Context;

// One line of standard input. Refused with "secret_empty".
Result<std::string> read_secret(Context& context);

}  // namespace itsm::host::cli
