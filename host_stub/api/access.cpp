// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/access.hpp"

#include <algorithm>

#include "host_stub/api/cookies.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/services/api_tokens.hpp"
#include "host_stub/services/sign_in.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/vault/hash.hpp"

namespace itsm::host::api {

std::string_view bearer_token(const http::Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  const auto header = request.header("Authorization");
  if (!header || to_lower(header->substr(0, kScheme.size())) != kScheme) return {};
  return trimmed(header->substr(kScheme.size()));
}

std::string_view session_of(const http::Request& request) {
  return cookie(request, {kSecureSession, kPlainSession});
}

Result<services::Caller> caller_of(services::Services& services, const http::Request& request) {
  const std::string_view session = session_of(request);
  if (session.empty() || request.header("Authorization"))
    return services::authenticate(services, bearer_token(request));
  ITSM_TRY(auto caller, services::caller_of_session(services, session));
  const bool reads = request.method == "GET" || request.method == "HEAD";
  const auto told = request.header("X-CSRF-Token");
  if (!reads && !vault::constant_time_equal(told.value_or(""), services::csrf_of(session)))
    return problem(ProblemKind::forbidden, "csrf_token_wrong",
                   "the request does not show that it comes from a page of this host",
                   "load the page anew; programs send Authorization: Bearer with a token");
  return caller;
}

Result<> check_role(const services::Caller& caller, store::Role least) {
  if (caller.role >= least) return {};
  return problem(
      ProblemKind::forbidden, "role_insufficient",
      "your role is " + std::string(name_of(caller.role)) + ", and this needs " + std::string(name_of(least)),
      "ask an administrator; programs use a token of: host_stub tokens create");
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
                 "you may act in several companies",
                 "name one as ?company=",
                 {}};
  if (!name.empty())
    choice = Problem{ProblemKind::forbidden,
                     "company_not_yours",
                     "you may not act in a company '" + name + "'",
                     "name one of its own",
                     {}};
  for (const auto& company : companies) {
    if (!name.empty() && company.name == name) return company.id;
    choice.complaints.push_back({"company", company.name});
  }
  return unexpected(std::move(choice));
}

}  // namespace itsm::host::api
