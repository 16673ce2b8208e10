// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/push/deciders.hpp"
#include "host_stub/services/services.hpp"
#include "host_stub/store/companies.hpp"

// Within the services: whom an integration serves, and where it is to make tickets.
namespace itsm::host::services {

struct Served {
  store::CompanyRow company{};
  std::vector<Named> projects{};  // allowed for it; empty: not restricted
};
Result<std::vector<Served>> companies_served(Services& services, const store::IntegrationRow& integration);

// Those that could hold something of it, served or not.
Result<std::vector<store::CompanyRow>> companies_within_reach(Services& services,
                                                              const store::IntegrationRow& integration);

// A project and its types, as a rule of the policy names them for a company.
struct Mapped {
  CompanyId company{};
  std::vector<Named> allowed{};
  push::PolicyInForce decider{};
  std::vector<policy::Target> targets{};  // each once
};
// Companies that share a policy and an allow-list have one entry. What cannot be decided is a warning.
Result<std::vector<Mapped>> mapped_targets(Services& services, const store::IntegrationRow& integration,
                                           const std::vector<Served>& served,
                                           std::vector<std::string>& warnings);

// The allowed projects of all companies, and what the policy names where nothing is restricted. Each once.
std::vector<Named> projects_to_check(const std::vector<Served>& served, const std::vector<Mapped>& mapped);
// The same, from the start.
Result<std::vector<Named>> projects_to_check(Services& services, const store::IntegrationRow& integration);

}  // namespace itsm::host::services
