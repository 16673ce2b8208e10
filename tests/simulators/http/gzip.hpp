// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace itsm::simulators {

// Whether a client's Accept-Encoding takes gzip.
bool accepts_gzip(std::string_view accept_encoding);
std::string gzip(std::string_view plain);

}  // namespace itsm::simulators
