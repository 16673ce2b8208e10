// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/manifest.hpp>

#include "plugins/jira/deployment.hpp"

// The ways to authenticate: what the manifest says of each, and what its refusal means to a person.
namespace itsm::jira {

inline constexpr std::string_view kOAuth = "oauth";
inline constexpr std::string_view kScopedAuth = "scoped";
inline constexpr std::string_view kBasicAuth = "basic";
inline constexpr std::string_view kPersonalTokenAuth = "pat";
inline constexpr std::string_view kSessionAuth = "session";
inline constexpr std::string_view kPasswordAuth = "password";

std::vector<AuthScheme> auth_schemes();

// Which kind of Jira a way belongs to. Cloud where nobody has chosen.
Deployment deployment_of_auth(std::string_view auth);

// Whether its requests go through api.atlassian.com instead of the site's own address.
bool uses_gateway(std::string_view auth);

// Its label; empty where nobody has chosen.
std::string label_of_auth(std::string_view auth);

// Why Jira does not know the caller, and what to do.
std::string refused_auth(std::string_view auth);

}  // namespace itsm::jira
