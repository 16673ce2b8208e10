// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/integrations/tokens/token_request.hpp"

namespace itsm::host::integrations {

// What was asked for and not granted. A vendor that does not say what it granted granted what was asked for
// (RFC 6749, 5.1). Scopes that ask for a refresh token are judged by whether there is one, since vendors name
// them in the answer or not.
struct MissingScopes {
  std::vector<Scope> required{};  // nothing may be stored
  std::vector<Scope> useful{};    // one thing is off
};
MissingScopes missing_scopes(const OAuth2& oauth, const Tokens& tokens);

}  // namespace itsm::host::integrations
