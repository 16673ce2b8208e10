// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/atlassian/token_request.hpp"

#include "tests/simulators/atlassian/authorisation_server.hpp"

namespace itsm::simulators::atlassian {
namespace {

std::map<std::string, std::string> members_of(const Request& request) {
  std::map<std::string, std::string> members;
  if (lower(request.header("Content-Type").value_or("")).starts_with("application/x-www-form-urlencoded")) {
    for (auto& [name, value] : make_request("POST", "/?" + request.body).parameters) members[name] = value;
    return members;
  }
  const auto body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) throw OauthRefusal{400, "invalid_request", "Incorrect request parameters"};
  for (const auto& [name, value] : body.items())
    if (value.is_string()) members[name] = value.get<std::string>();
  return members;
}

Answer tokens_answer(const OauthSettings& settings, const Tokens& tokens) {
  std::string scopes;
  for (const auto& scope : tokens.consent.scopes) scopes += (scopes.empty() ? "" : " ") + scope;
  Json body{{"access_token", tokens.access},
            {"expires_in", settings.access_life.count()},
            {"scope", scopes},
            {"token_type", "Bearer"}};
  if (!tokens.refresh.empty()) body["refresh_token"] = tokens.refresh;
  auto answer = json_answer(200, body);
  answer.headers.emplace_back("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
  return answer;
}

}  // namespace

Answer answer_token_request(const Request& request, const World& world, Grants& grants) {
  auto members = members_of(request);
  const auto grant = members["grant_type"];
  if (grant != "authorization_code" && grant != "refresh_token" && grant != "client_credentials")
    throw OauthRefusal{400, "invalid_request",
                       "grant_type must be one of [authorization_code|refresh_token|client_credentials]"};
  const auto found = world.oauth.apps.find(members["client_id"]);
  if (found == world.oauth.apps.end() || found->second.client_secret != members["client_secret"])
    throw OauthRefusal{401, "access_denied", "Unauthorized"};
  const auto& app = found->second;
  if (grant == "authorization_code") {
    const auto tokens = grants.redeem(world.oauth, app.client_id, members["code"], members["redirect_uri"]);
    if (!tokens) throw OauthRefusal{403, "invalid_grant", "Invalid authorization code"};
    return tokens_answer(world.oauth, *tokens);
  }
  if (grant == "refresh_token") {
    const auto tokens = grants.refresh(world.oauth, app.client_id, members["refresh_token"]);
    if (!tokens) throw OauthRefusal{403, "invalid_grant", "Unknown or invalid refresh token."};
    return tokens_answer(world.oauth, *tokens);
  }
  if (app.service_account.empty())
    throw OauthRefusal{403, "unauthorized_client", "The app has no service account."};
  Consent consent{app.client_id, app.service_account, app.scopes, {}};
  for (const auto& [id, name] : sites_of(world)) consent.sites.insert(id);
  return tokens_answer(world.oauth, {grants.issue_access(world.oauth, consent), {}, consent});
}

}  // namespace itsm::simulators::atlassian
