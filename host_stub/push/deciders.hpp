// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host_stub/findings/policy_in_force.hpp"
#include "host_stub/integrations/directory.hpp"
#include "host_stub/policy/preset.hpp"

// Who decides about a selection: the integration that serves it and the policy in force.
namespace itsm::host::push {

// The integration for these findings: the one that is named; else the one that routing names for all of them;
// else the only one that serves the company. Refused with "choose_integration" and the candidates when
// several could.
Result<integrations::Serving> choose_integration(store::Database& database,
                                                 integrations::Directory& directory, CompanyId company,
                                                 const std::string& name,
                                                 const std::vector<Finding>& findings);

using findings::policy_in_force;
using findings::PolicyInForce;

// The preset of this name, as the integration's users may choose it: the company's own, else the house's.
Result<policy::Preset> preset_in_force(store::Database& database, CompanyId company, const std::string& name,
                                       const store::IntegrationRow& integration);

}  // namespace itsm::host::push
