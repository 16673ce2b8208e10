// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/health.hpp"

#include <algorithm>

#include "host_stub/store/companies.hpp"

namespace itsm::host::api {
namespace {

Result<http::Response> healthy(Backend&, const Call&) { return json_answer({{"status", "ok"}}); }

Result<http::Response> ready(Backend& backend, const Call&) {
  std::string reasons;
  const auto lacks = [&reasons](const std::string& reason) {
    reasons += (reasons.empty() ? "" : "; ") + reason;
  };
  const auto answered = backend.services.database.in_house(
      [](store::Transaction& transaction) { return store::list_companies(transaction); });
  if (!answered) lacks("database: " + answered.error().message);
  const auto& plugins = backend.services.plugins.entries();
  if (std::none_of(plugins.begin(), plugins.end(), [](const auto& entry) { return entry.in_use; }))
    lacks("no plugin is loaded");
  if (backend.stopping.stop_requested()) lacks("it is stopping");
  if (!reasons.empty())
    return problem(ProblemKind::unavailable, "not_ready", "the host cannot work at present: " + reasons,
                   "see its log");
  return json_answer({{"status", "ready"}});
}

}  // namespace

std::vector<Route> health_routes() {
  return {{.method = "GET", .path = "/healthz", .name = "health", .summary = "It runs.", .handle = healthy},
          {.method = "GET", .path = "/readyz", .name = "ready", .summary = "It can work.", .handle = ready}};
}

}  // namespace itsm::host::api
