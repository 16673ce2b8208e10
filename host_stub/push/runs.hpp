// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "host_stub/core/problem.hpp"

namespace itsm::host::push {

// Findings that must go together, because they share a ticket.
struct Bundle {
  std::string label{};  // what they have in common, for people
  std::vector<std::int64_t> findings{};
};

// Runs of at most `most` findings that keep every bundle whole, in the order of the bundles. Refused: a
// bundle that is larger than a run.
Result<std::vector<std::vector<std::int64_t>>> pack(std::span<const Bundle> bundles, std::size_t most);

}  // namespace itsm::host::push
