// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/people.hpp"

#include <map>

namespace itsm::host::store {
namespace {

constexpr auto kAddPerson = R"(
  INSERT INTO person (company_id, name, password, one_time_until, role, companies, actor, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING person_id)";

#define ITSM_PERSON_COLUMNS                                                                         \
  "p.person_id, p.name, p.password, p.one_time_until, p.role, p.companies, p.actor, p.created_at, " \
  "p.last_sign_in_at, p.disabled_at"

constexpr auto kHasPeople = "SELECT EXISTS (SELECT FROM person WHERE company_id = $1)";
constexpr auto kFindPerson =
    "SELECT " ITSM_PERSON_COLUMNS " FROM person p WHERE p.company_id = $1 AND p.name = $2";
constexpr auto kListPeople =
    "SELECT " ITSM_PERSON_COLUMNS " FROM person p WHERE p.company_id = $1 ORDER BY p.name";

constexpr auto kFindByIdentity = "SELECT " ITSM_PERSON_COLUMNS
                                 " FROM person_identity i "
                                 "JOIN person p ON p.company_id = i.company_id AND p.person_id = i.person_id "
                                 "WHERE i.company_id = $1 AND i.issuer = $2 AND i.subject = $3";
constexpr auto kAddIdentity = R"(
  INSERT INTO person_identity (company_id, issuer, subject, person_id, created_at) VALUES ($1, $2, $3, $4, $5))";
constexpr auto kSetEntitlement =
    "UPDATE person SET companies = $4, role = $3 WHERE company_id = $1 AND person_id = $2";

constexpr auto kSetPassword = R"(
  UPDATE person SET password = $3, one_time_until = $4 WHERE company_id = $1 AND person_id = $2)";
constexpr auto kSetDisabled = "UPDATE person SET disabled_at = $3 WHERE company_id = $1 AND person_id = $2";
constexpr auto kEndSessions = "DELETE FROM person_session WHERE company_id = $1 AND person_id = $2";

constexpr auto kStartSession = R"(
  INSERT INTO person_session (company_id, hash, person_id, started_at, used_at) VALUES ($1, $2, $3, $4, $4))";
constexpr auto kNoteSignIn =
    "UPDATE person SET last_sign_in_at = $3 WHERE company_id = $1 AND person_id = $2";
constexpr auto kForgetSessions = "DELETE FROM person_session WHERE company_id = $1 AND used_at < $2";
constexpr auto kLoadSession = "SELECT " ITSM_PERSON_COLUMNS
                              ", s.started_at, s.used_at FROM person_session s "
                              "JOIN person p ON p.company_id = s.company_id AND p.person_id = s.person_id "
                              "WHERE s.company_id = $1 AND s.hash = $2";
constexpr auto kNoteSessionUse = R"(
  UPDATE person_session SET used_at = $3 WHERE company_id = $1 AND hash = $2 AND used_at < $4)";
constexpr auto kEndSession = "DELETE FROM person_session WHERE company_id = $1 AND hash = $2";

constexpr auto kLoadFailures = R"(
  SELECT subject, failures::bigint, last_at FROM sign_in_failure WHERE company_id = $1 AND subject = ANY ($2))";
constexpr auto kCountFailures = R"(
  INSERT INTO sign_in_failure AS known (company_id, subject, failures, last_at)
  SELECT $1, subject, 1, $4 FROM unnest($2::bytea[]) AS subject ORDER BY subject
  ON CONFLICT (company_id, subject) DO UPDATE SET last_at = $4,
    failures = CASE WHEN known.last_at < $3 THEN 1 ELSE known.failures + 1 END)";
constexpr auto kForgetFailures = R"(
  DELETE FROM sign_in_failure WHERE company_id = $1 AND (subject = ANY ($2) OR last_at < $3))";

template <class... More>
void read_person(const Row& row, PersonRow& person, More&... more) {
  row.read(person.id, person.name, person.password, person.one_time_until, person.role, person.companies,
           person.actor, person.created_at, person.last_sign_in_at, person.disabled_at, more...);
}

}  // namespace

Result<std::optional<PersonId>> add_person(Transaction& house, const PersonRow& person, Time now) {
  ITSM_TRY(const Rows rows,
           house.query(kAddPerson, house.company(), person.name, person.password, person.one_time_until,
                       person.role, person.companies, person.actor, now));
  if (rows.empty()) return std::optional<PersonId>();
  return std::optional(rows.front().get<PersonId>(0));
}

