// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>

#include "tests/simulators/atlassian/grants.hpp"
#include "tests/simulators/world/world.hpp"

namespace itsm::simulators::atlassian {

// How a request for consent is decided.
struct ConsentPolicy {
  enum class Mode { page, accept, refuse };
  Mode mode = Mode::page;
  std::string person{};             // handle; empty: who edits through the control interface
  std::set<std::string> without{};  // scopes that are not granted though they were asked for
  std::set<std::string> sites{};    // cloud ids; empty: all
};

// Atlassian's authorisation server: auth.atlassian.com, and of api.atlassian.com the list of sites. One
// thread at a time.
class AuthorisationServer {
 public:
  explicit AuthorisationServer(const Clock& clock) : grants_(clock) {}

  // nullopt: the path is not one of this server's.
  std::optional<Answer> handle(const Request& request, const World& world, const std::string& origin);
  // What a token allows now; null: nothing.
  const Consent* find(const std::string& access_token) const { return grants_.find(access_token); }

  // The control interface: GET oauth, POST oauth {consent, as, without, sites}, POST oauth/revoke {app}.
  // Throws ControlError.
  std::optional<Answer> control(const Request& request, const World& world);

 private:
  Answer ask(const Request& request, const World& world);
  Answer decide(const Request& request, const World& world);
  Answer accept(const World& world, const OauthApp& app, const Request& asked, const ConsentPolicy& policy);
  Answer give_tokens(const Request& request, const World& world);
  Answer list_sites(const Request& request, const World& world, const std::string& origin) const;

  Grants grants_;
  ConsentPolicy policy_{};
};

// Cloud ids and names of the sites that a consent can be for: the simulated one, and what the world lists
// besides, which all lead to the same Jira.
std::vector<std::pair<std::string, std::string>> sites_of(const World& world);

}  // namespace itsm::simulators::atlassian
