// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_stub/services/caller.hpp"
#include "host_stub/services/services.hpp"

// Tokens of programs that call the API: itsm_<company>_<id>_<secret>.
namespace itsm::host::services {

// Answers the token, which is stored as a hash only. role is viewer, analyst or admin. One of the house acts
// in every company.
Result<std::string> create_token(Services& services, CompanyId company, const std::string& name,
                                 const std::string& role, const std::string& actor);

struct TokenItem {
  std::int64_t id = 0;
  std::string name{};
  store::Role role = store::Role::viewer;
  std::string state{};
  std::string last_used_at{};

  static constexpr std::string_view kDocument = "token";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("name", self.name, "What it is for.");
    visit.required("role", self.role, "What it may do.");
    visit.required("state", self.state, "valid or revoked.");
    visit.required("last_used_at", self.last_used_at, "RFC 3339, or never.");
  }
};
// Also those that are not valid any more.
Result<std::vector<TokenItem>> list_tokens(Services& services, CompanyId company);
// At once, for good. Refused with "token_unknown".
Result<> revoke_token(Services& services, CompanyId company, std::int64_t id, const std::string& actor);

// Who calls with a token. Refused with one and the same problem, "unauthenticated", whatever is wrong with
// it.
Result<Caller> authenticate(Services& services, std::string_view token);

}  // namespace itsm::host::services
