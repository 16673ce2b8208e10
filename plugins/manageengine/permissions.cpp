// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/permissions.hpp"

namespace itsm::manageengine {

std::vector<Permission> permissions() {
  return {
      {.id = std::string(kReadRequests),
       .label = "Requests: view, create, edit",
       .level = PermissionLevel::required,
       .purpose = "To make tickets, find them again and follow them. A role with full control of Requests; "
                  "in the cloud also the scope SDPOnDemand.requests.ALL."},
      {.id = std::string(kReadSetUp),
       .label = "Admin: read priorities, statuses, categories and templates",
       .level = PermissionLevel::required,
       .purpose = "To know what a form offers and what a status means. In the cloud the scope "
                  "SDPOnDemand.setup.READ."},
      {.id = std::string(kReadTechnicians),
       .label = "Users: read technicians",
       .level = PermissionLevel::required,
       .purpose = "To know our own account, whose changes are echoes, and to find people to assign. In the "
                  "cloud the scope SDPOnDemand.users.READ."},
      {.id = std::string(kCorrelationField),
       .label = "Additional field for the correlation key",
       .level = PermissionLevel::required,
       .purpose = "A single-line additional field of requests, in which every ticket of ours carries its "
                  "key. Without it a ticket whose answer was lost could not be found again."},
      {.id = std::string(kReadSite),
       .label = "Access to the site",
       .level = PermissionLevel::required,
       .purpose = "Technicians see the requests of the sites that they are associated with."},
      {.id = std::string(kReadMatrix),
       .label = "Admin: read the priority matrix",
       .level = PermissionLevel::feature,
       .purpose =
           "To tell in a plan which priority a request will get from its impact and urgency. Without it "
           "the plan does not tell."},
      {.id = std::string(kReadAssets),
       .label = "Assets: view",
       .level = PermissionLevel::feature,
       .purpose =
           "To find the asset of a finding by its name or address. Without it requests name no asset. In "
           "the cloud the scope SDPOnDemand.assets.READ."},
      {.id = "delete_requests",
       .label = "Requests: delete",
       .level = PermissionLevel::unused,
       .purpose = "Not needed: we never delete requests."},
      {.id = "other_modules",
       .label = "Problems, Changes, Solutions, and the role SDAdmin",
       .level = PermissionLevel::unused,
       .purpose = "Not needed: tickets are requests, and nothing is set up here."}};
}

}  // namespace itsm::manageengine
