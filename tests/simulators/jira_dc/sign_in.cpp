// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_dc/sign_in.hpp"

#include <algorithm>
#include <cstdio>

namespace itsm::simulators::jira_dc {

const char* name_of(LoginReason reason) {
  switch (reason) {
    case LoginReason::ok:
      return "OK";
    case LoginReason::failed:
      return "AUTHENTICATED_FAILED";
    case LoginReason::denied:
      return "AUTHENTICATION_DENIED";
  }
  return "OUT";
}

SignIn::Outcome SignIn::with_password(const std::string& username, const std::string& password,
                                      const Settings& settings, bool solved_captcha) {
  auto& login = logins_[lower(username)];
  if (login.failed_since_login >= settings.captcha_after && !solved_captcha)
    return {LoginReason::denied, nullptr};
  const auto* user = site_.world().user_named(username);
  if (user == nullptr || !user->active || user->password.empty() || user->password != password) {
    ++login.failed_since_login;
    ++login.failures;
    login.last_failure = site_.now();
    return {LoginReason::failed, nullptr};
  }
  login.failed_since_login = 0;
  ++login.logins;
  login.previous_login = login.last_login;
  login.last_login = site_.now();
  return {LoginReason::ok, user};
}

SignIn::Outcome SignIn::with_token(const std::string& token) const {
  const auto& users = site_.world().users;
  const auto found = std::find_if(users.begin(), users.end(), [&](const User& user) {
    return user.active && !user.token.empty() && user.token == token &&
           (!user.token_expires || site_.now() < *user.token_expires);
  });
  if (found == users.end()) return {LoginReason::failed, nullptr};
  return {LoginReason::ok, &*found};
}

std::string SignIn::open_session(const User& user, const Settings& settings) {
  std::array<char, 33> id{};
  std::snprintf(id.data(), id.size(), "%032llX", static_cast<unsigned long long>(++last_session_));
  sessions_[id.data()] = {user.account_id, site_.now() + settings.session_life};
  return id.data();
}

const User* SignIn::user_of_session(const std::string& id) const {
  const auto found = sessions_.find(id);
  if (found == sessions_.end() || site_.now() >= found->second.ends) return nullptr;
  const auto* user = site_.world().user(found->second.account_id);
  return user != nullptr && user->active ? user : nullptr;
}

LoginInfo SignIn::info(const std::string& username) const {
  const auto found = logins_.find(lower(username));
  return found == logins_.end() ? LoginInfo{} : found->second;
}

}  // namespace itsm::simulators::jira_dc
