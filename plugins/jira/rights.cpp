// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/rights.hpp"

#include "plugins/common/reading.hpp"

namespace itsm::jira {
namespace {

constexpr std::chrono::minutes kRightsLast{5};

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ",") + name;
  return out;
}

}  // namespace

Result<std::set<std::string>> rights_on(const Client& client, const TicketRef& ticket,
                                        const std::vector<std::string>& permissions) {
  common::Query query =
      ticket.key.empty() ? common::Query{{"issueId", ticket.id}} : common::Query{{"issueKey", ticket.key}};
  // Cloud answers only for those that are named; Data Center answers for all and knows no names.
  if (client.site().deployment() == Deployment::cloud) query.emplace_back("permissions", joined(permissions));
  ITSM_TRY(const Json answer, client.get(client.site().api("/mypermissions", query), kRightsLast));
  std::set<std::string> granted;
  for (const std::string& permission : permissions)
    if (common::flag_of(common::member(common::member(answer, "permissions"), permission), "havePermission"))
      granted.insert(permission);
  return granted;
}

}  // namespace itsm::jira
