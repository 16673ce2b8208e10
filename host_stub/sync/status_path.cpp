// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/status_path.hpp"

#include <algorithm>
#include <deque>
#include <set>

#include "host_stub/core/text.hpp"

namespace itsm::host::sync {

bool is_reached(const policy::StatusTarget& target, const Named& status, TicketState state) {
  if (target.category) return state == *target.category;
  return target.status == status.id || to_lower(target.status) == to_lower(status.name);
}

std::vector<std::string> path_to(const policy::StatusTarget& target, const std::string& from,
                                 const std::vector<store::WorkflowStep>& steps, std::int64_t most_hops) {
  std::deque<std::vector<std::string>> open{{}};
  std::set<std::string> visited{from};
  while (!open.empty()) {
    const std::vector<std::string> path = std::move(open.front());
    open.pop_front();
    if (static_cast<std::int64_t>(path.size()) >= most_hops) continue;
    const std::string& at = path.empty() ? from : path.back();
    for (const auto& step : steps) {
      if (step.from != at || visited.contains(step.to)) continue;
      std::vector<std::string> longer = path;
      longer.push_back(step.to);
      if (is_reached(target, {{}, step.to}, step.state)) return longer;
      if (!is_open(step.state)) continue;
      visited.insert(step.to);
      open.push_back(std::move(longer));
    }
  }
  return {};
}

}  // namespace itsm::host::sync
