// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/route.hpp"
#include "host_stub/services/finding_explain.hpp"

namespace itsm::host::api {
namespace {

Result<http::Response> explain(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(const auto explanation, services::explain_state(backend.services, call.company, FindingId{id}));
  return document_answer(explanation);
}

}  // namespace

std::vector<Route> explain_routes() {
  return {
      {.method = "GET",
       .path = "/findings/{id}/why",
       .name = "findings.why",
       .summary =
           "Why it is as it is: each change with its event, its rule and who made it, and what followed at "
           "the vendor.",
       .answers = document_type<services::FindingHistory>(),
       .handle = explain}};
}

}  // namespace itsm::host::api
