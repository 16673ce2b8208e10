// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include "tests/unit/integrations/keeping.hpp"

namespace itsm::host::integrations::test {
namespace {

constexpr std::chrono::minutes kNearlyAnHour{56};

store::ConnectionRow checked() {
  store::ConnectionRow connection;
  connection.health = store::IntegrationHealth::good;
  connection.connection = Json::object();
  connection.report = Json::object();
  return connection;
}

TEST_CASE("a fresh token is used as it is; near its end it is renewed once, and the new one is used by all") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  CHECK(expect(k->keeper().token(k->account, "")) == "access-0");
  CHECK(k->vendor->requests() == 0);
  k->clock.advance(kNearlyAnHour);
  const std::string renewed = expect(k->keeper().token(k->account, ""));
  CHECK(renewed != "access-0");
  CHECK(k->vendor->last().at("grant_type") == "refresh_token");
  CHECK(expect(k->keeper().token(k->account, "")) == renewed);
  CHECK(k->vendor->requests() == 1);
}

TEST_CASE("a token that the vendor refuses is renewed before its time") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  const std::string renewed = expect(k->keeper().token(k->account, "access-0"));
  CHECK(renewed != "access-0");
  CHECK(k->vendor->requests() == 1);
  // Another thread had the old one refused as well: it gets what is there.
  CHECK(expect(k->keeper().token(k->account, "access-0")) == renewed);
  CHECK(k->vendor->requests() == 1);
}

TEST_CASE("many threads that need a new token at once ask the vendor once") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  k->clock.advance(kNearlyAnHour);
  std::vector<std::string> had(12);
  {
    std::vector<std::jthread> threads;
    for (auto& token : had)
      threads.emplace_back([&] {
        const auto answer = k->keeper().token(k->account, "");
        token = answer ? *answer : answer.error().message;
      });
  }
  for (const auto& token : had) CHECK(token == had.front());
  CHECK(had.front().starts_with("access-"));
  CHECK(k->vendor->requests() == 1);
}

// Waits until somebody waits for a row that is locked.
void wait_for_waiter(store::Database& database) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < deadline) {
    const auto waiting = database.in_house([](store::Transaction& transaction) -> Result<std::int64_t> {
      ITSM_TRY(const auto rows,
               transaction.query("SELECT count(*) FROM pg_stat_activity "
                                 "WHERE datname = current_database() AND wait_event_type = 'Lock'"));
      return rows.front().get<std::int64_t>(0);
    });
    if (waiting && *waiting > 0) return;
  }
}

TEST_CASE("two hosts that need a new token at once make one request, and both use its answer") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  k->clock.advance(kNearlyAnHour);
  AnotherHost other(*k);
  const auto looking_on = k->database.another_host();
  // The vendor answers only once the other host waits for the row.
  k->vendor->meanwhile = [&] { wait_for_waiter(*looking_on); };
  Result<std::string> first = std::string();
  Result<std::string> second = std::string();
  {
    std::jthread one([&] { first = k->keeper().token(k->account, ""); });
    std::jthread two([&] { second = other.keeper.token(k->account, ""); });
  }
  CHECK(expect(first) == expect(second));
  CHECK(k->vendor->requests() == 1);
}

TEST_CASE("what the vendor answered is stored before it is used: a host that dies then loses nothing") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  k->clock.advance(kNearlyAnHour);
  const std::string never_used = expect(k->keeper().token(k->account, ""));
  AnotherHost after_the_crash(*k);
  CHECK(expect(after_the_crash.keeper.token(k->account, "")) == never_used);
  k->clock.advance(kNearlyAnHour);
  CHECK(expect(after_the_crash.keeper.token(k->account, "")) != never_used);
  CHECK(k->vendor->requests() == 2);
}

TEST_CASE("a connection that breaks between the answer and its storing costs no second request") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  k->clock.advance(kNearlyAnHour);
  k->vendor->meanwhile = [&] {
    k->database.as_superuser(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE state = 'idle in transaction' AND usename <> current_user");
  };
  const std::string token = expect(k->keeper().token(k->account, ""));
  CHECK(k->vendor->requests() == 1);
  AnotherHost other(*k);
  CHECK(expect(other.keeper.token(k->account, "")) == token);
}

TEST_CASE("a refresh token that is refused means connecting again, says so once, and is not tried again") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  REQUIRE(k->database->in_company(k->company, [&](store::Transaction& owner) {
    return store::store_connection(owner, k->account.identity.id, checked());
  }));
  k->vendor->connection();  // the vendor has forgotten ours
  k->clock.advance(kNearlyAnHour);
  const auto refused = k->keeper().token(k->account, "");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "reconnect_needed");
  CHECK(refused.error().remedy == "run: host_stub integrations connect desk");
  CHECK(refused.error().message.find("403 invalid_grant") != std::string::npos);
  CHECK(refused.error().message.find("[secret]") != std::string::npos);  // the vendor repeated the token
  const auto connection = expect(k->database->in_company(k->company, [&](store::Transaction& owner) {
    return store::load_connection(owner, k->account.identity.id);
  }));
  CHECK(connection->health == store::IntegrationHealth::needs_reconnect);
  CHECK(connection->problem == refused.error().message);

  k->clock.advance(std::chrono::hours(24));
  AnotherHost other(*k);
  CHECK(other.keeper.token(k->account, "").error().code == "reconnect_needed");
  CHECK(k->vendor->requests() == 1);

  k->connect();
  CHECK(expect(other.keeper.token(k->account, "")) == "access-0");
}

