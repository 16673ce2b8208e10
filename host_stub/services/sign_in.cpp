// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/sign_in.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "host_stub/core/text.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/vault/base32.hpp"
#include "host_stub/vault/hash.hpp"
#include "host_stub/vault/password.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

constexpr std::chrono::hours kUnused{12};
constexpr std::chrono::hours kLongest{7 * 24};
constexpr std::chrono::hours kFailuresKept{1};
constexpr std::chrono::seconds kFirstWait{30};
constexpr std::chrono::seconds kLongestWait{900};
constexpr std::size_t kShortestPassword = 12;
constexpr std::size_t kLongestPassword = 1024;

store::Bytes hashed(std::string_view text) {
  const vault::Digest digest = vault::token_hash(text);
  return {digest.begin(), digest.end()};
}

// Who guesses the passwords of one person, who guesses at many people's, and many who guess at one's. A name
// alone is let through for longer, so that nobody can lock another one out so easily.
struct Subjects {
  std::vector<store::Bytes> hashes{};
  static constexpr std::array<std::int64_t, 3> kFree{5, 50, 100};
};
Subjects subjects_of(const std::string& name, const std::string& address) {
  return {{hashed("both " + name + " " + address), hashed("address " + address), hashed("name " + name)}};
}

Result<> check_throttle(store::Transaction& house, const Subjects& subjects, Time now) {
  ITSM_TRY(const auto failures, store::load_failures(house, subjects.hashes));
  std::chrono::seconds wait{0};
  for (std::size_t i = 0; i < failures.size(); ++i)
    wait = std::max(wait, wait_after(failures[i].count, Subjects::kFree[i], failures[i].last_at, now));
  if (wait == std::chrono::seconds(0)) return {};
  const std::string seconds = std::to_string(wait.count());
  return unexpected(Problem{ProblemKind::throttled,
                            "sign_in_throttled",
                            "too many attempts to sign in have failed",
                            "try again in " + seconds + " seconds",
                            {{"Retry-After", seconds}}});
}

Unexpected<Problem> sign_in_refused() {
  return problem(ProblemKind::unauthenticated, "sign_in_refused",
                 "nobody signs in with this name and password",
                 "look at both; an operator gives a new password with: host_stub users reset-password");
}

Result<> check_strength(const Credentials& credentials) {
  const std::string& password = credentials.new_password;
  std::string wrong;
  if (password.size() < kShortestPassword)
    wrong = "is shorter than " + std::to_string(kShortestPassword) + " characters";
  else if (password.size() > kLongestPassword)
    wrong = "is longer than " + std::to_string(kLongestPassword) + " bytes";
  else if (password == credentials.password)
    wrong = "is the one that was for one sign-in";
  else if (to_lower(password).find(credentials.name) != std::string::npos)
    wrong = "contains the name";
  if (wrong.empty()) return {};
  return problem(ProblemKind::invalid, "password_weak", "the new password " + wrong,
                 "choose a sentence, or let a password manager choose");
}

Result<> note_sign_in(store::Transaction& house, const std::string& name, const std::string& address,
                      const std::string& action, Time now) {
  store::AuditEntry entry;
  entry.at = now;
  entry.actor = "person " + name;
  entry.address = address;
  entry.action = action;
  entry.subject = "person " + name;
  return store::append_audit(house, entry);
}

Result<Caller> caller_of(Services& services, const store::PersonRow& person) {
  ITSM_TRY(auto companies, companies_or_all(services.database, person.companies));
  Caller caller;
  caller.home = person.companies.empty() ? store::kHouse : person.companies.front();
  caller.companies = std::move(companies);
  caller.name = person.name;
  caller.role = person.role;
  return caller;
}

}  // namespace

