// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "host_stub/integrations/tokens/session_keeper.hpp"
#include "host_stub/integrations/tokens/token_keeper.hpp"
#include "host_stub/store/integrations.hpp"
#include "host_stub/vault/key_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"
#include "tests/unit/http/temporary_folder.hpp"
#include "tests/unit/integrations/token_vendor.hpp"

namespace itsm::host::integrations::test {

template <class T>
T expect(Result<T> result) {
  if (!result) FAIL(result.error().code << ": " << result.error().message);
  return *std::move(result);
}

// An integration of a company, with the schemes oauth, client, password and session, over PostgreSQL.
struct Keeping {
  explicit Keeping(itsm::test::TestDatabase made, const std::string& auth = "oauth")
      : database(std::move(made)), clock(expect(from_rfc3339("2026-11-21T09:00:00Z"))) {
    const auto key_file = folder.path() / "vault.key";
    REQUIRE(vault::create_key_file(key_file));
    keys = expect(vault::RingFile::open(key_file));
    secrets.emplace(*database, *keys, clock);
    company = database.add_company("acme");
    store::IntegrationRow row;
    row.name = "desk";
    row.webhook_key = "key";
    row.plugin = "desk";
    const auto id = expect(database->in_company(company, [&](store::Transaction& owner) {
      return store::upsert_integration(owner, row, clock.now());
    }));
    account = account_with(auth, id);
    for (const auto* const field : {"client_id", "username"}) set(field, "robot");
    set("client_secret", "right-secret");
    set("password", "canary-\"pass\"");
  }

  Account account_with(const std::string& auth, IntegrationId id) {
    Manifest manifest;
    manifest.id = "desk";
    manifest.name = "Desk";
    manifest.origins = {{.name = "api", .url = "https://desk.test", .path_prefix = "/app"}};
    const auto oauth = [](std::vector<std::string> grants) {
      return OAuth2{.token_url = "https://login.desk.test/token",
                    .revoke_url = "https://login.desk.test/revoke",
                    .grants = std::move(grants),
                    .scopes = {{"read", "Tickets are read.", true}},
                    .rotates = true};
    };
    manifest.auth = {
        {.id = "oauth", .kind = AuthKind::oauth2, .oauth2 = oauth({"authorization_code"})},
        {.id = "client", .kind = AuthKind::oauth2, .oauth2 = oauth({"client_credentials"})},
        {.id = "password", .kind = AuthKind::oauth2, .oauth2 = oauth({"password"})},
        {.id = "session",
         .kind = AuthKind::session,
         .fields = {{.key = "username"}, {.key = "password"}},
         .session = Session{"api", "POST", "/session",
                            R"({"username":"${credential:username}","password":"${credential:password}"})",
                            "/session/value", "Cookie", "SESSION=", 600}}};
    Account made;
    made.identity = {id, company, "desk"};
    made.plugin = std::make_shared<ManifestOnly>(manifest);
    made.configuration.auth = auth;
    for (const auto& scheme : made.manifest().auth)
      if (scheme.id == auth) made.scheme = &scheme;
    made.client = vendor;
    return made;
  }

  void set(const std::string& field, const std::string& value) {
    REQUIRE(secrets->set(company, account.identity.id, field, value));
  }
  // As a consent would have left it.
  void connect() {
    Tokens tokens{"access-0", vendor->connection(), "read", std::chrono::hours(1)};
    REQUIRE(keeper().keep(account, tokens));
  }
  TokenKeeper& keeper() {
    if (!kept) kept.emplace(*database, *secrets, clock, *log);
    return *kept;
  }
  store::OAuthTokenRow row() {
    return *expect(database->in_company(company, [&](store::Transaction& owner) {
      return store::load_oauth_token(owner, account.identity.id);
    }));
  }

  http::test::TemporaryFolder folder;
  itsm::test::TestDatabase database;
  SettableClock clock;
  std::unique_ptr<observe::Log> log = observe::Log::silent();
  std::unique_ptr<vault::RingFile> keys;
  std::optional<Secrets> secrets;
  CompanyId company{};
  std::shared_ptr<TokenVendor> vendor = std::make_shared<TokenVendor>();
  Account account;
  std::optional<TokenKeeper> kept;
};

// Nothing where PostgreSQL is not installed; it said so.
inline std::unique_ptr<Keeping> keeping(const std::string& auth = "oauth") {
  auto database = itsm::test::TestDatabase::create();
  return database ? std::make_unique<Keeping>(std::move(*database), auth) : nullptr;
}

// A further host on the same database.
struct AnotherHost {
  explicit AnotherHost(Keeping& first)
      : database(first.database.another_host()),
        secrets(*database, *first.keys, first.clock),
        keeper(*database, secrets, first.clock, *first.log) {}

  std::unique_ptr<store::Database> database;
  Secrets secrets;
  TokenKeeper keeper;
};

}  // namespace itsm::host::integrations::test
