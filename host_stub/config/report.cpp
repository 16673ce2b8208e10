// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/report.hpp"

#include <algorithm>

namespace itsm::host::config {

std::vector<Complaint> Report::complaints() const {
  auto sorted = entries_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  std::vector<Complaint> out;
  out.reserve(sorted.size());
  for (auto& [at, what] : sorted)
    out.push_back({file_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column), std::move(what)});
  return out;
}

Problem refusal(std::vector<Complaint> complaints) {
  const std::size_t count = complaints.size();
  return {ProblemKind::invalid, "configuration_invalid",
          count == 1 ? "There is a mistake in the configuration."
                     : "There are " + std::to_string(count) + " mistakes in the configuration.",
          "Correct what is listed and try again; nothing was changed.", std::move(complaints)};
}

}  // namespace itsm::host::config
