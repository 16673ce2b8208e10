// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/known_finding.hpp"

#include "host_stub/store/findings.hpp"

namespace itsm::host::services {

Result<Finding> known_finding(store::Transaction& transaction, FindingId id) {
  ITSM_TRY(auto found, store::load_findings(transaction, {&id, 1}));
  if (!found.empty()) return std::move(found.front());
  return problem(ProblemKind::not_found, "finding_unknown",
                 "there is no finding " + std::to_string(id.value) + " in this company",
                 "GET /api/v1/findings, or the report of its import, has the numbers");
}

}  // namespace itsm::host::services
