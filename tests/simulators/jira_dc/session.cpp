// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_dc/session.hpp"

#include "tests/simulators/jira_dc/front.hpp"
#include "tests/simulators/jira_dc/pages.hpp"

namespace itsm::simulators::jira_dc {
namespace {

constexpr const char* kCookie = "JSESSIONID";

void set_cookie(Answer& answer, const std::string& session, const Settings& settings) {
  answer.headers.emplace_back(
      "Set-Cookie", std::string(kCookie) + "=" + session + "; Path=" +
                        (settings.context_path.empty() ? "/" : settings.context_path) + "; HttpOnly");
}

Json info_document(const LoginInfo& info, const jira::View& view) {
  Json out{{"failedLoginCount", info.failures}, {"loginCount", info.logins}};
  if (info.last_failure) out["lastFailedLoginTime"] = view.time(*info.last_failure);
  if (info.previous_login) out["previousLoginTime"] = view.time(*info.previous_login);
  return out;
}

Answer log_in(const jira::Call& call, SignIn& sign_in, const Settings& settings) {
  if (!settings.passwords) return passwords_disabled();
  const auto body = call.body();
  const auto outcome =
      sign_in.with_password(body.value("username", ""), body.value("password", ""), settings);
  if (outcome.reason == LoginReason::ok) {
    const jira::View view(call.site, call.origin, call.version, outcome.user);
    const auto session = sign_in.open_session(*outcome.user, settings);
    auto answer =
        json_answer(200, {{"session", {{"name", kCookie}, {"value", session}}},
                          {"loginInfo", info_document(sign_in.info(outcome.user->username), view)}});
    set_cookie(answer, session, settings);
    answer.headers.emplace_back("X-Seraph-LoginReason", name_of(outcome.reason));
    return answer;
  }
  const bool denied = outcome.reason == LoginReason::denied;
  auto answer = denied ? json_answer(403, jira::refusal(403, "Login denied").body())
                       : json_answer(401, jira::refusal(401, "Login failed").body());
  answer.headers.emplace_back("X-Seraph-LoginReason", name_of(outcome.reason));
  if (denied) add_captcha_headers(answer, call.origin);
  return answer;
}

}  // namespace

std::optional<std::string> session_id(const Request& request) {
  for (const auto& cookie : split(request.header("Cookie").value_or(""), ';'))
    if (cookie.starts_with(std::string(kCookie) + "=")) return cookie.substr(std::string(kCookie).size() + 1);
  return std::nullopt;
}

bool is_session_resource(const Request& request) {
  return request.path == "/rest/auth/1/session" || request.path == "/rest/auth/latest/session";
}

Answer serve_session(const jira::Call& call, SignIn& sign_in, const Settings& settings) {
  const auto& request = call.request;
  try {
    if (request.method == "POST") return log_in(call, sign_in, settings);
  } catch (const jira::Refusal& refused) {
    return json_answer(refused.status, refused.body());
  } catch (const Json::exception&) {
    return json_answer(400, jira::bad_payload().body());
  }
  if (request.method != "GET" && request.method != "DELETE") return server_page(405, "Method Not Allowed");
  if (call.caller == nullptr)
    return json_answer(
        401,
        jira::refusal(401, "You are not authenticated. Authentication required to perform this operation.")
            .body());
  if (request.method == "DELETE") {
    if (const auto session = session_id(request)) sign_in.close_session(*session);
    return empty_answer(204);
  }
  return json_answer(200, {{"self", call.view().self("user?username=" + call.caller->username)},
                           {"name", call.caller->username},
                           {"loginInfo", info_document(sign_in.info(call.caller->username), call.view())}});
}

Answer log_in_by_page(const Request& request, SignIn& sign_in, const Settings& settings,
                      const std::string& origin) {
  if (request.method != "POST") return login_page();
  // The fields of a form are written as those of a query.
  const auto form = make_request("GET", "/?" + request.body);
  const bool solved = !form.parameter("os_captcha").value_or("").empty();
  const auto outcome = sign_in.with_password(form.parameter("os_username").value_or(""),
                                             form.parameter("os_password").value_or(""), settings, solved);
  Answer answer = login_page();
  if (outcome.reason == LoginReason::ok) {
    answer = {302, {{"Location", origin + "/secure/MyJiraHome.jspa"}}, ""};
    set_cookie(answer, sign_in.open_session(*outcome.user, settings), settings);
  }
  answer.headers.emplace_back("X-Seraph-LoginReason", name_of(outcome.reason));
  return answer;
}

}  // namespace itsm::simulators::jira_dc