Result<bool> has_people(Transaction& house) {
  ITSM_TRY(const Rows rows, house.query(kHasPeople, house.company()));
  return rows.front().get<bool>(0);
}

Result<std::optional<PersonRow>> find_person(Transaction& house, const std::string& name) {
  ITSM_TRY(const Rows rows, house.query(kFindPerson, house.company(), name));
  if (rows.empty()) return std::optional<PersonRow>();
  PersonRow person;
  read_person(rows.front(), person);
  return std::optional(std::move(person));
}

Result<std::vector<PersonRow>> list_people(Transaction& house) {
  ITSM_TRY(const Rows rows, house.query(kListPeople, house.company()));
  std::vector<PersonRow> people;
  for (const Row row : rows) read_person(row, people.emplace_back());
  return people;
}

Result<std::optional<PersonRow>> find_person_by_identity(Transaction& house, const std::string& issuer,
                                                         const std::string& subject) {
  ITSM_TRY(const Rows rows, house.query(kFindByIdentity, house.company(), issuer, subject));
  if (rows.empty()) return std::optional<PersonRow>();
  PersonRow person;
  read_person(rows.front(), person);
  return std::optional(std::move(person));
}

Result<> add_identity(Transaction& house, const std::string& issuer, const std::string& subject,
                      PersonId person, Time now) {
  ITSM_CHECK(house.execute(kAddIdentity, house.company(), issuer, subject, person, now));
  return {};
}

Result<> set_entitlement(Transaction& house, PersonId person, Role role,
                         const std::vector<CompanyId>& companies) {
  ITSM_CHECK(house.execute(kSetEntitlement, house.company(), person, role, companies));
  return {};
}

Result<> end_sessions(Transaction& house, PersonId person) {
  ITSM_CHECK(house.execute(kEndSessions, house.company(), person));
  return {};
}

Result<> set_password(Transaction& house, PersonId person, const std::string& hash,
                      std::optional<Time> one_time_until) {
  ITSM_CHECK(house.execute(kSetPassword, house.company(), person, hash, one_time_until));
  ITSM_CHECK(house.execute(kEndSessions, house.company(), person));
  return {};
}

Result<> set_disabled(Transaction& house, PersonId person, std::optional<Time> at) {
  ITSM_CHECK(house.execute(kSetDisabled, house.company(), person, at));
  ITSM_CHECK(house.execute(kEndSessions, house.company(), person));
  return {};
}

Result<> start_session(Transaction& house, PersonId person, const Bytes& hash, Time now, Time unused_since) {
  ITSM_CHECK(house.execute(kForgetSessions, house.company(), unused_since));
  ITSM_CHECK(house.execute(kNoteSignIn, house.company(), person, now));
  ITSM_CHECK(house.execute(kStartSession, house.company(), hash, person, now));
  return {};
}

Result<std::optional<SessionRow>> load_session(Transaction& house, const Bytes& hash) {
  ITSM_TRY(const Rows rows, house.query(kLoadSession, house.company(), hash));
  if (rows.empty()) return std::optional<SessionRow>();
  SessionRow session;
  session.hash = hash;
  read_person(rows.front(), session.person, session.started_at, session.used_at);
  return std::optional(std::move(session));
}

Result<> note_session_use(Transaction& house, const Bytes& hash, Time now) {
  ITSM_CHECK(house.execute(kNoteSessionUse, house.company(), hash, now, Time(now - std::chrono::minutes(1))));
  return {};
}

Result<> end_session(Transaction& house, const Bytes& hash) {
  ITSM_CHECK(house.execute(kEndSession, house.company(), hash));
  return {};
}

Result<std::vector<Failures>> load_failures(Transaction& house, const std::vector<Bytes>& subjects) {
  ITSM_TRY(const Rows rows, house.query(kLoadFailures, house.company(), subjects));
  std::map<Bytes, Failures> known;
  for (const Row row : rows) known[row.get<Bytes>(0)] = {row.get<std::int64_t>(1), row.get<Time>(2)};
  std::vector<Failures> failures;
  for (const Bytes& subject : subjects) failures.push_back(known[subject]);
  return failures;
}

Result<> count_failures(Transaction& house, const std::vector<Bytes>& subjects, Time since, Time now) {
  ITSM_CHECK(house.execute(kCountFailures, house.company(), subjects, since, now));
  return {};
}

Result<> forget_failures(Transaction& house, const std::vector<Bytes>& subjects, Time before) {
  ITSM_CHECK(house.execute(kForgetFailures, house.company(), subjects, before));
  return {};
}

}  // namespace itsm::host::store
