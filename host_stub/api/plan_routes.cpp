// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/push_follow.hpp"
#include "host_stub/api/push_order.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/push/plan_archive.hpp"

namespace itsm::host::api {
namespace {

Result<http::Response> create(Backend& backend, const Call& call) {
  ITSM_TRY(const push::PlanRequest request, plan_request(backend, call));
  ITSM_TRY(const push::Plan plan, backend.services.planner.plan(call.company, request, call.actor()));
  http::Response response = document_answer(plan, 201);
  response.headers.push_back({"Location", "/api/v1/plans/" + std::to_string(plan.id)});
  return response;
}

Result<http::Response> show_plan(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(const push::PlanDraft draft,
           backend.services.database.in_company(call.company, [&](store::Transaction& transaction) {
             return push::read_plan(transaction, PlanId{id});
           }));
  return document_answer(draft.plan);
}

Result<http::Response> carry_out(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(auto report, backend.services.pushes.start_plan(call.company, PlanId{id}, call.actor()));
  backend.wake_outbox();
  return push_answer(backend, call, std::move(report), 201);
}

}  // namespace

std::vector<Route> plan_routes() {
  return {{.method = "POST",
           .path = "/plans",
           .name = "plans.create",
           .summary = "A dry run: the tickets to be, the exact requests, and what gets none and why.",
           .role = store::Role::analyst,
           .takes = document_type<PushOrder>(),
           .answers = document_type<push::Plan>(),
           .status = 201,
           .handle = create},
          {.method = "GET",
           .path = "/plans/{id}",
           .name = "plans.show",
           .summary = "A plan as it was made.",
           .answers = document_type<push::Plan>(),
           .handle = show_plan},
          {.method = "POST",
           .path = "/plans/{id}/push",
           .name = "plans.push",
           .summary = "Carries exactly this plan out.",
           .role = store::Role::analyst,
           .answers = document_type<push::PushReport>(),
           .status = 201,
           .streams = document_type<push::Record>(),
           .handle = carry_out}};
}

}  // namespace itsm::host::api
