// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

// "Did you mean …": which known word somebody meant.
namespace itsm::host {

// How many single-character insertions, deletions, substitutions and swaps of neighbours lead from one to the
// other.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, in any case, when it is near enough to be a slip (a third of its length,
// at least one); the first of equals. Empty when none is. Points into `candidates`.
std::string_view nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace itsm::host
