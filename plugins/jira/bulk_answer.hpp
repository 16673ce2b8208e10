// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "plugins/jira/site.hpp"

namespace itsm::jira {

// What a complete answer to a bulk create of `count` elements says of each of them, in their order and
// indexed from 0. Nothing where the answer is not complete or contradicts itself: created and failed elements
// that do not add up to count, one that is named twice, a ticket without an id. Then nobody knows, and the
// caller says uncertain.
//
// Jira lists the tickets it made in the order of the request and the failures by number, so the tickets
// belong to the numbers that are left.
std::optional<std::vector<Outcome>> bulk_outcomes(const Json& answer, std::size_t count, const Site& site);

}  // namespace itsm::jira
