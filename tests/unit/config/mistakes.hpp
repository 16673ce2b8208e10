// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/core/problem.hpp"

// The complaints of a refusal as a person reads them: "file:line:column: what".
inline std::vector<std::string> lines_of(const std::vector<itsm::host::Complaint>& complaints) {
  std::vector<std::string> lines;
  for (const auto& complaint : complaints) lines.push_back(complaint.where + ": " + complaint.what);
  return lines;
}
