// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_cloud/gateway.hpp"

#include <algorithm>

namespace itsm::simulators::jira_cloud {
namespace {

Answer unauthorized() { return json_answer(401, {{"code", 401}, {"message", "Unauthorized"}}); }

// Recorded of the real gateway for an unknown cloud id.
Answer unknown_site(const Request& request, Time now) {
  auto answer = json_answer(404, {{"timestamp", utc_text(now)},
                                  {"status", 404},
                                  {"error", "Not Found"},
                                  {"message", "No message available"},
                                  {"path", request.path}});
  answer.headers.emplace_back("X-Failure-Category", "FAILURE_CLIENT_TCS");
  return answer;
}

std::optional<Identity> identify(const Request& request, const World& world, const std::string& cloud_id,
                                 const atlassian::AuthorisationServer& server) {
  const auto header = request.header("Authorization").value_or("");
  if (lower(header).starts_with("bearer ")) {
    const auto* consent = server.find(header.substr(7));
    if (consent == nullptr || !consent->sites.contains(cloud_id)) return std::nullopt;
    return Identity{true, world.user(consent->user), consent->app, consent->scopes};
  }
  const auto basic = basic_credentials(request);
  if (!basic) return std::nullopt;
  if (const auto* user = world.sign_in(basic->first, basic->second)) return Identity{true, user, {}, {}};
  for (const auto& user : world.users) {
    const auto scoped = user.scoped_tokens.find(basic->second);
    if (user.active && same_word(user.email, basic->first) && scoped != user.scoped_tokens.end())
      return Identity{true, &user, {}, scoped->second};
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::pair<std::string, std::string>> basic_credentials(const Request& request) {
  const auto header = request.header("Authorization").value_or("");
  if (!lower(header).starts_with("basic ")) return std::nullopt;
  const auto plain = decode_base64(header.substr(6));
  const auto colon = plain ? plain->find(':') : std::string::npos;
  if (colon == std::string::npos) return std::nullopt;
  return std::pair(plain->substr(0, colon), plain->substr(colon + 1));
}

bool is_for_gateway(const Request& request) {
  return request.segments.size() > 2 && request.segments[0] == "ex" && request.segments[1] == "jira";
}

Passage pass_gateway(const Request& request, const World& world, Time now,
                     const atlassian::AuthorisationServer& server) {
  const auto& cloud_id = request.segments[2];
  const auto sites = atlassian::sites_of(world);
  if (std::none_of(sites.begin(), sites.end(), [&](const auto& site) { return site.first == cloud_id; }))
    return {unknown_site(request, now), {}, {}, {}};
  auto who = identify(request, world, cloud_id, server);
  if (!who) return {unauthorized(), {}, {}, {}};
  const std::string prefix = "/ex/jira/" + cloud_id;
  return {std::nullopt,
          make_request(request.method, request.target.substr(prefix.size()), request.headers, request.body),
          prefix, std::move(*who)};
}

}  // namespace itsm::simulators::jira_cloud
