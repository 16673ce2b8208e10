// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/atlassian/authorisation_server.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <array>

#include "tests/simulators/atlassian/consent_page.hpp"
#include "tests/simulators/atlassian/token_request.hpp"
#include "tests/simulators/control/vendor.hpp"
#include "tests/simulators/http/signature.hpp"

namespace itsm::simulators::atlassian {
namespace {

Answer redirect(const std::string& address,
                const std::vector<std::pair<const char*, std::string>>& parameters) {
  auto target = address;
  char joint = address.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : parameters) {
    target += joint + std::string(name) + "=" + percent_encode(value);
    joint = '&';
  }
  return {302, {{"Location", target}, {"Cache-Control", "no-store"}}, {}};
}

const User& person_of(const World& world, const std::string& handle) {
  for (const auto& user : world.users)
    if (handle.empty() ? user.account_id == world.person : user.handle == handle) return user;
  throw ControlError("there is no user '" + handle + "'");
}

// The app that asks; an answer where it cannot even be told that it asks wrongly.
const OauthApp* app_of(const Request& asked, const World& world, std::optional<Answer>& refused) {
  const auto found = world.oauth.apps.find(asked.parameter("client_id").value_or(""));
  if (found == world.oauth.apps.end()) {
    refused = error_page(400, "Something went wrong", "There is no app with this client_id.");
    return nullptr;
  }
  const auto& urls = found->second.callback_urls;
  const auto wanted = asked.parameter("redirect_uri").value_or("");
  const auto fits = [&](const std::string& url) {
    return fnmatch(url.c_str(), wanted.c_str(), FNM_PATHNAME) == 0;
  };
  if (std::none_of(urls.begin(), urls.end(), fits)) {
    refused =
        error_page(400, "Something went wrong", "redirect_uri is not registered for client: " + found->first);
    return nullptr;
  }
  return &found->second;
}

Answer refusal(const Request& asked, const char* error, const std::string& why) {
  return redirect(
      *asked.parameter("redirect_uri"),
      {{"error", error}, {"error_description", why}, {"state", asked.parameter("state").value_or("")}});
}

std::vector<std::string> scopes_of(const Request& asked) {
  return split(asked.parameter("scope").value_or(""), ' ');
}

// What is wrong with a request that names a known app; empty: nothing.
std::string fault_of(const Request& asked, const OauthApp& app) {
  if (asked.parameter("response_type") != "code") return "response_type must be code";
  if (asked.parameter("audience") != "api.atlassian.com") return "audience must be api.atlassian.com";
  const auto scopes = scopes_of(asked);
  if (scopes.empty()) return "scope is missing";
  for (const auto& scope : scopes)
    if (scope != "offline_access" && !app.scopes.contains(scope))
      return "the app has not been configured with the scope " + scope;
  return {};
}

Answer access_denied(const Request& asked) {
  return refusal(asked, "access_denied", "User did not authorize the request");
}

}  // namespace

std::vector<std::pair<std::string, std::string>> sites_of(const World& world) {
  std::vector<std::pair<std::string, std::string>> sites{{world.cloud_id, world.title}};
  sites.insert(sites.end(), world.other_sites.begin(), world.other_sites.end());
  return sites;
}

std::optional<Answer> AuthorisationServer::handle(const Request& request, const World& world,
                                                  const std::string& origin) {
  const auto asked = request.method + " " + request.path;
  if (asked == "GET /authorize") return ask(request, world);
  if (asked == "POST /authorize") return decide(request, world);
  if (asked == "POST /oauth/token") return give_tokens(request, world);
  if (asked == "GET /oauth/token/accessible-resources") return list_sites(request, world, origin);
  return std::nullopt;
}

Answer AuthorisationServer::ask(const Request& request, const World& world) {
  std::optional<Answer> refused;
  const auto* app = app_of(request, world, refused);
  if (app == nullptr) return *refused;
  if (const auto fault = fault_of(request, *app); !fault.empty())
    return refusal(request, "invalid_request", fault);
  if (policy_.mode == ConsentPolicy::Mode::accept) return accept(world, *app, request, policy_);
  if (policy_.mode == ConsentPolicy::Mode::refuse) return access_denied(request);
  ConsentPage page{app->name,       scopes_of(request), {}, person_of(world, policy_.person).handle,
                   sites_of(world), request.parameters};
  for (const auto& user : world.users)
    if (user.active) page.people.emplace_back(user.handle, user.name);
  return consent_page(page);
}

