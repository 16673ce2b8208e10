// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/schema.hpp>

#include "plugins/manageengine/client.hpp"

namespace itsm::manageengine {

inline constexpr auto kMatrixPath = "/priority_matrices";
inline constexpr auto kMatrixArray = "priority_matrices";

// The priority as the desk's matrix gives it from impact and urgency. Nothing where the desk has none, a
// build does not show it, or the account may not read it.
Result<std::vector<DerivedField>> derived_priority(const Client& client);

}  // namespace itsm::manageengine
