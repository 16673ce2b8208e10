// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

// The parts of a world that say how a site behaves towards programs.
namespace itsm::simulators {

// How webhooks are delivered. Times are those of the simulator's clock, but for the time-out.
struct WebhookSettings {
  std::chrono::milliseconds delay{0};                 // of what happens at once
  std::chrono::milliseconds secondary_delay{30'000};  // of consequences, which Jira sends later
  std::chrono::milliseconds timeout{10'000};
  int retries = 5;
  std::chrono::milliseconds shortest_wait{std::chrono::minutes(5)};
  std::chrono::milliseconds longest_wait{std::chrono::minutes(15)};
};

// What Jira Cloud refuses with 429. A number of 0 limits nothing.
struct RateSettings {
  int gets = 0;  // a second, for each endpoint
  int posts = 0;
  int puts = 0;
  int deletes = 0;
  int issue_writes_in_2s = 0;
  int issue_writes_in_30s = 0;
  int points_an_hour = 0;    // of an OAuth app
  bool tenant_pool = false;  // instead of one pool for all tenants
  bool tells_wait = true;    // whether a refusal has Retry-After
};

struct OauthApp {
  std::string client_id{};
  std::string client_secret{};
  std::string name{};
  std::string owner{};     // account id
  bool is_public = false;  // others than the owner get its webhooks too
  std::vector<std::string> callback_urls{};
  std::set<std::string> scopes{};  // that it may ask for
  std::string service_account{};   // account id, for client credentials; empty: it may not use them
};

struct OauthSettings {
  std::chrono::seconds access_life{3600};
  std::chrono::seconds code_life{300};
  std::chrono::seconds reuse_window{600};  // in which a retired refresh token still works
  std::chrono::hours idle_life{24 * 90};
  std::chrono::hours absolute_life{24 * 365};
  std::map<std::string, OauthApp> apps{};  // by client id
};

struct SecurityLevel {
  std::string id{};
  std::string name{};
  std::string description{};
  std::set<std::string> members{};  // account ids
};

struct SecurityScheme {
  std::vector<SecurityLevel> levels{};
  std::string standard{};  // id of the default level; empty: none
};

}  // namespace itsm::simulators
