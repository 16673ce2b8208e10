// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// Tokens of programs that call the API: itsm_<company>_<id>_<secret>, the house's for several companies.
namespace itsm::host::store {

using ApiTokenId = Id<struct ApiTokenTag>;

enum class Role : std::int16_t { viewer = 0, analyst = 1, admin = 2 };

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::Role> {
  using enum itsm::host::store::Role;
  static constexpr std::array<std::pair<itsm::host::store::Role, std::string_view>, 3> names{
      {{viewer, "viewer"}, {analyst, "analyst"}, {admin, "admin"}}};
};

namespace itsm::host::store {

struct ApiToken {
  ApiTokenId id{};
  std::string name{};
  Bytes hash{};  // of the secret; the secret itself is nowhere
  Role role = Role::viewer;
  std::vector<CompanyId> companies{};  // in which it may act
  std::string actor{};                 // who made it
  Time created_at{};
  std::optional<Time> expires_at{};
  std::optional<Time> last_used_at{};
  std::optional<Time> revoked_at{};
};

// Neither revoked nor expired.
inline bool is_valid(const ApiToken& token, Time now) {
  return !token.revoked_at && (!token.expires_at || now < *token.expires_at);
}

Result<ApiTokenId> add_api_token(Transaction& transaction, const ApiToken& token, Time now);
// Also those that are not valid any more.
Result<std::optional<ApiToken>> load_api_token(Transaction& transaction, ApiTokenId id);
Result<std::vector<ApiToken>> list_api_tokens(Transaction& transaction);
// At most once a minute, so that a busy token does not write with every request.
Result<> note_api_token_use(Transaction& transaction, ApiTokenId id, Time now);
// Refused with "token_unknown" (not_found). Revoking twice changes nothing.
Result<> revoke_api_token(Transaction& transaction, ApiTokenId id, Time now);

}  // namespace itsm::host::store
