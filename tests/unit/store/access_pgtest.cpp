// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/api_tokens.hpp"
#include "host_stub/store/audit.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/postgres.hpp"

namespace {

using namespace itsm::host;
using namespace itsm::host::store;
using itsm::test::TestDatabase;
using std::chrono::minutes;

const Time kNow = *from_rfc3339("2026-11-21T09:00:00.000Z");

ApiToken sample() {
  ApiToken token;
  token.name = "nightly import";
  token.hash = {std::byte{1}, std::byte{2}};
  token.role = Role::analyst;
  token.companies = {{1}, {2}};
  token.actor = "ann";
  token.expires_at = kNow + minutes(60);
  return token;
}

std::optional<ApiToken> load(const TestDatabase& database, ApiTokenId id) {
  const auto loaded =
      database->in_house([&](Transaction& transaction) { return load_api_token(transaction, id); });
  REQUIRE(loaded);
  return *loaded;
}

}  // namespace

TEST_CASE("a token comes back as it was stored, and is valid until it expires or is revoked") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const auto id = (*database)->in_house(
      [](Transaction& transaction) { return add_api_token(transaction, sample(), kNow); });
  REQUIRE(id);
  const auto token = load(*database, *id);
  REQUIRE(token);
  CHECK(token->name == "nightly import");
  CHECK(token->hash == sample().hash);
  CHECK(token->role == Role::analyst);
  CHECK(token->companies == sample().companies);
  CHECK(is_valid(*token, kNow));
  CHECK(is_valid(*token, kNow + minutes(60) - std::chrono::milliseconds(1)));
  CHECK_FALSE(is_valid(*token, kNow + minutes(60)));

  REQUIRE((*database)->in_house(
      [&](Transaction& transaction) { return revoke_api_token(transaction, *id, kNow + minutes(1)); }));
  REQUIRE((*database)->in_house(
      [&](Transaction& transaction) { return revoke_api_token(transaction, *id, kNow + minutes(2)); }));
  const auto revoked = load(*database, *id);
  CHECK(revoked->revoked_at == kNow + minutes(1));
  CHECK_FALSE(is_valid(*revoked, kNow));
}

TEST_CASE("the use of a token is noted at most once a minute") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const auto id = (*database)->in_house(
      [](Transaction& transaction) { return add_api_token(transaction, sample(), kNow); });
  REQUIRE(id);
  const auto use = [&](Time at) {
    REQUIRE((*database)->in_house(
        [&](Transaction& transaction) { return note_api_token_use(transaction, *id, at); }));
  };
  use(kNow);
  use(kNow + std::chrono::seconds(59));
  CHECK(load(*database, *id)->last_used_at == kNow);
  use(kNow + std::chrono::seconds(61));
  CHECK(load(*database, *id)->last_used_at == kNow + std::chrono::seconds(61));
}

TEST_CASE("a token of another company is unknown") {
  const auto database = TestDatabase::create();
  if (!database) return;
  const CompanyId acme = database->add_company("acme");
  const CompanyId other = database->add_company("other");
  const auto id = (*database)->in_company(
      acme, [](Transaction& transaction) { return add_api_token(transaction, sample(), kNow); });
  REQUIRE(id);
  const auto revoked = (*database)->in_company(
      other, [&](Transaction& transaction) { return revoke_api_token(transaction, *id, kNow); });
  REQUIRE_FALSE(revoked);
  CHECK(revoked.error().code == "token_unknown");
  const auto tokens = (*database)->in_company(acme, list_api_tokens);
  REQUIRE(tokens);
  REQUIRE(tokens->size() == 1);
  CHECK_FALSE(tokens->front().revoked_at);
}

TEST_CASE("the audit trail only grows") {
  const auto database = TestDatabase::create();
  if (!database) return;
  for (const char* action : {"integration.enable", "token.revoke"})
    REQUIRE((*database)->in_house([&](Transaction& transaction) {
      return append_audit(transaction,
                          {.at = kNow, .actor = "ann", .action = action, .details = {{"id", 7}}});
    }));
  const auto entries =
      (*database)->in_house([](Transaction& transaction) { return list_audit(transaction, 0, 10); });
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK(entries->front().action == "token.revoke");
  CHECK(entries->front().details == itsm::Json{{"id", 7}});
  const auto older = (*database)->in_house(
      [&](Transaction& transaction) { return list_audit(transaction, entries->front().id, 10); });
  REQUIRE(older);
  REQUIRE(older->size() == 1);
  for (const char* sql : {"UPDATE audit_entry SET actor = 'eve' WHERE company_id = 0",
                          "DELETE FROM audit_entry WHERE company_id = 0", "TRUNCATE audit_entry"}) {
    const auto tampered = (*database)->in_house([&](Transaction& transaction) -> Result<> {
      ITSM_CHECK(transaction.execute(sql));
      return {};
    });
    INFO(sql);
    REQUIRE_FALSE(tampered);
    CHECK(tampered.error().code == "database_forbids");
  }
}
