// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace itsm::host::findings {

// SHA-256 in lower-case hex.
std::string sha256_hex(std::string_view bytes);

}  // namespace itsm::host::findings
