// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/zoho.hpp"

#include "tests/simulators/control/vendor.hpp"

namespace itsm::simulators::sdp {
namespace {

constexpr std::chrono::hours kAccessLife{1};
constexpr std::chrono::minutes kCodeLife{1};

// Parameters of the query, of a form, or of both.
std::string parameter(const Request& request, const char* name) {
  if (const auto found = request.parameter(name)) return *found;
  return make_request("GET", "/?" + request.body).parameter(name).value_or("");
}

Answer refused(const std::string& error) { return json_answer(200, {{"error", error}}); }

}  // namespace

std::optional<Answer> Zoho::handle(const Request& request) {
  const auto& at = request.segments;
  if (at.size() < 3 || at[0] != "oauth" || at[1] != "v2") return std::nullopt;
  if (at.size() == 3 && at[2] == "auth") return authorize(request);
  if (at.size() == 3 && at[2] == "token" && request.method == "POST") return token(request);
  if (at.size() == 4 && at[2] == "token" && at[3] == "revoke" && request.method == "POST") {
    refresh_.erase(parameter(request, "token"));
    access_.erase(parameter(request, "token"));
    return json_answer(200, {{"status", "success"}});
  }
  return empty_answer(404);
}

const Grant* Zoho::find(const std::string& access_token) const {
  const auto found = access_.find(access_token);
  if (found != access_.end()) return found->second.ends > store_.now() ? &found->second.grant : nullptr;
  return nullptr;
}

Answer Zoho::authorize(const Request& request) {
  const Json& client = store_.world().list("oauth");
  const auto redirect = request.parameter("redirect_uri").value_or("");
  if (request.parameter("client_id") != client.value("client_id", "") || redirect.empty())
    return refused("invalid_client");
  std::string to = redirect + (redirect.find('?') == std::string::npos ? "?" : "&") +
                   "state=" + request.parameter("state").value_or("") + "&";
  if (refuses_) {
    to += "error=access_denied";
  } else {
    Code code;
    for (auto& scope : split(request.parameter("scope").value_or(""), ','))
      code.grant.scopes.insert(std::move(scope));
    for (const auto& [handle, person] : store_.world().list("people").items())
      if (code.grant.person.empty() || handle == consenting_)
        code.grant.person = person.at("id").get<std::string>();
    code.ends = store_.now() + kCodeLife;
    code.redirect_uri = redirect;
    const std::string name = "1000.code" + std::to_string(++last_);
    codes_[name] = std::move(code);
    to += "code=" + name;
  }
  Answer answer = empty_answer(302);
  answer.headers.emplace_back("Location", to);
  return answer;
}

std::string Zoho::issue_access(const Grant& grant) {
  std::string token = "1000.access" + std::to_string(++last_);
  access_[token] = {grant, store_.now() + kAccessLife};
  return token;
}

Answer Zoho::token(const Request& request) {
  const World& world = store_.world();
  const Json& client = world.list("oauth");
  if (!tokens_.take("tokens", world.number("limits", "tokens_per_minute", 5), store_.now()))
    return json_answer(400,
                       {{"error_description",
                         "You have made too many requests continuously. Please try again after some time."},
                        {"error", "Access Denied"},
                        {"status", "failure"}});
  if (parameter(request, "client_id") != client.value("client_id", "")) return refused("invalid_client");
  if (parameter(request, "client_secret") != client.value("client_secret", ""))
    return refused("invalid_client_secret");
  Json body{{"api_domain", "https://www.zohoapis.com"}, {"token_type", "Bearer"}, {"expires_in", 3600}};
  if (parameter(request, "grant_type") == "refresh_token") {
    const auto grant = refresh_.find(parameter(request, "refresh_token"));
    if (grant == refresh_.end()) return refused("invalid_code");
    body["access_token"] = issue_access(grant->second);
    return json_answer(200, body);
  }
  const auto code = codes_.find(parameter(request, "code"));
  if (code == codes_.end() || code->second.ends <= store_.now() ||
      code->second.redirect_uri != parameter(request, "redirect_uri"))
    return refused("invalid_code");
  const std::string refresh = "1000.refresh" + std::to_string(++last_);
  refresh_[refresh] = code->second.grant;
  body["access_token"] = issue_access(code->second.grant);
  body["refresh_token"] = refresh;
  codes_.erase(code);
  return json_answer(200, body);
}

Json Zoho::control(const Json& wanted) {
  for (const auto& [member, value] : wanted.items()) {
    if (member == "as") {
      consenting_ = value.get<std::string>();
      if (!store_.world().list("people").contains(consenting_))
        throw ControlError("there is no user '" + consenting_ + "'");
    } else if (member == "consent" && (value == "accept" || value == "refuse")) {
      refuses_ = value == "refuse";
    } else if (member == "access") {
      // A token without the way through a browser, for whoever needs no more: {"access": [scopes]}.
      Grant grant;
      for (const Json& scope : value) grant.scopes.insert(scope.get<std::string>());
      for (const auto& [handle, person] : store_.world().list("people").items())
        if (grant.person.empty() || handle == consenting_) grant.person = person.at("id").get<std::string>();
      return {{"access_token", issue_access(grant)}};
    } else {
      throw ControlError("oauth takes 'as', 'consent': accept or refuse, and 'access', not '" + member + "'");
    }
  }
  return {{"as", consenting_}, {"consent", refuses_ ? "refuse" : "accept"}, {"grants", refresh_.size()}};
}

void Zoho::revoke_all() {
  refresh_.clear();
  access_.clear();
}

}  // namespace itsm::simulators::sdp
