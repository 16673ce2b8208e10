// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/routes.hpp"

#include <algorithm>

namespace itsm::simulators::jira {
namespace {

// The captures, if the path fits the pattern.
std::optional<std::vector<std::string>> fit(std::string_view pattern, std::span<const std::string> segments) {
  const auto parts = split(pattern, '/');
  if (parts.size() != segments.size()) return std::nullopt;
  std::vector<std::string> captures;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == "*")
      captures.push_back(segments[i]);
    else if (parts[i] != segments[i])
      return std::nullopt;
  }
  return captures;
}

// What follows the table's path; nothing where the segments lie elsewhere.
std::span<const std::string> rest_below(std::string_view path, std::span<const std::string> segments) {
  const auto parts = split(path, '/');
  if (segments.size() < parts.size() || !std::equal(parts.begin(), parts.end(), segments.begin())) return {};
  return segments.subspan(parts.size());
}

}  // namespace

RouteMatch find_route(std::span<const RouteTable> tables, const Request& request) {
  RouteMatch match;
  for (const auto& [below, routes] : tables) {
    const auto rest = rest_below(below, request.segments);
    for (const auto& route : routes) {
      auto captures = fit(route.path, rest);
      if (!captures) continue;
      if (route.method == request.method) return {&route, std::move(*captures), below, true};
      match.path_known = true;
    }
  }
  return match;
}

Answer answer_of(const Route& route, const Call& call) {
  try {
    return route.handler(call);
  } catch (const Refusal& refusal) {
    return json_answer(refusal.status, refusal.body());
  } catch (const Json::exception&) {  // a member of another kind than Jira documents
    return json_answer(400, bad_payload().body());
  }
}

Answer unauthenticated(const std::string& origin) {
  auto answer = json_answer(
      401, {{"message", "Client must be authenticated to access this resource."}, {"status-code", 401}});
  answer.headers.emplace_back("WWW-Authenticate", "OAuth realm=\"" + origin + "\"");
  return answer;
}

std::string origin_of(const Request& request) {
  return "http://" + request.header("Host").value_or("localhost");
}

}  // namespace itsm::simulators::jira
