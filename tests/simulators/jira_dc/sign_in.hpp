// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "tests/simulators/jira/site.hpp"
#include "tests/simulators/jira_dc/settings.hpp"

namespace itsm::simulators::jira_dc {

// How a log-in ended, named as in X-Seraph-LoginReason.
enum class LoginReason {
  ok,
  failed,  // AUTHENTICATED_FAILED: wrong name, password or token
  denied  // AUTHENTICATION_DENIED: too many failures; the password is not looked at until a person has logged
          // in
};
const char* name_of(LoginReason reason);

struct LoginInfo {
  int failed_since_login = 0;
  int failures = 0;
  int logins = 0;
  std::optional<Time> last_failure{};
  std::optional<Time> last_login{};
  std::optional<Time> previous_login{};
};

// Names, passwords, tokens and sessions. A login that fails is counted, and too many ask for a CAPTCHA, which
// only the page for people can give.
class SignIn {
 public:
  struct Outcome {
    LoginReason reason = LoginReason::ok;
    const User* user = nullptr;  // if ok
  };
  explicit SignIn(const jira::Site& site) : site_(site) {}

  Outcome with_password(const std::string& username, const std::string& password, const Settings& settings,
                        bool solved_captcha = false);
  Outcome with_token(const std::string& token) const;  // counts nothing: tokens know no CAPTCHA

  // The id of a new session.
  std::string open_session(const User& user, const Settings& settings);
  const User* user_of_session(const std::string& id) const;  // null: unknown or over
  void close_session(const std::string& id) { sessions_.erase(id); }

  LoginInfo info(const std::string& username) const;

 private:
  struct Session {
    std::string account_id;
    Time ends;
  };
  const jira::Site& site_;
  std::map<std::string, LoginInfo> logins_{};  // by username, lower case
  std::map<std::string, Session> sessions_{};
  std::uint64_t last_session_ = 0;
};

}  // namespace itsm::simulators::jira_dc
