// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace itsm::host::http {

// Whether the text may stand as a header's name or as a method: RFC 9110 `token`.
bool is_token(std::string_view text);

// Whether the text may stand as a header's value: no control character but the tab. Everything that this
// project writes into a head passes here, since neither Beast nor cpprestsdk refuses a line break in it.
bool is_field_value(std::string_view text);

// Compares as header names are compared: ASCII letters without case.
bool same_name(std::string_view a, std::string_view b);

}  // namespace itsm::host::http
