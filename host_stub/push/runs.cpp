// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/runs.hpp"

namespace itsm::host::push {

Result<std::vector<std::vector<std::int64_t>>> pack(std::span<const Bundle> bundles, std::size_t most) {
  std::vector<std::vector<std::int64_t>> runs;
  for (const Bundle& bundle : bundles) {
    const std::size_t size = bundle.findings.size();
    if (size > most)
      return problem(ProblemKind::too_large, "group_too_large",
                     std::to_string(size) + " findings would share one ticket (" + bundle.label +
                         "), and one call takes at most " + std::to_string(most),
                     "select fewer of them, or let the policy group them more finely (group_by)");
    if (runs.empty() || runs.back().size() + size > most) runs.emplace_back();
    runs.back().insert(runs.back().end(), bundle.findings.begin(), bundle.findings.end());
  }
  return runs;
}

}  // namespace itsm::host::push
