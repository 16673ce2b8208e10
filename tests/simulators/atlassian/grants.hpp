// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/http/message.hpp"
#include "tests/simulators/world/settings.hpp"

namespace itsm::simulators::atlassian {

// What a person has allowed an app to do.
struct Consent {
  std::string app{};   // client id
  std::string user{};  // account id
  std::set<std::string> scopes{};
  std::set<std::string> sites{};  // cloud ids
};

struct Tokens {
  std::string access{};
  std::string refresh{};  // empty: none, since offline_access was not asked for
  Consent consent{};
};

// The codes and tokens of Atlassian's authorisation server. A refresh token works once; the one that it
// replaced goes on working for the reuse window, and using it later takes the whole grant away. One thread at
// a time.
class Grants {
 public:
  explicit Grants(const Clock& clock) : clock_(clock) {}  // borrowed

  std::string issue_code(const OauthSettings& settings, Consent consent, std::string redirect_uri);
  // nullopt where the token endpoint has to refuse.
  std::optional<Tokens> redeem(const OauthSettings& settings, const std::string& app, const std::string& code,
                               const std::string& redirect_uri);
  std::optional<Tokens> refresh(const OauthSettings& settings, const std::string& app,
                                const std::string& refresh_token);
  // An access token alone.
  std::string issue_access(const OauthSettings& settings, const Consent& consent);

  // What a token allows now; null: nothing.
  const Consent* find(const std::string& access_token) const;

  // As a person does who disconnects the app; the number of grants that ended.
  int revoke(const std::string& app);
  Json list() const;  // without tokens

 private:
  struct Code {
    Consent consent{};
    std::string redirect_uri{};
    Time ends{};
  };
  struct Grant {
    Consent consent{};
    std::string current{};  // the refresh token that has not been used
    Time made{};
    Time used{};
    int refreshes = 0;
    std::string ended{};  // why; empty: it lives
  };
  struct RefreshToken {
    std::size_t grant = 0;
    std::optional<Time> retired{};
  };
  struct Access {
    Consent consent{};
    std::optional<std::size_t> grant{};
    Time ends{};
  };

  std::string issue_access(const OauthSettings& settings, const Consent& consent,
                           std::optional<std::size_t> grant);
  std::string issue_refresh(std::size_t grant);

  const Clock& clock_;
  std::map<std::string, Code> codes_{};
  std::vector<Grant> grants_{};
  std::map<std::string, RefreshToken> refresh_tokens_{};
  std::map<std::string, Access> access_tokens_{};
};

}  // namespace itsm::simulators::atlassian
