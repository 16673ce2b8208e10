// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/new_ticket.hpp"

namespace itsm::host::services {

Result<> make_new_ticket(push::PushService& pushes, CompanyId company, const std::string& integration,
                         const std::vector<FindingId>& findings) {
  push::PlanRequest request;
  request.integration = integration;
  for (const FindingId finding : findings) request.findings.push_back(finding.value);
  ITSM_TRY(const auto report, pushes.start(company, request, "host", push::Asked::by_import));
  for (const auto& record : report.records)
    if (record.outcome == store::RecordOutcome::failed || record.outcome == store::RecordOutcome::skipped)
      return problem(ProblemKind::conflict, "no_new_ticket", record.reason, record.remedy);
  return {};
}

}  // namespace itsm::host::services
