// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/glob.hpp"

#include <vector>

namespace itsm::host::policy {

// Walks the pattern once and keeps, for every prefix of the text, whether the pattern so far covers it. No
// backtracking: a pattern of many stars stays cheap.
bool glob_matches(std::string_view pattern, std::string_view text) {
  std::vector<bool> covers(text.size() + 1, false);
  covers[0] = true;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*') {
      const bool crosses = i + 1 < pattern.size() && pattern[i + 1] == '*';
      if (crosses) ++i;
      for (std::size_t end = 1; end <= text.size(); ++end)
        covers[end] = covers[end] || (covers[end - 1] && (crosses || text[end - 1] != '/'));
    } else {
      for (std::size_t end = text.size(); end > 0; --end)
        covers[end] = covers[end - 1] && text[end - 1] == pattern[i];
      covers[0] = false;
    }
  }
  return covers[text.size()];
}

}  // namespace itsm::host::policy
