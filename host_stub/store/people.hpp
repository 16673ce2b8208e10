// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/api_tokens.hpp"

// People who sign in, and their sessions. All of it is the house's.
namespace itsm::host::store {

using PersonId = Id<struct PersonTag>;

struct PersonRow {
  PersonId id{};
  std::string name{};
  std::string password{};                // hashed; empty: they sign in by a provider alone
  std::optional<Time> one_time_until{};  // the password is for one sign-in, before then
  Role role = Role::viewer;
  std::vector<CompanyId> companies{};  // in which they may act; empty: in all
  std::string actor{};                 // who added them
  Time created_at{};
  std::optional<Time> last_sign_in_at{};
  std::optional<Time> disabled_at{};
};

// Nothing where somebody has the name.
Result<std::optional<PersonId>> add_person(Transaction& house, const PersonRow& person, Time now);
Result<bool> has_people(Transaction& house);
Result<std::optional<PersonRow>> find_person(Transaction& house, const std::string& name);
Result<std::vector<PersonRow>> list_people(Transaction& house);
// Who the provider's subject is here.
Result<std::optional<PersonRow>> find_person_by_identity(Transaction& house, const std::string& issuer,
                                                         const std::string& subject);
Result<> add_identity(Transaction& house, const std::string& issuer, const std::string& subject,
                      PersonId person, Time now);
// What they may do and where; no companies: in all.
Result<> set_entitlement(Transaction& house, PersonId person, Role role,
                         const std::vector<CompanyId>& companies);
Result<> end_sessions(Transaction& house, PersonId person);
// Their sessions end.
Result<> set_password(Transaction& house, PersonId person, const std::string& hash,
                      std::optional<Time> one_time_until);
Result<> set_disabled(Transaction& house, PersonId person, std::optional<Time> at);

struct SessionRow {
  Bytes hash{};
  PersonRow person{};
  Time started_at{};
  Time used_at{};
};
// Notes the sign-in, and forgets the sessions that nobody has used since.
Result<> start_session(Transaction& house, PersonId person, const Bytes& hash, Time now, Time unused_since);
Result<std::optional<SessionRow>> load_session(Transaction& house, const Bytes& hash);
// At most once a minute, so that a busy page does not write with every request.
Result<> note_session_use(Transaction& house, const Bytes& hash, Time now);
Result<> end_session(Transaction& house, const Bytes& hash);

struct Failures {
  std::int64_t count = 0;
  Time last_at{};
};
// Of each subject, in its place.
Result<std::vector<Failures>> load_failures(Transaction& house, const std::vector<Bytes>& subjects);
// One more of each; those before `since` are forgotten.
Result<> count_failures(Transaction& house, const std::vector<Bytes>& subjects, Time since, Time now);
// With all that are older.
Result<> forget_failures(Transaction& house, const std::vector<Bytes>& subjects, Time before);

}  // namespace itsm::host::store
