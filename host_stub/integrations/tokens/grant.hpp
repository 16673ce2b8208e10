// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "host_stub/core/problem.hpp"
#include "host_stub/integrations/tokens/token_request.hpp"

namespace itsm::host::integrations {

inline constexpr std::string_view kByConsent = "authorization_code";

// The grant that an integration uses: the first of its scheme's whose fields are stored. Refused with
// "credential_missing", naming what the first one lacks.
Result<std::string> chosen_grant(const AuthScheme& scheme, const std::map<std::string, std::string>& fields);

// What the grant sends when a new access token is needed. `refresh` is the kept refresh token, which only a
// consent brings.
Parameters renewal_parameters(const AuthScheme& scheme, const std::string& grant,
                              const std::map<std::string, std::string>& fields, const std::string& refresh);

}  // namespace itsm::host::integrations
