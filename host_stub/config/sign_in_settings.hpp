// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/config/element.hpp"

// `sign_in` of config/host.yaml: a provider of OpenID Connect beside the accounts of this host.
namespace itsm::host::config {

enum class SignInRole { viewer, analyst, admin };

// Who of the provider's people may sign in, and as what.
struct SignInRule {
  std::string claim{};  // a name, or a path of names with dots
  std::string has{};    // the claim is this, or a list that holds it
  SignInRole role = SignInRole::viewer;
  bool all_companies = false;
  std::vector<std::string> companies{};  // by name; empty only with all_companies
};

struct ProviderSettings {
  std::string issuer{};  // empty: there is none
  std::string label{};   // on the button
  std::string client_id{};
  std::vector<std::string> scopes{"openid", "profile", "email"};
  std::string name_claim = "preferred_username";
  std::vector<SignInRule> rules{};
};

struct SignInSettings {
  ProviderSettings provider{};
};

void read(Element element, SignInSettings& out);

}  // namespace itsm::host::config

template <>
struct itsm::EnumNames<itsm::host::config::SignInRole> {
  using Role = itsm::host::config::SignInRole;
  static constexpr std::array<std::pair<Role, std::string_view>, 3> names{
      {{Role::viewer, "viewer"}, {Role::analyst, "analyst"}, {Role::admin, "admin"}}};
};
