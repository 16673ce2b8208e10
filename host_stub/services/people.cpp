// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/people.hpp"

#include <algorithm>
#include <map>

#include "host_stub/config/scalars.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/vault/password.hpp"

namespace itsm::host::services {
namespace {

constexpr auto kFirstPerson = "admin";
constexpr std::chrono::hours kTimeToSignIn{7 * 24};

OneTimePassword fresh_password(Services& services, const std::string& name) {
  return {name, vault::one_time_password(), to_rfc3339(services.clock.now() + kTimeToSignIn)};
}

Result<> note_person(Services& services, store::Transaction& house, const std::string& actor,
                     const std::string& action, const std::string& name) {
  store::AuditEntry entry;
  entry.at = services.clock.now();
  entry.actor = actor;
  entry.action = action;
  entry.subject = "person " + name;
  return store::append_audit(house, entry);
}

bool is_within(const store::PersonRow& person, const Within& within) {
  if (!within) return true;
  return !person.companies.empty() &&
         std::all_of(person.companies.begin(), person.companies.end(), [&](CompanyId company) {
           return std::find(within->begin(), within->end(), company) != within->end();
         });
}

Result<store::PersonRow> find(store::Transaction& house, const std::string& name, const Within& within) {
  ITSM_TRY(auto person, store::find_person(house, name));
  if (person && is_within(*person, within)) return *std::move(person);
  return problem(ProblemKind::not_found, "person_unknown", "nobody here signs in as '" + name + "'",
                 "see: host_stub users list");
}

Result<std::optional<store::PersonId>> insert(Services& services, store::Transaction& house,
                                              store::PersonRow person, const OneTimePassword& made) {
  person.password = vault::password_hash(made.password);
  person.one_time_until = services.clock.now() + kTimeToSignIn;
  ITSM_CHECK(note_person(services, house, person.actor, "person.add", person.name));
  return store::add_person(house, person, services.clock.now());
}

}  // namespace

Result<std::vector<PersonItem>> list_people(Services& services, const Within& within) {
  return services.database.in_house([&](store::Transaction& house) -> Result<std::vector<PersonItem>> {
    ITSM_TRY(const auto people, store::list_people(house));
    ITSM_TRY(const auto companies, store::list_companies(house));
    std::map<CompanyId, std::string> names;
    for (const auto& company : companies) names.emplace(company.id, company.name);
    std::vector<PersonItem> items;
    for (const auto& person : people) {
      if (!is_within(person, within)) continue;
      auto& item = items.emplace_back();
      item.id = person.id.value;
      item.name = person.name;
      item.role = person.role;
      for (const CompanyId company : person.companies) item.companies.push_back(names[company]);
      item.state = person.disabled_at ? "disabled" : person.one_time_until ? "one_time" : "active";
      item.by_provider = person.password.empty();
      item.last_sign_in_at = person.last_sign_in_at ? to_rfc3339(*person.last_sign_in_at) : "never";
    }
    return items;
  });
}

Result<OneTimePassword> add_person(Services& services, const std::string& name, const std::string& role,
                                   const std::vector<CompanyId>& companies, const std::string& actor) {
  if (!config::is_name(name))
    return problem(
        ProblemKind::invalid, "name_wrong", "'" + name + "' cannot be the name of a person",
        "use lower-case letters, digits, '-' and '_', at most 64, and begin with a letter or digit");
  const auto known = enum_from<store::Role>(role);
  if (!known)
    return problem(ProblemKind::invalid, "role_unknown", "there is no role '" + role + "'",
                   "the roles are viewer, analyst and admin");
  store::PersonRow person;
  person.name = name;
  person.role = *known;
  person.companies = companies;
  person.actor = actor;
  OneTimePassword made = fresh_password(services, name);
  ITSM_TRY(const auto id, services.database.in_house([&](store::Transaction& house) {
    return insert(services, house, person, made);
  }));
  if (id) return made;
  return problem(ProblemKind::conflict, "person_exists", "somebody signs in as '" + name + "' already",
                 "choose another name; or, if it is them: host_stub users reset-password " + name);
}

Result<OneTimePassword> reset_password(Services& services, const std::string& name, const Within& within,
                                       const std::string& actor) {
  OneTimePassword made = fresh_password(services, name);
  ITSM_CHECK(services.database.in_house([&](store::Transaction& house) -> Result<> {
    ITSM_TRY(const auto person, find(house, name, within));
    if (person.password.empty())
      return problem(ProblemKind::conflict, "person_by_provider",
                     name + " signs in by the sign-in provider and has no password here",
                     "their password is changed at the provider");
    ITSM_CHECK(note_person(services, house, actor, "person.reset_password", name));
    return store::set_password(house, person.id, vault::password_hash(made.password),
                               services.clock.now() + kTimeToSignIn);
  }));
  return made;
}

Result<> set_person_disabled(Services& services, const std::string& name, bool disabled, const Within& within,
                             const std::string& actor) {
  return services.database.in_house([&](store::Transaction& house) -> Result<> {
    ITSM_TRY(const auto person, find(house, name, within));
    ITSM_CHECK(note_person(services, house, actor, disabled ? "person.disable" : "person.enable", name));
    return store::set_disabled(house, person.id,
                               disabled ? std::optional(services.clock.now()) : std::optional<Time>());
  });
}

Result<std::optional<OneTimePassword>> add_first_person(Services& services) {
  ITSM_TRY(const bool any,
           services.database.in_house([](store::Transaction& house) { return store::has_people(house); }));
  if (any) return std::optional<OneTimePassword>();
  store::PersonRow person;
  person.name = kFirstPerson;
  person.role = store::Role::admin;
  person.actor = "first start";
  const OneTimePassword made = fresh_password(services, kFirstPerson);
  ITSM_TRY(const auto id, services.database.in_house([&](store::Transaction& house) {
    return insert(services, house, person, made);
  }));
  // Another host may have been faster, and has told its own.
  return id ? std::optional(made) : std::nullopt;
}

}  // namespace itsm::host::services
