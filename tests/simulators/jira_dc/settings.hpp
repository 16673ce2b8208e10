// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>

#include "tests/simulators/world/world.hpp"

namespace itsm::simulators::jira_dc {

struct Version {
  int major = 0;
  int minor = 0;
  int patch = 0;
  auto operator<=>(const Version&) const = default;

  std::string text() const;
  int build() const;
  bool has_old_create_metadata() const { return major < 9; }
  bool has_create_metadata_pages() const { return *this >= Version{8, 4, 0}; }
  bool has_access_tokens() const { return *this >= Version{8, 14, 0}; }
  bool has_rate_limiting() const { return *this >= Version{8, 6, 0}; }
  bool has_new_webhooks() const { return major >= 10; }
  bool allows_passwords_by_default() const { return major < 11; }
};

struct RateLimitSettings {
  int capacity = 0;   // tokens that a user can have
  int fill_rate = 0;  // tokens for each interval
  std::chrono::seconds interval{1};
};

// What an administrator of a Data Center instance sets up besides its world.
struct Settings {
  Version version{};
  std::string base_url{};       // empty: the address that the caller used
  std::string context_path{};   // "/jira", or empty
  bool passwords = true;        // basic authentication and session log-in
  bool single_sign_on = false;  // who is not signed in gets the page of an identity provider, with status 200
  int captcha_after = 3;        // failed log-ins
  std::chrono::minutes session_life{300};
  int search_limit = 1000;  // rows of one answer
  std::optional<RateLimitSettings> rate_limit{};
};

// Throws SeedError.
Settings read_settings(const Json& document);

}  // namespace itsm::simulators::jira_dc
