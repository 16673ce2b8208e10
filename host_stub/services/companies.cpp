// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/companies.hpp"

#include "host_stub/core/near_match.hpp"
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

}  // namespace itsm::host::services
