// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/jira_plugin.hpp"
#include "plugins/jira/written.hpp"

namespace itsm::jira {

// The link reads "inward issue, outward words, outward issue": SEC-1 blocks SEC-2 has SEC-1 as its inward
// issue. Jira takes a link that is there already and makes no second one.
Result<Relation> JiraPlugin::relate(const Call& call, const RelateRequest& request) const {
  const Client client(call, site_);
  const Relation& relation = request.relation;
  const Json type = is_id(relation.type) ? Json{{"id", relation.type}} : Json{{"name", relation.type}};
  const TicketRef& acting = relation.inward ? relation.target : request.ref;
  const TicketRef& other = relation.inward ? request.ref : relation.target;
  const Json body = {{"type", type}, {"inwardIssue", reference(acting)}, {"outwardIssue", reference(other)}};
  ITSM_CHECK(written(client, client.write("POST", site_.api("/issueLink"), body)));
  return relation;
}

}  // namespace itsm::jira
