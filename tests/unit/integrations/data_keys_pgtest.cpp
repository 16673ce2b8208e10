// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/data_keys.hpp"

#include <algorithm>
#include <thread>

#include "host_stub/store/sealed_values.hpp"
#include "tests/unit/integrations/keeping.hpp"

namespace itsm::host::integrations::test {
namespace {

std::vector<store::DataKeyUse> uses(Keeping& k) {
  return expect(k.database->in_company(
      k.company, [](store::Transaction& owner) { return store::data_key_uses(owner); }));
}

std::string password_at(Keeping& k, Secrets& secrets) {
  return expect(secrets.open(k.company, k.account.identity.id)).at("password");
}

// A host with a ring of its own, as its process read it at its start.
struct HostWithRing {
  explicit HostWithRing(Keeping& first)
      : file(expect(vault::RingFile::open(first.folder.path() / "vault.key"))),
        database(first.database.another_host()),
        secrets(*database, *file, first.clock) {}

  std::unique_ptr<vault::RingFile> file;
  std::unique_ptr<store::Database> database;
  Secrets secrets;
};

vault::KeyId rotate(Keeping& k) {
  (void)expect(k.keys->add_primary());
  const auto primary = expect(k.secrets->keys().begin_wrapping({}));
  (void)expect(k.secrets->keys().rewrap(k.company));
  return primary;
}

TEST_CASE(
    "a host that runs reads and writes on through a rotation of the key file, without being started anew") {
  const auto k = keeping();
  if (!k) return;
  HostWithRing running(*k);
  const vault::KeyId old = running.file->ring()->primary().id();
  const vault::KeyId primary = rotate(*k);
  CHECK(uses(*k).front().wrapping_key_id == stored_id(primary));
  CHECK(password_at(*k, running.secrets) == "canary-\"pass\"");
  REQUIRE(k->keys->remove(old));
  REQUIRE(running.secrets.set(k->company, k->account.identity.id, "password", "a new one"));
  CHECK(password_at(*k, *k->secrets) == "a new one");
}

TEST_CASE("a host that has not seen the new key yet makes a company's first data key with it") {
  const auto k = keeping();
  if (!k) return;
  HostWithRing running(*k);
  const vault::KeyId primary = rotate(*k);
  const CompanyId later = k->database.add_company("later");
  REQUIRE(running.secrets.company_secret(later));
  const auto of_later = expect(
      k->database->in_company(later, [](store::Transaction& owner) { return store::data_key_uses(owner); }));
  REQUIRE(of_later.size() == 1);
  CHECK(of_later.front().wrapping_key_id == stored_id(primary));
}

TEST_CASE("a key that stands in the file already wraps nothing before the rotation begins") {
  const auto k = keeping();
  if (!k) return;
  const vault::KeyId old = k->keys->ring()->primary().id();
  (void)expect(k->keys->add_primary());
  const CompanyId later = k->database.add_company("later");
  REQUIRE(k->secrets->company_secret(later));
  const auto of_later = expect(
      k->database->in_company(later, [](store::Transaction& owner) { return store::data_key_uses(owner); }));
  CHECK(of_later.front().wrapping_key_id == stored_id(old));
}

TEST_CASE("a key that was replaced does not come back, whatever a key file says") {
  const auto k = keeping();
  if (!k) return;
  std::filesystem::copy_file(k->folder.path() / "vault.key", k->folder.path() / "stale.key");
  rotate(*k);
  const auto stale = expect(vault::RingFile::open(k->folder.path() / "stale.key"));
  DataKeys behind(*k->database, *stale, k->clock);
  const auto begun = behind.begin_wrapping({});
  REQUIRE_FALSE(begun);
  CHECK(begun.error().code == "vault_key_replaced");
  const auto rewrapped = behind.rewrap(k->company);
  REQUIRE_FALSE(rewrapped);
  CHECK(rewrapped.error().code == "vault_key_missing");
}

TEST_CASE("what the old data key has sealed is read while the new one seals") {
  const auto k = keeping();
  if (!k) return;
  const auto old = uses(*k).front().key_id;
  REQUIRE(k->secrets->keys().renew(k->company));
  REQUIRE(k->secrets->set(k->company, k->account.identity.id, "password", "a new one"));
  const auto fields = expect(k->secrets->open(k->company, k->account.identity.id));
  CHECK(fields.at("password") == "a new one");
  CHECK(fields.at("client_secret") == "right-secret");
  const auto now = uses(*k);
  REQUIRE(now.size() == 2);
  CHECK_FALSE(now.front().retired);
  CHECK(now.front().values == 1);
  CHECK(now.back().key_id == old);
  CHECK(now.back().retired);
  CHECK(now.back().values == 3);
}

TEST_CASE("a value that is written while it is sealed anew stays the one that was written") {
  const auto k = keeping();
  if (!k) return;
  REQUIRE(k->secrets->keys().renew(k->company));
  const store::SealedPlace place{store::SealedIn::credential, k->account.identity.id.value, "password"};
  const auto now = uses(*k).front().key_id;
  const auto read = expect(k->database->in_company(k->company, [&](store::Transaction& owner) {
    return store::lock_sealed_otherwise(owner, place, now);
  }));
  REQUIRE(read);
  REQUIRE(k->secrets->set(k->company, k->account.identity.id, "password", "written meanwhile"));
  CHECK_FALSE(expect(k->database->in_company(k->company, [&](store::Transaction& owner) {
    return store::store_sealed_again(owner, place, *read, now, read->sealed);
  })));
  CHECK(password_at(*k, *k->secrets) == "written meanwhile");
}

TEST_CASE("a value that somebody holds is left for later, and is not waited for") {
  const auto k = keeping();
  if (!k) return;
  k->connect();
  REQUIRE(k->secrets->keys().renew(k->company));
  const auto now = uses(*k).front().key_id;
  const store::SealedPlace place{store::SealedIn::oauth_token, k->account.identity.id.value, ""};
  const auto other = k->database.another_host();
  const auto seen = k->database->in_company(k->company, [&](store::Transaction& holder) -> Result<bool> {
    ITSM_CHECK(store::lock_oauth_token(holder, k->account.identity.id, k->clock.now()));
    return other->in_company(k->company, [&](store::Transaction& owner) -> Result<bool> {
      ITSM_TRY(const auto value, store::lock_sealed_otherwise(owner, place, now));
      return value.has_value();
    });
  });
  CHECK_FALSE(expect(seen));
}

TEST_CASE("a data key is not deleted under somebody who is about to seal with it") {
  const auto k = keeping();
  if (!k) return;
  REQUIRE(k->secrets->forget(k->company, k->account.identity.id,
                             {"client_id", "username", "client_secret", "password"}));
  const auto other = k->database.another_host();
  std::jthread deleting;
  std::int64_t deleted = -1;
  REQUIRE(k->database->in_company(k->company, [&](store::Transaction& owner) -> Result<> {
    // He has the key that was current when he began.
    ITSM_TRY(const vault::DataKey key, k->secrets->keys().current(owner));
    ITSM_CHECK(other->in_company(k->company, [&](store::Transaction& command) {
      return store::retire_data_keys(command, k->clock.now());
    }));
    deleting = std::jthread([&] {
      const auto done = other->in_company(
          k->company, [&](store::Transaction& command) { return store::delete_unused_data_keys(command); });
      deleted = done ? *done : -2;
    });
    ITSM_TRY(const auto sealed, key.seal({k->account.identity.id, "late", 1}, vault::bytes_of("late")));
    ITSM_TRY(const bool stored,
             store::store_credential(owner, k->account.identity.id,
                                     {"late", stored_id(key.id()), sealed, 1, {}}, k->clock.now()));
    CHECK(stored);
    return {};
  }));
  deleting.join();
  CHECK(deleted == 0);
  REQUIRE(k->secrets->keys().renew(k->company));
  CHECK(expect(k->secrets->open(k->company, k->account.identity.id)).at("late") == "late");
}

TEST_CASE("as many callers as there are connections get their companies' first data keys") {
  const auto k = keeping();
  if (!k) return;
  store::DatabaseOptions few;
  few.pool.connections = 2;
  const auto database = k->database.another_host(few);
  Secrets secrets(*database, *k->keys, k->clock);
  std::vector<CompanyId> companies;
  for (int i = 0; i < 6; ++i) companies.push_back(k->database.add_company("later " + std::to_string(i)));
  std::vector<char> made(companies.size(), false);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < companies.size(); ++i)
      threads.emplace_back([&, i] { made[i] = secrets.company_secret(companies[i]).has_value(); });
  }
  CHECK(std::count(made.begin(), made.end(), true) == 6);
}

TEST_CASE(
    "hosts that need a company's first data key at once make one or each their own, and all of it opens") {
  const auto k = keeping();
  if (!k) return;
  const CompanyId later = k->database.add_company("later");
  std::vector<std::string> keys(4);
  {
    std::vector<std::jthread> threads;
    for (auto& key : keys)
      threads.emplace_back([&] {
        const auto secret = k->secrets->company_secret(later);
        key = secret ? vault::correlation_key(*secret, IntegrationId{1}, "group", 1) : secret.error().message;
      });
  }
  for (const auto& key : keys) CHECK(key == keys.front());
  CHECK(keys.front().starts_with("itsm-"));
}

}  // namespace
}  // namespace itsm::host::integrations::test
