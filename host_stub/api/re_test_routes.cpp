// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/finding_cursor.hpp"
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/re_tests.hpp"

namespace itsm::host::api {
namespace {

Result<http::Response> list_re_tests(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  ITSM_TRY(const auto after, position_of(call.parameter("cursor")));
  ITSM_TRY(auto found, services::list_re_tests(backend.services, call.company, after, limit));
  Page<services::ReTestItem> page;
  page.items = std::move(found.items);
  if (found.next) page.next_cursor = cursor_behind(*found.next);
  return document_answer(page);
}

Result<http::Response> decide_re_test(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(const auto decision, document_body<services::ReTestDecision>(call));
  ITSM_CHECK(services::decide_re_test(backend.services, call.company, FindingId{id}, decision, call.actor()));
  backend.wake_outbox();
  return json_answer(Json::object());
}

}  // namespace

std::vector<Route> re_test_routes() {
  return {{.method = "GET",
           .path = "/retests",
           .name = "retests.list",
           .summary = "Findings that are said to be mended and wait for a re-test, the latest change first.",
           .query = {{"limit", "At most 200."}, {"cursor", "Of the page before."}},
           .answers = document_type<Page<services::ReTestItem>>(),
           .handle = list_re_tests},
          {.method = "POST",
           .path = "/findings/{id}/retest",
           .name = "findings.retest",
           .summary = "It passed and is closed, or failed and is in progress again; its tickets follow.",
           .role = store::Role::analyst,
           .takes = document_type<services::ReTestDecision>(),
           .handle = decide_re_test}};
}

}  // namespace itsm::host::api
