// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <string>
#include <string_view>

namespace itsm::host {

// SHA-256 in lower-case hex. For recognising equal things, not for secrets: those are the vault's.
std::string sha256_hex(std::string_view bytes);
// Of what is left of the stream, however much that is.
std::string sha256_hex(std::istream& bytes);

}  // namespace itsm::host
