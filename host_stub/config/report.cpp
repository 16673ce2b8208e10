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
  for (auto& [at, what] : sorted) out.push_back({file_ + ":" + to_string(at), std::move(what)});
  return out;
}

Position Report::find(Position from, std::string_view what, std::size_t skipped) const {
  std::size_t line_begin = 0;
  for (int line = 1; line < from.line && line_begin != std::string::npos; ++line) {
    line_begin = source_.find('\n', line_begin);
    if (line_begin != std::string::npos) ++line_begin;
  }
  if (line_begin == std::string::npos || from.line < 1) return from;
  std::size_t at = source_.find(what, line_begin + static_cast<std::size_t>(from.column) - 1);
  for (; skipped > 0 && at != std::string::npos; --skipped) at = source_.find(what, at + what.size());
  if (at == std::string::npos) return from;
  const std::string_view before = std::string_view(source_).substr(line_begin, at - line_begin);
  const auto line_end = before.rfind('\n');
  return {
      from.line + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
      static_cast<int>(line_end == std::string_view::npos ? before.size() : before.size() - line_end - 1) +
          1};
}

Problem refusal(std::vector<Complaint> complaints) {
  const std::size_t count = complaints.size();
  return {ProblemKind::invalid, "configuration_invalid",
          count == 1 ? "There is a mistake in the configuration."
                     : "There are " + std::to_string(count) + " mistakes in the configuration.",
          "Correct what is listed and try again; nothing was changed.", std::move(complaints)};
}

}  // namespace itsm::host::config
