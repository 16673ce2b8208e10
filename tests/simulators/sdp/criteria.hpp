// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators::sdp {

// "status.name" of a row; null where there is nothing.
const Json& value_at(const Json& row, const std::string& path);

// A value as searches see it: times by their milliseconds, lookups by their names.
std::string comparable(const Json& value);

// Below, at or above zero. Numbers by their value, text without regard to capitals; nothing comes first.
int compare(const Json& one, const Json& other);

}  // namespace itsm::simulators::sdp