TEST_CASE(
    "while the vendor does not answer, the old token serves until its end, and the vendor is left alone") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  k->clock.advance(kNearlyAnHour);
  k->vendor->instead = [](const auto&) -> itsm::Result<HttpResponse, http::TransportFailure> {
    return unexpected(http::TransportFailure{http::Reach::unknown, "timeout", "no answer"});
  };
  CHECK(expect(k->keeper().token(k->account, "")) == "access-0");
  k->clock.advance(std::chrono::minutes(5));
  CHECK(k->keeper().token(k->account, "").error().code == "vendor_tokens_unavailable");
  const auto asked = k->vendor->requests();
  CHECK(k->keeper().token(k->account, "").error().kind == ProblemKind::unavailable);
  CHECK(k->vendor->requests() == asked);
  k->vendor->instead = {};
  k->clock.advance(std::chrono::seconds(6));
  CHECK(expect(k->keeper().token(k->account, "")).starts_with("access-"));
}

TEST_CASE("a client secret that is not accepted does not cost the connection") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  k->set("client_secret", "wrong");
  CHECK(k->keeper().token(k->account, "access-0").error().code == "client_refused");
  CHECK(k->keeper().token(k->account, "access-0").error().code == "client_refused");
  CHECK(k->vendor->requests() == 1);
  k->set("client_secret", "right-secret");
  CHECK(k->keeper().token(k->account, "access-0"));
}

TEST_CASE(
    "what a vendor leaves out of an answer stays: a refresh token that does not rotate, and the scopes") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  const std::string refresh = "refresh-1";
  k->vendor->instead = [](const auto&) {
    return HttpResponse{200, {}, R"({"access_token":"next","expires_in":60})"};
  };
  CHECK(expect(k->keeper().token(k->account, "access-0")) == "next");
  CHECK(k->row().scopes == "read");
  k->clock.advance(std::chrono::minutes(2));
  expect(k->keeper().token(k->account, ""));
  CHECK(k->vendor->last().at("refresh_token") == refresh);
}

TEST_CASE("without a refresh token the connection ends with its access token") {
  const auto k = keeping();
  if (!k) return;
  REQUIRE(k->keeper().keep(k->account, {"only", "", "read", std::chrono::hours(1)}));
  CHECK(expect(k->keeper().token(k->account, "")) == "only");
  k->clock.advance(std::chrono::hours(2));
  CHECK(k->keeper().token(k->account, "").error().code == "reconnect_needed");
  CHECK(k->vendor->requests() == 0);
}

TEST_CASE("nobody consented yet, or for another way to authenticate: there is no token") {
  const auto k = keeping();
  if (!k) return;
  CHECK(k->keeper().token(k->account, "").error().code == "not_connected");
  REQUIRE(k->keeper().keep(k->account_with("client", k->account.identity.id), {"other", "r", "", {}}));
  CHECK(k->keeper().token(k->account, "").error().code == "not_connected");
  CHECK(k->vendor->requests() == 0);
}

TEST_CASE("a client's own tokens and those for a password need no consent, and are kept as well") {
  for (const auto* const auth : {"client", "password"}) {
    const auto k = keeping(auth);
    if (!k) return;
    const std::string token = expect(k->keeper().token(k->account, ""));
    CHECK(expect(k->keeper().token(k->account, "")) == token);
    CHECK(k->vendor->requests() == 1);
    CHECK(k->vendor->last().at("scope") == "read");
    CHECK(k->vendor->last().contains("password") == (std::string(auth) == "password"));
    k->clock.advance(kNearlyAnHour);
    CHECK(expect(k->keeper().token(k->account, "")) != token);
  }
}

TEST_CASE("stored tokens open in their own row and version only, and no log line shows one") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  const std::string token = expect(k->keeper().token(k->account, "access-0"));
  const auto row = k->row();
  const std::string sealed(reinterpret_cast<const char*>(row.sealed.data()), row.sealed.size());
  CHECK(sealed.find(token) == std::string::npos);
  CHECK(k->log->redactor().redact("Bearer " + token) == "Bearer [secret]");
  k->database.as_superuser("UPDATE oauth_token SET row_version = row_version + 1");
  CHECK(k->keeper().token(k->account, "").error().code == "sealed_refused");
}

TEST_CASE("forgetting a connection destroys its tokens here and revokes them there") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  CHECK(expect(k->keeper().forget(k->account)).empty());
  CHECK(k->vendor->targets() == std::vector<std::string>{"/revoke"});
  CHECK(k->vendor->last().at("token") == "refresh-1");
  CHECK(k->keeper().token(k->account, "").error().code == "not_connected");

  k->connect();
  k->vendor->instead = [](const auto&) { return HttpResponse{503, {}, ""}; };
  CHECK(expect(k->keeper().forget(k->account)).find("503") != std::string::npos);
  CHECK(k->keeper().token(k->account, "").error().code == "not_connected");
}

}  // namespace
}  // namespace itsm::host::integrations::test
