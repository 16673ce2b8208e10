// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_dc/front.hpp"

#include "tests/simulators/jira/refusal.hpp"
#include "tests/simulators/jira/routes.hpp"
#include "tests/simulators/jira_dc/pages.hpp"
#include "tests/simulators/jira_dc/router.hpp"
#include "tests/simulators/jira_dc/session.hpp"

namespace itsm::simulators::jira_dc {
namespace {

// The request as Jira sees it below its context path; nullopt: another program's.
std::optional<Request> below(const std::string& context_path, const Request& request) {
  if (context_path.empty()) return request;
  if (!request.path.starts_with(context_path + "/")) return std::nullopt;
  return make_request(request.method, request.target.substr(context_path.size()), request.headers,
                      request.body);
}

Answer rate_limited() { return server_page(429, "Rate limit exceeded."); }

// A request that a browser could have been tricked into.
bool is_forgeable(const Request& request) {
  if (request.method == "GET" || same_word(request.header("X-Atlassian-Token").value_or(""), "no-check"))
    return false;
  const auto host = "http://" + request.header("Host").value_or("");
  const auto origin = request.header("Origin").value_or(host);
  return request.header("User-Agent").value_or("").starts_with("Mozilla/") || origin != host;
}

}  // namespace

void add_captcha_headers(Answer& answer, const std::string& origin) {
  answer.headers.emplace_back("X-Authentication-Denied-Reason",
                              "CAPTCHA_CHALLENGE; login-url=" + origin + "/login.jsp");
}

Answer passwords_disabled() {
  return json_answer(
      403, {{"message", "Basic Authentication has been disabled on this instance."}, {"status-code", 403}});
}

Front::Visitor Front::identify_by_password(const std::string& header, const Settings& settings,
                                           const std::string& origin) {
  if (!settings.passwords) return {nullptr, LoginReason::failed, passwords_disabled()};
  const auto plain = decode_base64(header.substr(std::string("basic ").size())).value_or("");
  const auto colon = std::min(plain.find(':'), plain.size());
  const auto password = colon < plain.size() ? plain.substr(colon + 1) : std::string();
  const auto outcome = sign_in_.with_password(plain.substr(0, colon), password, settings);
  if (outcome.reason == LoginReason::ok) return {outcome.user, outcome.reason, std::nullopt};
  const bool denied = outcome.reason == LoginReason::denied;
  auto refusal = refused_page(denied ? 403 : 401, name_of(outcome.reason));
  if (denied) add_captcha_headers(refusal, origin);
  return {nullptr, outcome.reason, std::move(refusal)};
}

Front::Visitor Front::identify(const Request& request, const Settings& settings, const std::string& origin) {
  const auto header = request.header("Authorization").value_or("");
  if (lower(header).starts_with("basic ")) return identify_by_password(header, settings, origin);
  if (lower(header).starts_with("bearer ") && settings.version.has_access_tokens()) {
    const auto outcome = sign_in_.with_token(header.substr(std::string("bearer ").size()));
    if (outcome.reason == LoginReason::ok) return {outcome.user, outcome.reason, std::nullopt};
    return {nullptr, outcome.reason, jira::unauthenticated(origin)};
  }
  if (const auto session = session_id(request))
    if (const auto* user = sign_in_.user_of_session(*session)) return {user, LoginReason::ok, std::nullopt};
  return {};
}

Answer Front::serve(const Request& request, const Settings& settings, const Visitor& visitor,
                    const std::string& origin) {
  const bool is_login_page = request.path == "/login.jsp";
  if (settings.single_sign_on && visitor.user == nullptr && !is_login_page) return login_page();
  if (visitor.refusal && !is_login_page) return *visitor.refusal;
  if (is_forgeable(request)) return {403, {{"Content-Type", "text/plain"}}, "XSRF check failed"};
  if (is_login_page) return log_in_by_page(request, sign_in_, settings, origin);
  if (is_session_resource(request))
    return serve_session({request, site_, visitor.user, 2, origin, {}}, sign_in_, settings);
  return route({request, site_, visitor.user, 2, origin, {}, &webhooks_}, settings.version);
}

Answer Front::handle(const Request& request) {
  const auto settings = read_settings(site_.document());
  const auto inner = below(settings.context_path, request);
  if (!inner) return server_page(404, "The requested resource is not available");
  const auto origin =
      settings.base_url.empty() ? jira::origin_of(request) + settings.context_path : settings.base_url;
  const auto visitor = identify(*inner, settings, origin);
  HeaderList headers;
  Answer answer;
  if (settings.rate_limit) {
    const auto name = visitor.user == nullptr ? std::string() : visitor.user->account_id;
    auto outcome = rate_limit_.take(name, *settings.rate_limit, site_.now());
    headers = std::move(outcome.headers);
    answer = outcome.allowed ? serve(*inner, settings, visitor, origin) : rate_limited();
  } else {
    answer = serve(*inner, settings, visitor, origin);
  }
  for (auto& header : headers) answer.headers.push_back(std::move(header));
  if (visitor.reason) answer.headers.emplace_back("X-Seraph-LoginReason", name_of(*visitor.reason));
  answer.headers.emplace_back("X-AUSERNAME", visitor.user == nullptr ? "anonymous" : visitor.user->username);
  answer.headers.emplace_back("X-AREQUESTID", "600x" + std::to_string(++requests_) + "x1");
  answer.headers.emplace_back("X-ANODEID", "node1");
  answer.headers.emplace_back("Cache-Control", "no-cache, no-store, no-transform");
  answer.headers.emplace_back("Vary", "User-Agent");
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  return answer;
}

Answer bare_failure(int status) {
  if (status == 401) return refused_page(401, name_of(LoginReason::failed));
  if (status == 429) {
    auto answer = rate_limited();
    answer.headers.emplace_back("retry-after", "5");
    return answer;
  }
  if (status >= 500) return server_page(status, "An error occurred");
  return json_answer(status, jira::refusal(status, "The request was refused.").body());
}

}  // namespace itsm::simulators::jira_dc
