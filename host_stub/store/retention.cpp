// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/retention.hpp"

#include <vector>

namespace itsm::host::store {
namespace {

constexpr auto kForgetDeliveries = R"(
  DELETE FROM inbox WHERE company_id = $1 AND inbox_id IN (
    SELECT inbox_id FROM inbox WHERE company_id = $1 AND kind = 0 AND state <> 0 AND received_at < $2
    ORDER BY received_at LIMIT $3))";

// A wish that is not settled yet may still send what was planned.
constexpr auto kPlansToForget = R"(
  SELECT plan_id FROM plan WHERE company_id = $1 AND keeps_requests AND created_at < $2
    AND NOT EXISTS (SELECT FROM intent
                    WHERE intent.company_id = $1 AND intent.plan_id = plan.plan_id AND intent.state <= 2)
  ORDER BY created_at LIMIT $3)";
constexpr auto kForgetRequests = "DELETE FROM plan_batch WHERE company_id = $1 AND plan_id = ANY ($2)";
constexpr auto kNoRequestsKept =
    "UPDATE plan SET keeps_requests = false WHERE company_id = $1 AND plan_id = ANY ($2)";

}  // namespace

Result<std::int64_t> forget_deliveries(Transaction& owner, Time before, std::int64_t limit) {
  return owner.execute(kForgetDeliveries, owner.company(), before, limit);
}

Result<std::int64_t> forget_requests(Transaction& company, Time before, std::int64_t plans) {
  ITSM_TRY(const Rows rows, company.query(kPlansToForget, company.company(), before, plans));
  std::vector<std::int64_t> ids;
  for (const Row row : rows) ids.push_back(row.get<std::int64_t>(0));
  if (ids.empty()) return std::int64_t{0};
  ITSM_CHECK(company.execute(kForgetRequests, company.company(), ids));
  return company.execute(kNoRequestsKept, company.company(), ids);
}

}  // namespace itsm::host::store
