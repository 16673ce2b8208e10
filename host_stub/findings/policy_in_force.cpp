// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/policy_in_force.hpp"

#include "host_stub/config/source.hpp"

namespace itsm::host::findings {

Result<PolicyInForce> policy_in_force(store::Database& database, CompanyId company,
                                      const store::IntegrationRow& integration) {
  std::optional<store::PolicyVersion> version;
  for (const CompanyId owner : {company, store::kHouse}) {
    ITSM_TRY(version, database.in_company(owner, [&](store::Transaction& transaction) {
      return store::active_policy(transaction, integration.policy);
    }));
    if (version) break;
  }
  if (!version)
    return problem(ProblemKind::invalid, "policy_missing",
                   "the integration " + integration.name + " names the policy '" + integration.policy +
                       "', which is not stored",
                   "apply it: host_stub apply -f config/policies");
  ITSM_TRY(policy::Policy parsed, policy::read_policy(version->origin_path, version->document));
  return PolicyInForce{*std::move(version), std::move(parsed)};
}

Result<std::vector<policy::Routing>> routing_in_force(store::Database& database, CompanyId company) {
  ITSM_TRY(const auto stored, database.in_company(company, [](store::Transaction& transaction) {
    return store::active_policy(transaction, store::kRoutingName);
  }));
  if (!stored) return std::vector<policy::Routing>();
  const config::Source source{stored->origin_path, stored->document};
  ITSM_TRY(policy::Documents documents, policy::read_documents({&source, 1}));
  return std::move(documents.routing);
}

std::string routed_integration(const std::vector<policy::Routing>& routing, const Finding& finding) {
  for (const policy::Routing& each : routing)
    if (const policy::RoutingRule* const rule = policy::route(each, finding)) return rule->integration;
  return {};
}

}  // namespace itsm::host::findings
