// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/api_tokens.hpp"

// Tokens of programs that call the API: itsm_<company>_<id>_<secret>.
namespace itsm::host::services {

// Answers the token, which is stored as a hash only. role is viewer, analyst or admin.
Result<std::string> create_token(Services& services, CompanyId company, const std::string& name,
                                 const std::string& role, const std::string& actor);

// Who calls with a token. Refused with one and the same problem, "unauthenticated", whatever is wrong with
// it.
struct Caller {
  CompanyId home{};                    // whose token it is; the house: several companies'
  std::vector<CompanyId> companies{};  // in which it may act
  store::ApiTokenId token{};
  std::string name{};
  store::Role role = store::Role::viewer;
};
Result<Caller> authenticate(Services& services, std::string_view token);

}  // namespace itsm::host::services
