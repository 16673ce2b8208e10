// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/near.hpp"

#include <algorithm>
#include <numeric>

namespace itsm::common {
namespace {

// Words longer than this are not what a slip of the finger makes.
constexpr std::size_t kLongest = 100;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other.
std::size_t slips_between(std::string_view a, std::string_view b) {
  using Row = std::vector<std::size_t>;
  Row above_that(b.size() + 1);
  Row above(b.size() + 1);
  Row row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::swap(above_that, above);
    std::swap(above, row);
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({above[j + 1] + 1, row[j] + 1, above[j] + (a[i] == b[j] ? 0 : 1)});
      const bool swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
      if (swapped) row[j + 1] = std::min(row[j + 1], above_that[j - 1] + 1);
    }
  }
  return row.back();
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& offered) {
  const std::string wanted = lower(word);
  if (wanted.empty() || wanted.size() > kLongest) return {};
  std::size_t fewest = std::max<std::size_t>(wanted.size() / 3, 1) + 1;
  std::string found;
  for (const std::string& candidate : offered) {
    if (candidate.size() > kLongest) continue;
    if (const std::size_t slips = slips_between(wanted, lower(candidate)); slips < fewest) {
      fewest = slips;
      found = candidate;
    }
  }
  return found;
}

}  // namespace itsm::common
