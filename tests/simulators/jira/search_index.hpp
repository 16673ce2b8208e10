// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "tests/simulators/jira/issue.hpp"

namespace itsm::simulators::jira {

// When a write becomes visible to searches: after the time has passed and that many later writes and searches
// have happened. All zero: at once.
struct SearchLag {
  std::chrono::milliseconds time{0};
  std::uint64_t writes = 0;
  std::uint64_t searches = 0;
};

// What searches see: copies of the issues, brought up to date late, as Jira's own index is.
class SearchIndex {
 public:
  void set_lag(SearchLag lag) { lag_ = lag; }
  // nullopt: the issue is gone.
  void note(std::uint64_t id, std::optional<Issue> issue, Time now);
  // By id. Valid until the next call.
  const std::map<std::uint64_t, Issue>& search(Time now);
  void clear();

 private:
  struct Pending {
    std::uint64_t id;
    std::optional<Issue> issue;
    Time visible_at;
    std::uint64_t visible_after_write;
    std::uint64_t visible_after_search;
  };

  SearchLag lag_{};
  std::uint64_t writes_ = 0;
  std::uint64_t searches_ = 0;
  std::deque<Pending> pending_{};  // oldest first; an older write never becomes visible after a newer one
  std::map<std::uint64_t, Issue> visible_{};
};

}  // namespace itsm::simulators::jira
