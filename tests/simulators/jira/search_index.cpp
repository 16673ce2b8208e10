// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/search_index.hpp"

namespace itsm::simulators::jira {

void SearchIndex::note(std::uint64_t id, std::optional<Issue> issue, Time now) {
  ++writes_;
  pending_.push_back(
      {id, std::move(issue), now + lag_.time, writes_ + lag_.writes, searches_ + lag_.searches});
}

const std::map<std::uint64_t, Issue>& SearchIndex::search(Time now) {
  const auto due = [&](const Pending& write) {
    return write.visible_at <= now && write.visible_after_write <= writes_ &&
           write.visible_after_search <= searches_;
  };
  for (; !pending_.empty() && due(pending_.front()); pending_.pop_front()) {
    auto& write = pending_.front();
    if (write.issue)
      visible_.insert_or_assign(write.id, std::move(*write.issue));
    else
      visible_.erase(write.id);
  }
  ++searches_;
  return visible_;
}

void SearchIndex::clear() {
  pending_.clear();
  visible_.clear();
}

}  // namespace itsm::simulators::jira
