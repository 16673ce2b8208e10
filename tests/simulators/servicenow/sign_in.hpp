// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/servicenow/records.hpp"
#include "tests/simulators/servicenow/refusal.hpp"

namespace itsm::simulators::servicenow {

// Who somebody is, by password, token or API key, and the endpoint that gives tokens. One thread.
class SignIn {
 public:
  explicit SignIn(const Records& records) : records_(records) {}

  // Throws Refusal 401.
  Caller caller_of(const Request& request) const;
  // POST /oauth_token.do
  Answer token(const Request& request);
  // GET /oauth_auth.do: the person of the seed consents at once.
  Answer consent(const Request& request);

 private:
  struct Grant {
    std::string client{};
    std::string user{};
    std::string access{};
    std::string refresh{};
    Time ends{};
  };
  std::optional<Caller> by_password(const std::string& name, const std::string& password) const;
  std::optional<Caller> by_token(const std::string& token) const;
  std::optional<Caller> by_key(const std::string& key) const;
  const Json& user_document(const std::string& name) const;
  // The token that is current, or a new one: asked for again within its life it is the same.
  Json granted(const std::string& client, const std::string& user, bool with_refresh);

  const Records& records_;
  std::vector<Grant> grants_{};
  std::map<std::string, std::pair<std::string, std::string>> codes_{};  // code -> client, user
};

}  // namespace itsm::simulators::servicenow