Answer AuthorisationServer::decide(const Request& request, const World& world) {
  const auto form = make_request("POST", "/authorize?" + request.body);
  std::optional<Answer> refused;
  const auto* app = app_of(form, world, refused);
  if (app == nullptr) return *refused;
  if (const auto fault = fault_of(form, *app); !fault.empty()) return refusal(form, "invalid_request", fault);
  if (form.parameter("decision") != "accept") return access_denied(form);
  const auto sites = form.all("site");
  if (sites.empty()) return access_denied(form);
  return accept(world, *app, form,
                {ConsentPolicy::Mode::accept,
                 form.parameter("person").value_or(""),
                 policy_.without,
                 {sites.begin(), sites.end()}});
}

Answer AuthorisationServer::accept(const World& world, const OauthApp& app, const Request& asked,
                                   const ConsentPolicy& policy) {
  Consent consent{app.client_id, person_of(world, policy.person).account_id, {}, policy.sites};
  for (const auto& scope : scopes_of(asked))
    if (!policy.without.contains(scope)) consent.scopes.insert(scope);
  if (consent.sites.empty())
    for (const auto& [id, name] : sites_of(world)) consent.sites.insert(id);
  const auto redirect_uri = *asked.parameter("redirect_uri");
  const auto code = grants_.issue_code(world.oauth, std::move(consent), redirect_uri);
  return redirect(redirect_uri, {{"code", code}, {"state", asked.parameter("state").value_or("")}});
}

Answer AuthorisationServer::give_tokens(const Request& request, const World& world) {
  try {
    return answer_token_request(request, world, grants_);
  } catch (const OauthRefusal& refused) {
    return json_answer(refused.status,
                       {{"error", refused.error}, {"error_description", refused.description}});
  }
}

Answer AuthorisationServer::list_sites(const Request& request, const World& world,
                                       const std::string& origin) const {
  const auto header = request.header("Authorization").value_or("");
  const auto* consent = lower(header).starts_with("bearer ") ? grants_.find(header.substr(7)) : nullptr;
  if (consent == nullptr) return json_answer(401, {{"code", 401}, {"message", "Unauthorized"}});
  auto out = Json::array();
  auto scopes = consent->scopes;
  scopes.erase("offline_access");
  for (const auto& [id, name] : sites_of(world)) {
    if (!consent->sites.contains(id)) continue;
    // The other sites are the same Jira; their addresses only have to look different.
    const auto url = id == world.cloud_id ? origin : "https://" + id + ".example.test";
    out.push_back({{"id", id},
                   {"url", url},
                   {"name", name},
                   {"scopes", scopes},
                   {"avatarUrl", origin + "/avatars/site/" + id}});
  }
  return json_answer(200, out);
}

std::optional<Answer> AuthorisationServer::control(const Request& request, const World& world) {
  const auto& all = request.segments;
  if (all.size() < 2 || all[1] != "oauth") return std::nullopt;
  const auto asked = request.method + (all.size() > 2 ? " " + all[2] : "");
  if (asked == "GET") return json_answer(200, {{"grants", grants_.list()}});
  const auto body = request.body.empty() ? Json::object() : Json::parse(request.body);
  if (asked == "POST revoke")
    return json_answer(200, {{"revoked", grants_.revoke(body.value("app", std::string()))}});
  if (asked != "POST") return std::nullopt;
  constexpr std::array<std::string_view, 4> kMembers{"consent", "as", "without", "sites"};
  for (const auto& [key, value] : body.items())
    if (std::find(kMembers.begin(), kMembers.end(), key) == kMembers.end())
      throw ControlError("oauth has no member '" + key + "'");
  ConsentPolicy policy;
  const auto mode = body.value("consent", std::string("page"));
  if (mode != "page" && mode != "accept" && mode != "refuse")
    throw ControlError("'consent' must be page, accept or refuse, not '" + mode + "'");
  policy.mode = mode == "accept"   ? ConsentPolicy::Mode::accept
                : mode == "refuse" ? ConsentPolicy::Mode::refuse
                                   : ConsentPolicy::Mode::page;
  policy.person = body.value("as", std::string());
  person_of(world, policy.person);
  policy.without = body.value("without", std::set<std::string>());
  policy.sites = body.value("sites", std::set<std::string>());
  policy_ = std::move(policy);
  return empty_answer(204);
}

}  // namespace itsm::simulators::atlassian
