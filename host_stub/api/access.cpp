// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/access.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/store/companies.hpp"

namespace itsm::host::api {

std::string_view bearer_token(const http::Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  const auto header = request.header("Authorization");
  if (!header || to_lower(header->substr(0, kScheme.size())) != kScheme) return {};
  return trimmed(header->substr(kScheme.size()));
}

Result<> check_role(const services::Caller& caller, store::Role least) {
  if (caller.role >= least) return {};
  return problem(ProblemKind::forbidden, "role_insufficient",
                 "the token's role is " + std::string(name_of(caller.role)) + ", and this needs " +
                     std::string(name_of(least)),
                 "use a token of that role; an administrator makes one with: host_stub tokens create");
}

Result<CompanyId> company_of(services::Services& services, const services::Caller& caller,
                             const std::string& name) {
  if (name.empty() && caller.companies.size() == 1) return caller.companies.front();
  ITSM_TRY(auto companies, services.database.in_house([](store::Transaction& transaction) {
    return store::list_companies(transaction);
  }));
  std::erase_if(companies, [&](const store::CompanyRow& company) {
    return std::find(caller.companies.begin(), caller.companies.end(), company.id) == caller.companies.end();
  });
  Problem choice{ProblemKind::invalid,
                 "company_missing",
                 "the token may act in several companies",
                 "name one as ?company=",
                 {}};
  if (!name.empty())
    choice = Problem{ProblemKind::forbidden,
                     "company_not_yours",
                     "the token may not act in a company '" + name + "'",
                     "name one of its own",
                     {}};
  for (const auto& company : companies) {
    if (!name.empty() && company.name == name) return company.id;
    choice.complaints.push_back({"company", company.name});
  }
  return unexpected(std::move(choice));
}

}  // namespace itsm::host::api
