// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/sign_in.hpp"

#include <algorithm>

#include "tests/simulators/http/signature.hpp"

namespace itsm::simulators::servicenow {
namespace {

Answer token_refusal(const std::string& error, const std::string& description) {
  return json_answer(401, {{"error", error}, {"error_description", description}});
}

}  // namespace

const Json& SignIn::user_document(const std::string& name) const {
  static const Json kNone = Json::object();
  const auto& users = records_.document().at("users");
  return users.contains(name) ? users.at(name) : kNone;
}

std::optional<Caller> SignIn::by_password(const std::string& name, const std::string& password) const {
  const auto& user = user_document(name);
  if (!user.contains("password") || user.at("password") != password) return std::nullopt;
  return records_.caller(sys_id_for("sys_user/" + name));
}

std::optional<Caller> SignIn::by_token(const std::string& token) const {
  for (const auto& grant : grants_)
    if (grant.access == token && grant.ends > records_.now()) return records_.caller(grant.user);
  return std::nullopt;
}

std::optional<Caller> SignIn::by_key(const std::string& key) const {
  for (const auto& [name, user] : records_.document().at("users").items())
    if (user.value("api_key", "") == key && !key.empty())
      return records_.caller(sys_id_for("sys_user/" + name));
  return std::nullopt;
}

Caller SignIn::caller_of(const Request& request) const {
  std::optional<Caller> caller;
  const auto authorization = request.header("Authorization").value_or("");
  if (authorization.starts_with("Basic ")) {
    const auto decoded = decode_base64(authorization.substr(6)).value_or("");
    const auto colon = decoded.find(':');
    if (colon != std::string::npos) {
      const auto name = decoded.substr(0, colon);
      caller = by_password(name, decoded.substr(colon + 1));
      if (caller && user_document(name).value("mfa", false)) {
        auto refused = not_authenticated();
        refused.headers.emplace_back("X-MFA_TOKEN", "invalid");
        throw refused;
      }
    }
  } else if (authorization.starts_with("Bearer ")) {
    caller = by_token(authorization.substr(7));
  } else if (const auto key = request.header("x-sn-apikey")) {
    caller = by_key(*key);
  }
  if (!caller) throw not_authenticated();
  return *std::move(caller);
}

Json SignIn::granted(const std::string& client, const std::string& user, bool with_refresh) {
  const auto now = records_.now();
  auto grant = std::find_if(grants_.begin(), grants_.end(),
                            [&](const Grant& one) { return one.client == client && one.user == user; });
  if (grant == grants_.end())
    grant = grants_.insert(grants_.end(), Grant{client, user, "", random_text(), now});
  if (grant->ends <= now) {
    grant->access = random_text();
    grant->ends = now + records_.schema().token_life;
  }
  const auto left = std::chrono::duration_cast<std::chrono::seconds>(grant->ends - now).count();
  Json out{{"access_token", grant->access},
           {"scope", "useraccount"},
           {"token_type", "Bearer"},
           {"expires_in", left}};
  if (with_refresh) out["refresh_token"] = grant->refresh;
  return out;
}

Answer SignIn::token(const Request& request) {
  if (!request.header("Content-Type").value_or("").starts_with("application/x-www-form-urlencoded"))
    return token_refusal("invalid_request", "the parameters must be a form in the body");
  const auto form = make_request("POST", "/?" + request.body);
  const auto given = [&](const char* name) { return form.parameter(name).value_or(""); };
  auto client = given("client_id");
  auto secret = given("client_secret");
  if (const auto basic = request.header("Authorization"); basic && basic->starts_with("Basic ")) {
    const auto decoded = decode_base64(basic->substr(6)).value_or("");
    client = decoded.substr(0, decoded.find(':'));
    secret = decoded.substr(std::min(decoded.find(':'), decoded.size() - 1) + 1);
  }
  const auto& apps = records_.schema().apps;
  const auto app = apps.find(client);
  if (app == apps.end() || app->second.secret != secret)
    return token_refusal("invalid_client", "access_denied");
  const auto grant = given("grant_type");
  if (grant == "client_credentials" && !app->second.user.empty())
    return json_answer(200, granted(client, sys_id_for("sys_user/" + app->second.user), false));
  if (grant == "password")
    if (const auto who = by_password(given("username"), given("password")))
      return json_answer(200, granted(client, who->sys_id, true));
  if (grant == "refresh_token")
    for (const auto& one : grants_)
      if (one.client == client && one.refresh == given("refresh_token"))
        return json_answer(200, granted(client, std::string(one.user), true));
  if (grant == "authorization_code")
    if (const auto code = codes_.extract(given("code")); !code.empty() && code.mapped().first == client)
      return json_answer(200, granted(client, code.mapped().second, true));
  return token_refusal("access_denied", "access_denied");
}

Answer SignIn::consent(const Request& request) {
  const auto client = request.parameter("client_id").value_or("");
  if (!records_.schema().apps.contains(client)) return token_refusal("invalid_client", "access_denied");
  const auto code = random_text();
  codes_[code] = {client, sys_id_for("sys_user/" + records_.schema().person)};
  auto answer = empty_answer(302);
  const auto back = request.parameter("redirect_uri").value_or("");
  answer.headers.emplace_back("Location",
                              back + (back.find('?') == std::string::npos ? "?" : "&") + "code=" + code +
                                  "&state=" + percent_encode(request.parameter("state").value_or("")));
  return answer;
}

}  // namespace itsm::simulators::servicenow
