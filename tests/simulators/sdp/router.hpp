// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "tests/simulators/sdp/call.hpp"

namespace itsm::simulators::sdp {

// The handler of a path below /api/v3. `rights` are those that the caller's key or scopes give. Throws
// Refusal.
Answer route(const Request& request, std::span<const std::string> below, Store& store, const Person& caller,
             const std::set<std::string>& rights);

}  // namespace itsm::simulators::sdp
