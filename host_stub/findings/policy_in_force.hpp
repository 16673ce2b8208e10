// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/policy/documents.hpp"
#include "host_stub/store/integrations.hpp"
#include "host_stub/store/policies.hpp"

// The documents that decide about a company's findings, as they are stored.
namespace itsm::host::findings {

struct PolicyInForce {
  store::PolicyVersion version{};
  policy::Policy policy{};
};

// The company's own policy of the integration's name for it, else the house's.
Result<PolicyInForce> policy_in_force(store::Database& database, CompanyId company,
                                      const store::IntegrationRow& integration);

// The company's routing; without rules when none is stored.
Result<std::vector<policy::Routing>> routing_in_force(store::Database& database, CompanyId company);

// The integration that a rule names for the finding; empty when none matches.
std::string routed_integration(const std::vector<policy::Routing>& routing, const Finding& finding);

}  // namespace itsm::host::findings
