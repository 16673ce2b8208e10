// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/provider_client.hpp"

#include <algorithm>

#include "host_stub/core/percent.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/integrations/encoding.hpp"
#include "host_stub/services/provider_secret.hpp"

namespace itsm::host::services {
namespace {

constexpr std::chrono::seconds kProviderTime{10};
constexpr std::chrono::minutes kRemembered{10};
// Long enough that a crowd of people does not become a crowd of requests.
constexpr std::chrono::seconds kFailureRemembered{3};
constexpr std::size_t kLongestOfProvider = 200;

Unexpected<Problem> unreachable(const std::string& what) {
  return problem(ProblemKind::unavailable, "provider_unreachable", "the sign-in provider " + what,
                 "try again in a minute; an operator finds out more with: host_stub sign-in check");
}

// The two halves of an address as a request has them. Its discovery document was checked for the scheme.
Result<http::OutboundRequest> request_to(const std::string& address) {
  const auto scheme = address.find("://");
  const auto host = scheme == std::string::npos ? address.size() : scheme + 3;
  const auto path = std::min(address.find_first_of("/?#", host), address.size());
  const bool plain =
      std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!plain || path == host || address.substr(host, path - host).find('@') != std::string::npos ||
      address.find('#') != std::string::npos)
    return unreachable("names an address that is none: " +
                       shortened(clean_text(address), kLongestOfProvider));
  http::OutboundRequest request;
  request.base_url = address.substr(0, path);
  request.target = address.substr(path);
  if (!request.target.starts_with('/')) request.target.insert(0, "/");
  request.headers = {{"Accept", "application/json"}};
  request.timeout = kProviderTime;
  request.effect = Effect::read;
  return request;
}

Result<HttpResponse> answer_of_provider(Services& services, const http::OutboundRequest& request) {
  auto answer = services.client.send(request);
  if (!answer) return unreachable("cannot be reached: " + answer.error().message);
  return *std::move(answer);
}

Result<Json> document_at(Services& services, http::OutboundRequest request, const std::string& what) {
  ITSM_TRY(const HttpResponse answer, answer_of_provider(services, request));
  if (answer.status != 200)
    return unreachable("answers " + std::to_string(answer.status) + " when asked for its " + what);
  auto document = parse_json(answer.body);
  if (!document || !document->is_object()) return unreachable("answers with something else than its " + what);
  return *std::move(document);
}

Result<identity::Provider> ask_provider(Services& services) {
  const std::string& issuer = services.settings.sign_in.provider.issuer;
  const bool plain = services.settings.development;
  if (!issuer.starts_with("https://") && !(plain && issuer.starts_with("http://")))
    return problem(ProblemKind::invalid, "provider_wrong",
                   "the sign-in provider would be asked without encryption: sign_in.oidc.issuer is no "
                   "https:// address",
                   "an operator corrects it in the host's configuration");
  ITSM_TRY(auto request, request_to(identity::discovery_address(issuer)));
  ITSM_TRY(const Json document, document_at(services, std::move(request), "description"));
  return identity::read_provider(document, issuer, plain);
}

std::string text_of_token_answer(const Json& document, const char* name) {
  const auto found = document.find(name);
  return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Unexpected<Problem> code_refused(const HttpResponse& answer, const Json& document) {
  const std::string code = text_of_token_answer(document, "error");
  const std::string reason = text_of_token_answer(document, "error_description");
  std::string said = "answered " + std::to_string(answer.status);
  if (!code.empty()) said += " " + shortened(clean_text(code), kLongestOfProvider);
  if (!reason.empty()) said += ": " + shortened(clean_text(reason), kLongestOfProvider);
  const bool is_ours = code == "invalid_client" || code == "unauthorized_client" || answer.status == 401;
  return problem(ProblemKind::conflict, "sign_in_code_refused",
                 "the sign-in provider gave nothing for its own code: it " + said,
                 is_ours
                     ? "an operator compares sign_in.oidc.client_id with the provider's settings and stores "
                       "the secret anew: host_stub sign-in set-secret"
                     : "sign in again; if it happens again, tell an operator");
}

}  // namespace

Result<> check_has_provider(const Services& services) {
  if (!services.settings.sign_in.provider.issuer.empty()) return {};
  return problem(ProblemKind::not_found, "provider_none",
                 "people sign in here with a name and a password only",
                 "an operator names a provider as sign_in.oidc in the host's configuration");
}

Result<identity::Provider> known_provider(Services& services) {
  ITSM_CHECK(check_has_provider(services));
  ProviderMemory& memory = *services.provider_memory;
  const std::lock_guard lock(memory.mutex);
  const Time now = services.clock.now();
  if (!memory.said || now >= memory.until) {
    memory.said = ask_provider(services);
    memory.until =
        services.clock.now() + (*memory.said ? std::chrono::seconds(kRemembered) : kFailureRemembered);
  }
  return *memory.said;
}

Result<Json> provider_keys(Services& services, const identity::Provider& provider) {
  ITSM_TRY(auto request, request_to(provider.keys_address));
  return document_at(services, std::move(request), "keys");
}

Result<ProviderTokens> exchange_code(Services& services, const identity::Provider& provider,
                                     const std::string& code, const std::string& redirect_uri,
                                     const std::string& verifier) {
  ITSM_TRY(const std::string secret, provider_secret(services));
  const std::string& client_id = services.settings.sign_in.provider.client_id;
  ITSM_TRY(auto request, request_to(provider.token_endpoint));
  integrations::Parameters form{{"grant_type", "authorization_code"},
                                {"code", code},
                                {"redirect_uri", redirect_uri},
                                {"code_verifier", verifier}};
  if (secret.empty() || provider.secret_in_body) form.emplace_back("client_id", client_id);
  if (!secret.empty() && provider.secret_in_body) form.emplace_back("client_secret", secret);
  if (!secret.empty() && !provider.secret_in_body) {
    const std::string pair = integrations::base64(percent_encoded(client_id) + ":" + percent_encoded(secret));
    services.log.redactor().remember(pair);
    request.headers.push_back({"Authorization", "Basic " + pair});
  }
  for (const auto& live : {code, verifier}) services.log.redactor().remember(live);
  request.method = "POST";
  request.effect = Effect::write;  // a code counts once
  request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  request.body = integrations::form_encoded(form);
  ITSM_TRY(const HttpResponse answer, answer_of_provider(services, request));
  if (answer.status >= 500)
    return unreachable("answers " + std::to_string(answer.status) + " when asked for a token");
  auto document = parse_json(answer.body);
  if (!document || !document->is_object()) document = Json::object();
  if (answer.status != 200) return code_refused(answer, *document);
  ProviderTokens tokens{text_of_token_answer(*document, "id_token"),
                        text_of_token_answer(*document, "access_token")};
  if (tokens.id_token.empty())
    return problem(
        ProblemKind::conflict, "id_token_refused", "the sign-in provider sent no ID token",
        "an operator looks whether the provider knows this host as an application for OpenID Connect");
  for (const auto& live : {tokens.id_token, tokens.access_token})
    if (!live.empty()) services.log.redactor().remember(live);
  return tokens;
}

Result<Json> more_claims(Services& services, const identity::Provider& provider,
                         const std::string& access_token) {
  if (provider.userinfo_endpoint.empty() || access_token.empty()) return Json::object();
  ITSM_TRY(auto request, request_to(provider.userinfo_endpoint));
  request.headers.push_back({"Authorization", "Bearer " + access_token});
  return document_at(services, std::move(request), "person");
}

}  // namespace itsm::host::services
