// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/sign_in.hpp"

#include <span>

#include "host_stub/core/text.hpp"
#include "host_stub/services/sign_in_attempts.hpp"
#include "host_stub/vault/base32.hpp"
#include "host_stub/vault/hash.hpp"
#include "host_stub/vault/password.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

constexpr std::chrono::hours kLongest{7 * 24};
// Whom the provider has let go of is out after a working day.
constexpr std::chrono::hours kLongestByProvider{12};
constexpr std::size_t kShortestPassword = 12;
constexpr std::size_t kLongestPassword = 1024;

// Who guesses the passwords of one person, who guesses at many people's, and many who guess at one's. A name
// alone is let through for longer, so that nobody can lock another one out so easily.
std::vector<SignInSubject> subjects_of(const std::string& name, const std::string& address) {
  return {{hash_for_sign_in("both " + name + " " + address), 5},
          subject_of_address(address),
          {hash_for_sign_in("name " + name), 100}};
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

// None where the provider is no longer asked.
std::chrono::hours longest_session(const Services& services, const store::PersonRow& person) {
  if (!person.password.empty()) return kLongest;
  return services.settings.sign_in.provider.issuer.empty() ? std::chrono::hours(0) : kLongestByProvider;
}

}  // namespace

Result<SignedIn> sign_in(Services& services, const Credentials& credentials, const std::string& address) {
  const Time now = services.clock.now();
  const std::string name = to_lower(credentials.name);
  const auto subjects = subjects_of(name, address);
  ITSM_TRY(const auto person, services.database.in_house(
                                  [&](store::Transaction& house) -> Result<std::optional<store::PersonRow>> {
                                    ITSM_CHECK(check_attempts(house, subjects, now));
                                    return store::find_person(house, name);
                                  }));
  // The slow comparison holds no connection to the database.
  const bool fits = vault::password_fits(person ? person->password : std::string(),
                                         credentials.password.substr(0, kLongestPassword + 1));
  const bool expired = person && person->one_time_until && *person->one_time_until < now;
  if (!fits || expired || person->disabled_at) {
    ITSM_CHECK(services.database.in_house([&](store::Transaction& house) -> Result<> {
      ITSM_CHECK(note_sign_in(house, name, address, "person.sign_in_refused", now));
      return count_attempt(house, subjects, now);
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
  ITSM_TRY(signed_in.caller, caller_of_person(services, *person));
  ITSM_CHECK(services.database.in_house([&](store::Transaction& house) -> Result<> {
    if (!own_password.empty()) ITSM_CHECK(store::set_password(house, person->id, own_password, std::nullopt));
    ITSM_CHECK(forget_attempts(house, subjects.front(), now));
    ITSM_CHECK(note_sign_in(house, name, address, "person.sign_in", now));
    return store::start_session(house, person->id, hash_for_sign_in(signed_in.session), now,
                                now - kSessionUnused);
  }));
  return signed_in;
}

Result<Caller> caller_of_session(Services& services, std::string_view session) {
  const Time now = services.clock.now();
  ITSM_TRY(
      const auto found,
      services.database.in_house([&](store::Transaction& house) -> Result<std::optional<store::SessionRow>> {
        ITSM_TRY(auto stored, store::load_session(house, hash_for_sign_in(session)));
        const bool holds = stored && stored->used_at + kSessionUnused > now &&
                           stored->started_at + longest_session(services, stored->person) > now &&
                           !stored->person.disabled_at;
        if (!holds) return std::optional<store::SessionRow>();
        ITSM_CHECK(store::note_session_use(house, stored->hash, now));
        return stored;
      }));
  if (found) return caller_of_person(services, found->person);
  return problem(ProblemKind::unauthenticated, "unauthenticated", "nobody is signed in with this session",
                 "sign in");
}

Result<> sign_out(Services& services, std::string_view session) {
  return services.database.in_house([&](store::Transaction& house) -> Result<> {
    ITSM_TRY(const auto stored, store::load_session(house, hash_for_sign_in(session)));
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
