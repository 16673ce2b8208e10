// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "host_stub/api/route.hpp"

namespace itsm::host::api {

std::vector<Route> all_routes() {
  std::vector<Route> all;
  for (const auto part : {plugin_routes,         integration_routes, integration_change_routes,
                          administration_routes, connection_routes,  oauth_routes,
                          import_routes,         finding_routes,     pushed_finding_routes,
                          custom_field_routes,   policy_routes,      policy_judge_routes,
                          plan_routes,           push_routes,        link_routes,
                          ticket_routes,         alert_routes,       outbox_routes,
                          sweep_routes,          sync_routes,        review_routes,
                          resync_routes,         figure_routes,      re_test_routes,
                          explain_routes,        people_routes,      view_routes,
                          preset_routes,         evidence_routes,    erasure_routes}) {
    auto routes = part();
    std::move(routes.begin(), routes.end(), std::back_inserter(all));
  }
  return all;
}

std::vector<Route> open_routes() {
  std::vector<Route> open = page_routes();
  std::ranges::move(session_routes(), std::back_inserter(open));
  std::ranges::move(sign_in_routes(), std::back_inserter(open));
  return open;
}

}  // namespace itsm::host::api
