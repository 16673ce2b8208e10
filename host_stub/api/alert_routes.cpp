// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/alerts.hpp"

namespace itsm::host::api {
namespace {

Result<http::Response> list_alerts(Backend& backend, const Call& call) {
  services::AlertQuery query;
  query.all = call.parameter("all") == "true";
  ITSM_TRY(query.limit, limit_of(call));
  ITSM_TRY(query.before, cursor_of(call));
  Page<services::AlertItem> page;
  ITSM_TRY(page.items, services::list_alerts(backend.services, call.company, query));
  if (static_cast<std::int64_t>(page.items.size()) == query.limit)
    page.next_cursor = std::to_string(page.items.back().id);
  return document_answer(page);
}

Result<http::Response> acknowledge(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_CHECK(services::acknowledge_alert(backend.services, call.company, id, call.actor()));
  return json_answer(Json::object());
}

}  // namespace

std::vector<Route> alert_routes() {
  return {{.method = "GET",
           .path = "/alerts",
           .name = "alerts.list",
           .summary = "What a person should look at, once per cause and with a count, the newest first.",
           .query = {{"all", "true: closed ones too."},
                     {"limit", "At most 200."},
                     {"cursor", "Of the page before."}},
           .answers = document_type<Page<services::AlertItem>>(),
           .handle = list_alerts},
          {.method = "POST",
           .path = "/alerts/{id}/acknowledge",
           .name = "alerts.acknowledge",
           .summary = "Somebody has seen it. It closes by itself.",
           .role = store::Role::analyst,
           .handle = acknowledge}};
}

}  // namespace itsm::host::api
