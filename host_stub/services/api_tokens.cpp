// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/api_tokens.hpp"

#include <charconv>

#include "host_stub/store/audit.hpp"
#include "host_stub/vault/hash.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

constexpr std::string_view kPrefix = "itsm_";

struct TokenParts {
  CompanyId company{};
  store::ApiTokenId id{};
  std::string_view secret{};
};

std::optional<std::int64_t> take_number(std::string_view& rest) {
  std::int64_t number = 0;
  const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const auto used = static_cast<std::size_t>(parsed.ptr - rest.data());
  if (parsed.ec != std::errc() || used >= rest.size() || rest[used] != '_') return std::nullopt;
  rest.remove_prefix(used + 1);
  return number;
}

std::optional<TokenParts> parts_of(std::string_view token) {
  if (!token.starts_with(kPrefix)) return std::nullopt;
  token.remove_prefix(kPrefix.size());
  const auto company = take_number(token);
  if (!company) return std::nullopt;
  const auto id = take_number(token);
  if (!id) return std::nullopt;
  return TokenParts{CompanyId{*company}, store::ApiTokenId{*id}, token};
}

store::Bytes hash_of(std::string_view secret) {
  const vault::Digest digest = vault::token_hash(secret);
  return {digest.begin(), digest.end()};
}

Unexpected<Problem> refused() {
  return problem(ProblemKind::unauthenticated, "unauthenticated", "the token is missing or not valid",
                 "send Authorization: Bearer with a token of: host_stub tokens create");
}

Result<> audit(Services& services, store::Transaction& transaction, const std::string& actor,
               const std::string& action, const std::string& subject) {
  store::AuditEntry entry;
  entry.at = services.clock.now();
  entry.actor = actor;
  entry.action = action;
  entry.subject = "token " + subject;
  return store::append_audit(transaction, entry);
}

}  // namespace

Result<std::string> create_token(Services& services, CompanyId company, const std::string& name,
                                 const std::string& role, const std::string& actor) {
  const auto known = enum_from<store::Role>(role);
  if (!known)
    return problem(ProblemKind::invalid, "role_unknown", "there is no role '" + role + "'",
                   "the roles are viewer, analyst and admin");
  const std::string secret = vault::random_token();
  store::ApiToken token;
  token.name = name;
  token.hash = hash_of(secret);
  token.role = *known;
  if (company != store::kHouse) token.companies = {company};
  token.actor = actor;
  ITSM_TRY(const store::ApiTokenId id,
           services.database.in_company(
               company, [&](store::Transaction& transaction) -> Result<store::ApiTokenId> {
                 ITSM_CHECK(audit(services, transaction, actor, "token.make", name));
                 return store::add_api_token(transaction, token, services.clock.now());
               }));
  return std::string(kPrefix) + std::to_string(company.value) + "_" + std::to_string(id.value) + "_" + secret;
}

Result<std::vector<TokenItem>> list_tokens(Services& services, CompanyId company) {
  ITSM_TRY(const auto stored, services.database.in_company(company, [](store::Transaction& transaction) {
    return store::list_api_tokens(transaction);
  }));
  std::vector<TokenItem> items;
  for (const auto& token : stored)
    items.push_back({token.id.value, token.name, token.role,
                     store::is_valid(token, services.clock.now()) ? "valid" : "revoked",
                     token.last_used_at ? to_rfc3339(*token.last_used_at) : "never"});
  return items;
}

Result<> revoke_token(Services& services, CompanyId company, std::int64_t id, const std::string& actor) {
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_CHECK(store::revoke_api_token(transaction, store::ApiTokenId{id}, services.clock.now()));
    return audit(services, transaction, actor, "token.revoke", std::to_string(id));
  });
}

Result<Caller> authenticate(Services& services, std::string_view token) {
  const auto parts = parts_of(token);
  // The same work for a token that cannot be one.
  const store::Bytes presented = hash_of(parts ? parts->secret : token);
  if (!parts) return refused();
  ITSM_TRY(const auto stored,
           services.database.in_company(parts->company, [&](store::Transaction& transaction) {
             return store::load_api_token(transaction, parts->id);
           }));
  if (!stored || !vault::constant_time_equal(std::span<const std::byte>(stored->hash), presented) ||
      !store::is_valid(*stored, services.clock.now()))
    return refused();
  ITSM_CHECK(services.database.in_company(parts->company, [&](store::Transaction& transaction) {
    return store::note_api_token_use(transaction, parts->id, services.clock.now());
  }));
  ITSM_TRY(auto companies, companies_or_all(services.database, stored->companies));
  return Caller{parts->company, std::move(companies), stored->id, stored->name, stored->role};
}

}  // namespace itsm::host::services
