// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace itsm::servicenow {

// RFC 4648, with padding: how requests and answers stand in a batch.
std::string to_base64(std::string_view bytes);
// Nothing for a text that is none. Line ends in it are skipped.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace itsm::servicenow