std::chrono::seconds wait_after(std::int64_t failures, std::int64_t free, Time last, Time now) {
  if (failures < free || last + kFailuresKept < now) return std::chrono::seconds(0);
  const auto doubled = kFirstWait * (std::int64_t{1} << std::min<std::int64_t>(failures - free, 10));
  const Time until = last + std::min<std::chrono::seconds>(doubled, kLongestWait);
  return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(until - now));
}

Result<SignedIn> sign_in(Services& services, const Credentials& credentials, const std::string& address) {
  const Time now = services.clock.now();
  const std::string name = to_lower(credentials.name);
  const Subjects subjects = subjects_of(name, address);
  ITSM_TRY(const auto person, services.database.in_house(
                                  [&](store::Transaction& house) -> Result<std::optional<store::PersonRow>> {
                                    ITSM_CHECK(check_throttle(house, subjects, now));
                                    return store::find_person(house, name);
                                  }));
  // The slow comparison holds no connection to the database.
  const bool fits = vault::password_fits(person ? person->password : std::string(),
                                         credentials.password.substr(0, kLongestPassword + 1));
  const bool expired = person && person->one_time_until && *person->one_time_until < now;
  if (!fits || expired || person->disabled_at) {
    ITSM_CHECK(services.database.in_house([&](store::Transaction& house) -> Result<> {
      ITSM_CHECK(note_sign_in(house, name, address, "person.sign_in_refused", now));
      return store::count_failures(house, subjects.hashes, now - kFailuresKept, now);
    }));
    return sign_in_refused();
  }
  std::string own_password;
  if (person->one_time_until) {
    if (credentials.new_password.empty())
      return problem(ProblemKind::forbidden, "password_change_needed",
                     "the password is for one sign-in: choose your own", "send it as new_password");
    ITSM_CHECK(check_strength({name, credentials.password, credentials.new_password}));
    own_password = vault::password_hash(credentials.new_password);
  }
  SignedIn signed_in;
  signed_in.session = vault::random_token();
  ITSM_TRY(signed_in.caller, caller_of(services, *person));
  ITSM_CHECK(services.database.in_house([&](store::Transaction& house) -> Result<> {
    if (!own_password.empty()) ITSM_CHECK(store::set_password(house, person->id, own_password, std::nullopt));
    ITSM_CHECK(store::forget_failures(house, {subjects.hashes.front()}, now - kFailuresKept));
    ITSM_CHECK(note_sign_in(house, name, address, "person.sign_in", now));
    return store::start_session(house, person->id, hashed(signed_in.session), now, now - kUnused);
  }));
  return signed_in;
}

Result<Caller> caller_of_session(Services& services, std::string_view session) {
  const Time now = services.clock.now();
  ITSM_TRY(
      const auto found,
      services.database.in_house([&](store::Transaction& house) -> Result<std::optional<store::SessionRow>> {
        ITSM_TRY(auto stored, store::load_session(house, hashed(session)));
        const bool holds = stored && stored->used_at + kUnused > now && stored->started_at + kLongest > now &&
                           !stored->person.disabled_at;
        if (!holds) return std::optional<store::SessionRow>();
        ITSM_CHECK(store::note_session_use(house, stored->hash, now));
        return stored;
      }));
  if (found) return caller_of(services, found->person);
  return problem(ProblemKind::unauthenticated, "unauthenticated", "nobody is signed in with this session",
                 "sign in");
}

Result<> sign_out(Services& services, std::string_view session) {
  return services.database.in_house([&](store::Transaction& house) -> Result<> {
    ITSM_TRY(const auto stored, store::load_session(house, hashed(session)));
    if (!stored) return {};
    ITSM_CHECK(note_sign_in(house, stored->person.name, "", "person.sign_out", services.clock.now()));
    return store::end_session(house, stored->hash);
  });
}

std::string csrf_of(std::string_view session) {
  const std::string mac = vault::hmac_sha256(session, "csrf");
  return vault::base32(std::as_bytes(std::span(mac)));
}

}  // namespace itsm::host::services
