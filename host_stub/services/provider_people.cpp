// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/provider_people.hpp"

#include <algorithm>

#include "host_stub/identity/entitlement.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/store/companies.hpp"

namespace itsm::host::services {
namespace {

constexpr auto kByProvider = "sign-in provider";

// What somebody may do here and where. As it is stored, no company stands for all of them: so a list that
// came out empty is no entitlement at all.
struct Admission {
  store::Role role = store::Role::viewer;
  std::vector<CompanyId> companies{};
};

Result<std::optional<Admission>> admission_of(store::Transaction& house, const Services& services,
                                              const Json& claims) {
  const auto entitled = identity::entitlement_of(claims, services.settings.sign_in.provider.rules);
  if (!entitled) return std::optional<Admission>();
  Admission admission;
  switch (entitled->role) {
    case config::SignInRole::viewer:
      admission.role = store::Role::viewer;
      break;
    case config::SignInRole::analyst:
      admission.role = store::Role::analyst;
      break;
    case config::SignInRole::admin:
      admission.role = store::Role::admin;
      break;
  }
  if (entitled->all_companies) return std::optional(std::move(admission));
  ITSM_TRY(const auto companies, store::list_companies(house));
  for (const auto& company : companies)
    if (std::find(entitled->companies.begin(), entitled->companies.end(), company.name) !=
        entitled->companies.end())
      admission.companies.push_back(company.id);
  if (admission.companies.empty()) return std::optional<Admission>();
  return std::optional(std::move(admission));
}

Problem not_entitled() {
  return {ProblemKind::forbidden,
          "not_entitled",
          "the sign-in provider knows you, and no rule of this host lets you in",
          "ask the administrator of this host to add a rule for one of your groups to sign_in.oidc.rules, or "
          "to have you put into a group that has one",
          {}};
}

Result<> note_provider_person(store::Transaction& house, const Services& services, const std::string& action,
                              const store::PersonRow& person) {
  store::AuditEntry entry;
  entry.at = services.clock.now();
  entry.actor = kByProvider;
  entry.action = action;
  entry.subject = "person " + person.name;
  Json companies = Json::array();
  for (const CompanyId company : person.companies) companies.push_back(company.value);
  entry.details = {{"provider", services.settings.sign_in.provider.issuer},
                   {"role", name_of(person.role)},
                   {"companies", person.companies.empty() ? Json("all") : companies}};
  return store::append_audit(house, entry);
}

Result<store::PersonRow> add_claimant(store::Transaction& house, const Services& services,
                                      const Claimant& claimant, const Admission& admission) {
  const std::string& issuer = services.settings.sign_in.provider.issuer;
  if (claimant.name.empty())
    return problem(
        ProblemKind::forbidden, "person_unnamed",
        "the sign-in provider does not tell your name as " + services.settings.sign_in.provider.name_claim,
        "an operator names a claim that everybody has as sign_in.oidc.name_claim, or has the "
        "provider send this one");
  store::PersonRow person;
  person.name = claimant.name;
  person.role = admission.role;
  person.companies = admission.companies;
  person.actor = kByProvider;
  const Time now = services.clock.now();
  ITSM_TRY(const auto id, store::add_person(house, person, now));
  if (!id) {
    // The same somebody may have come a moment earlier, in another tab.
    ITSM_TRY(const auto known, store::find_person_by_identity(house, issuer, claimant.subject));
    if (known) return *known;
    return problem(
        ProblemKind::forbidden, "person_name_taken",
        "somebody else has the name " + claimant.name + " here already",
        "that account signs in with its password; an operator who wants you to have the name gives "
        "the other one another, or chooses another claim as sign_in.oidc.name_claim");
  }
  person.id = *id;
  ITSM_CHECK(store::add_identity(house, issuer, claimant.subject, *id, now));
  ITSM_CHECK(note_provider_person(house, services, "person.add", person));
  return person;
}

}  // namespace

Claimant claimant_of(const Services& services, const Json& claims) {
  const auto text = [&](const std::string& name) {
    const Json* claim = identity::claim_in(claims, name);
    return claim != nullptr && claim->is_string() ? claim->get<std::string>() : std::string();
  };
  return {text("sub"), identity::person_name(text(services.settings.sign_in.provider.name_claim))};
}

Result<store::PersonRow> admit(Services& services, const Json& claims) {
  const Claimant claimant = claimant_of(services, claims);
  const std::string& issuer = services.settings.sign_in.provider.issuer;
  // Sessions that end with a refusal must not come back with it, so the refusal is no failure of the
  // transaction.
  std::optional<Problem> refusal;
  ITSM_TRY(auto admitted,
           services.database.in_house([&](store::Transaction& house) -> Result<store::PersonRow> {
             ITSM_TRY(auto person, store::find_person_by_identity(house, issuer, claimant.subject));
             ITSM_TRY(const auto admission, admission_of(house, services, claims));
             if (!admission) {
               refusal = not_entitled();
               if (person) ITSM_CHECK(store::end_sessions(house, person->id));
               return store::PersonRow();
             }
             if (!person) {
               ITSM_TRY(person, add_claimant(house, services, claimant, *admission));
             }
             if (person->disabled_at)
               return problem(ProblemKind::forbidden, "person_disabled",
                              person->name + " may not sign in here any more",
                              "ask the administrator of this host");
             if (person->role != admission->role || person->companies != admission->companies) {
               person->role = admission->role;
               person->companies = admission->companies;
               ITSM_CHECK(store::set_entitlement(house, person->id, person->role, person->companies));
               ITSM_CHECK(note_provider_person(house, services, "person.entitle", *person));
             }
             return *std::move(person);
           }));
  if (refusal) return unexpected(*std::move(refusal));
  return admitted;
}

Result<std::vector<std::string>> unknown_companies_of_rules(Services& services) {
  ITSM_TRY(const auto companies, services.database.in_house(
                                     [](store::Transaction& house) { return store::list_companies(house); }));
  std::vector<std::string> unknown;
  for (const auto& rule : services.settings.sign_in.provider.rules)
    for (const auto& name : rule.companies) {
      const bool known = std::any_of(companies.begin(), companies.end(),
                                     [&](const auto& company) { return company.name == name; });
      if (!known && std::find(unknown.begin(), unknown.end(), name) == unknown.end()) unknown.push_back(name);
    }
  return unknown;
}

}  // namespace itsm::host::services
