// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace itsm::host {

// Every byte but letters, digits and "-._~" as %XX (RFC 3986): fit for a part of a path, a query and a form.
std::string percent_encoded(std::string_view text);

}  // namespace itsm::host
