// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/push_order.hpp"

#include "host_stub/services/selection.hpp"

namespace itsm::host::api {

Result<push::PlanRequest> plan_request(Backend& backend, const Call& call) {
  ITSM_TRY(PushOrder order, document_body<PushOrder>(call));
  if (order.finding_ids.empty() != order.filter.has_value())
    return unexpected(Problem{ProblemKind::invalid,
                              "selection_wrong",
                              "findings are selected in exactly one way",
                              "give finding_ids or filter",
                              {{"/finding_ids", "either this"}, {"/filter", "or this"}}});
  push::PlanRequest request;
  request.findings = std::move(order.finding_ids);
  if (order.filter) {
    ITSM_TRY(auto filter, services::read_filter(*order.filter));
    // One more than may be, so that it is refused instead of cut.
    ITSM_TRY(request.findings, services::select(backend.services, call.company, std::move(filter),
                                                static_cast<std::int64_t>(push::kMostFindings) + 1));
  }
  request.integration = std::move(order.integration);
  request.mode = order.mode;
  request.parent = std::move(order.parent);
  request.relation = std::move(order.link);
  request.fields = std::move(order.fields);
  request.preset = std::move(order.preset);
  return request;
}

}  // namespace itsm::host::api
