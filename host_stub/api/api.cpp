// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/api.hpp"

#include <algorithm>
#include <iterator>

#include "host_stub/api/access.hpp"
#include "host_stub/api/health.hpp"
#include "host_stub/api/idempotent.hpp"
#include "host_stub/api/metrics.hpp"
#include "host_stub/api/openapi.hpp"
#include "host_stub/api/unchanged.hpp"
#include "host_stub/sync/hook_targets.hpp"

namespace itsm::host::api {
namespace {

// The token, the role and the company are known: what is left of the query must be the route's.
Result<> check_query(const Route& route, const Call& call) {
  if (route.free_query) return {};
  Problem wrong{ProblemKind::invalid,
                "parameter_unknown",
                "the path has no such query parameter",
                "it has: company",
                {}};
  for (const auto& [name, value] : call.query) {
    const bool known = std::any_of(route.query.begin(), route.query.end(),
                                   [&name = name](const auto& parameter) { return parameter.name == name; });
    if (!known) wrong.complaints.push_back({name, "is no parameter of this path"});
  }
  if (wrong.complaints.empty()) return {};
  if (route.everywhere) wrong.remedy = "it has none";
  for (const auto& parameter : route.query) wrong.remedy += ", " + std::string(parameter.name);
  return unexpected(std::move(wrong));
}

http::Response no_route(const Router::Match& match, const http::Request& request) {
  if (match.allow.empty())
    return problem_answer({ProblemKind::not_found,
                           "path_unknown",
                           "there is nothing at " + request.path,
                           "see /api/v1/openapi.json",
                           {}});
  http::Response response = problem_answer({ProblemKind::invalid,
                                            "method_not_allowed",
                                            request.path + " does not take " + request.method,
                                            "it takes " + match.allow,
                                            {}});
  response.headers.push_back({"Allow", match.allow});
  return response;
}

std::vector<Route> below_prefix(std::vector<Route> routes) {
  for (auto& route : routes) route.path.insert(0, kPrefix);
  return routes;
}

// Everything below /api/v1 that is for those who are known, with the document that describes it all.
std::vector<Route> described_routes() {
  std::vector<Route> routes = below_prefix(all_routes());
  routes.push_back({.method = "GET",
                    .path = std::string(kPrefix) + "/openapi.json",
                    .name = "openapi",
                    .summary = "This document."});
  std::vector<Route> described = routes;
  std::ranges::move(below_prefix(open_routes()), std::back_inserter(described));
  const auto document = std::make_shared<const Json>(openapi_document(described));
  routes.back().handle = [document](Backend&, const Call&) -> Result<http::Response> {
    return json_answer(*document);
  };
  return routes;
}

bool is_below_prefix(std::string_view path) {
  return path.starts_with(kPrefix) && (path.size() == kPrefix.size() || path[kPrefix.size()] == '/');
}

}  // namespace

Api::Api(Backend backend)
    : backend_(std::move(backend)),
      probes_(health_routes()),
      open_(below_prefix(open_routes())),
      routes_(described_routes()) {}

http::Response Api::answer(const http::Request& request) {
  http::Response response;
  try {
    auto answered = ask(request);
    if (!answered && status_of(answered.error()) >= 500)
      backend_.services.log.warning(
          "request_failed", answered.error().message,
          {{"method", request.method}, {"path", request.path}, {"code", answered.error().code}});
    response = answered ? *std::move(answered) : problem_answer(answered.error());
  } catch (const std::exception& defect) {
    backend_.services.log.error("request_failed", defect.what(),
                                {{"method", request.method}, {"path", request.path}});
    response = problem_answer(
        {ProblemKind::internal, "internal", "the host failed to answer", "its log says why; report it", {}});
  }
  add_security_headers(response);
  return response;
}

Result<http::Response> Api::ask(const http::Request& request) {
  if (request.path.starts_with(sync::kHookPath)) return backend_.take_webhook(request);
  Call call{request};
  if (request.path == kMetricsPath && (request.method == "GET" || request.method == "HEAD")) {
    ITSM_TRY(call.caller, caller_of(backend_.services, request));
    return metrics(backend_, call);
  }
  if (!is_below_prefix(request.path)) {
    const auto match = probes_.find(request.method, request.path);
    if (match.route) return match.route->handle(backend_, call);
    auto file = match.allow.empty() ? backend_.web.answer(request) : std::nullopt;
    return file ? *std::move(file) : no_route(match, request);
  }
  if (const auto match = open_.find(request.method, request.path); match.route) {
    ITSM_TRY(call.query, parse_query(request.query));
    ITSM_CHECK(check_query(*match.route, call));
    return match.route->handle(backend_, call);
  }
  // Before anything else: whoever is not known learns not even which paths there are.
  ITSM_TRY(call.caller, caller_of(backend_.services, request));
  auto match = routes_.find(request.method, request.path);
  if (!match.route) return no_route(match, request);
  call.path = std::move(match.captured);
  return ask_route(*match.route, call);
}

Result<http::Response> Api::ask_route(const Route& route, Call& call) {
  ITSM_CHECK(check_role(call.caller, route.role));
  ITSM_TRY(call.query, parse_query(call.request.query));
  if (route.everywhere) {
    ITSM_CHECK(check_query(route, call));
    call.company = call.caller.home;
  } else {
    const std::string company = call.parameter("company");
    call.query.erase("company");
    ITSM_CHECK(check_query(route, call));
    ITSM_TRY(call.company, company_of(backend_.services, call.caller, company));
  }
  if (route.secret && call.request.header("Idempotency-Key"))
    return problem(ProblemKind::invalid, "idempotency_key_wrong",
                   "answers that a secret belongs to are not kept, so this cannot be repeated under a key",
                   "send it without; after a lost answer look whether it is there");
  const auto handle = [&] { return route.handle(backend_, call); };
  if (route.method != "GET") return answer_once(backend_, call, handle);
  ITSM_TRY(auto response, handle());
  leave_out_what_is_known(call.request, response);
  return response;
}

}  // namespace itsm::host::api
