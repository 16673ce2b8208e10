// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/companies.hpp"

#include "host_stub/config/scalars.hpp"
#include "host_stub/core/near_match.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/store/companies.hpp"

namespace itsm::host::services {

Result<CompanyId> company_named(Services& services, const std::string& name) {
  ITSM_TRY(const auto companies, services.database.in_house([](store::Transaction& transaction) {
    return store::list_companies(transaction);
  }));
  std::vector<std::string> names;
  for (const auto& company : companies) {
    if (company.name == name) return company.id;
    names.push_back(company.name);
  }
  if (name.empty() && companies.size() == 1) return companies.front().id;
  std::string known;
  for (const auto& candidate : names) known += (known.empty() ? "" : ", ") + candidate;
  if (names.empty())
    return problem(ProblemKind::invalid, "no_company", "there is no company yet",
                   "apply one: host_stub apply -f config/companies.yaml");
  if (name.empty())
    return problem(ProblemKind::invalid, "company_missing", "several companies are stored and none is named",
                   "name one with --company; there are: " + known);
  const std::string_view near = nearest(name, names);
  return problem(
      ProblemKind::not_found, "company_unknown", "there is no company '" + name + "'",
      near.empty() ? "there are: " + known : "did you mean '" + std::string(near) + "'? There are: " + known);
}

Result<std::vector<CompanyItem>> list_companies(Services& services) {
  ITSM_TRY(const auto rows, services.database.in_house(
                                [](store::Transaction& house) { return store::list_companies(house); }));
  std::vector<CompanyItem> items;
  for (const auto& row : rows) items.push_back({row.id.value, row.name});
  return items;
}

Result<CompanyItem> add_company(Services& services, const std::string& name, const std::string& actor) {
  if (!config::is_name(name))
    return problem(
        ProblemKind::invalid, "name_wrong", "'" + name + "' cannot be the name of a company",
        "use lower-case letters, digits, '-' and '_', at most 64, and begin with a letter or digit");
  ITSM_TRY(const CompanyId id,
           services.database.in_house([&](store::Transaction& house) -> Result<CompanyId> {
             ITSM_TRY(const auto known, store::find_company(house, name));
             if (known) return *known;
             store::AuditEntry entry;
             entry.at = services.clock.now();
             entry.actor = actor;
             entry.action = "company.make";
             entry.subject = "company " + name;
             ITSM_CHECK(store::append_audit(house, entry));
             return store::ensure_company(house, name, services.clock.now());
           }));
  return CompanyItem{id.value, name};
}

}  // namespace itsm::host::services
