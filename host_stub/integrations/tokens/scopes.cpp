// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/tokens/scopes.hpp"

#include <iterator>
#include <set>
#include <sstream>

namespace itsm::host::integrations {
namespace {

// OpenID Connect's name, which others share.
constexpr std::string_view kOfflineAccess = "offline_access";

}  // namespace

MissingScopes missing_scopes(const OAuth2& oauth, const Tokens& tokens) {
  std::istringstream words(tokens.scopes);
  const std::set<std::string> granted{std::istream_iterator<std::string>(words),
                                      std::istream_iterator<std::string>()};
  MissingScopes missing;
  for (const auto& scope : oauth.scopes) {
    const bool there = scope.name == kOfflineAccess ? !tokens.refresh.empty()
                                                    : granted.empty() || granted.contains(scope.name);
    if (!there) (scope.required ? missing.required : missing.useful).push_back(scope);
  }
  return missing;
}

}  // namespace itsm::host::integrations
