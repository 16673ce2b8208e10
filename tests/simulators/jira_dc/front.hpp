// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/site.hpp"
#include "tests/simulators/jira/webhook.hpp"
#include "tests/simulators/jira_dc/rate_limit.hpp"
#include "tests/simulators/jira_dc/settings.hpp"
#include "tests/simulators/jira_dc/sign_in.hpp"

namespace itsm::simulators::jira_dc {

// What stands before the REST resources of a Data Center: the context path, credentials, the rate limit, and
// the headers that every answer has.
class Front {
 public:
  Front(jira::Site& site, jira::Webhooks& webhooks) : site_(site), webhooks_(webhooks), sign_in_(site) {}

  Answer handle(const Request& request);
  void settings_changed() { rate_limit_.clear(); }

 private:
  struct Visitor {
    const User* user = nullptr;
    std::optional<LoginReason> reason{};  // of credentials that were given
    std::optional<Answer> refusal{};
  };
  Visitor identify(const Request& request, const Settings& settings, const std::string& origin);
  Visitor identify_by_password(const std::string& header, const Settings& settings,
                               const std::string& origin);
  Answer serve(const Request& request, const Settings& settings, const Visitor& visitor,
               const std::string& origin);

  jira::Site& site_;
  jira::Webhooks& webhooks_;
  SignIn sign_in_;
  RateLimit rate_limit_{};
  std::uint64_t requests_ = 0;
};

// Adds what tells a client that only a person can help.
void add_captcha_headers(Answer& answer, const std::string& origin);
// Passwords are switched off, as they are from version 11 on unless an administrator allows them.
Answer passwords_disabled();
// The body that goes with a status which no handler has chosen.
Answer bare_failure(int status);

}  // namespace itsm::simulators::jira_dc
