// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/probe.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/jira/auth.hpp"
#include "plugins/jira/person.hpp"

namespace itsm::jira {
namespace {

using common::text_of;

// For people: what the probe found.
std::string shown(Deployment deployment, const Json& server) {
  return deployment == Deployment::cloud ? "Jira Cloud" : "Jira Data Center " + text_of(server, "version");
}

std::string ways_for(Deployment deployment) {
  std::string labels;
  for (const AuthScheme& scheme : auth_schemes())
    if (deployment_of_auth(scheme.id) == deployment)
      labels += (labels.empty() ? "'" : ", '") + scheme.label + "'";
  return labels;
}

// This path is the same in all Jiras and open to everybody. What does not know it is no Jira; one that says
// that it is gone is a Jira that this plugin is too old for.
Result<Json> server_info(const Client& client) {
  auto server = client.get("/rest/api/2/serverInfo");
  if (server || server.error().vendor_http_status != 404) return server;
  Error error = std::move(server).error();
  error.status = Status::misconfigured;
  error.message = "there is no Jira at this address: " + error.message;
  error.fields[std::string(kSiteSetting)] = "the address is the one you see in the browser before /browse";
  return unexpected(std::move(error));
}

Result<Deployment> deployment_of(const Json& server) {
  const std::string type = text_of(server, "deploymentType");
  if (type == "Cloud") return Deployment::cloud;
  if (type == "Server" || type == "DataCenter") return Deployment::data_center;
  return failure(Status::bad_reply,
                 type.empty() ? "the answer to serverInfo is not Jira's: it names no deployment type"
                              : "Jira names a deployment type that this plugin does not know: " + type);
}

Result<void> fits(const Site& site, Deployment found, const Capabilities& capabilities, const Json& server) {
  const std::string label = label_of_auth(site.auth());
  if (!label.empty() && deployment_of_auth(site.auth()) != found) {
    Error error{Status::misconfigured,
                "this is " + shown(found, server) + ", where '" + label + "' does not work",
                0,
                {},
                {},
                {}};
    error.fields["auth"] = "choose " + ways_for(found);
    return unexpected(std::move(error));
  }
  if (site.auth() == kPersonalTokenAuth && !capabilities.personal_tokens)
    return failure(Status::misconfigured,
                   "this is " + shown(found, server) + "; personal access tokens exist from 8.14 on");
  return {};
}

}  // namespace

Result<Connection> probe(const Call& call, const Site& site) {
  ITSM_TRY(const Json server, server_info(Client(call, site)));
  ITSM_TRY(const Deployment found, deployment_of(server));
  const Capabilities capabilities = capabilities_of(found, server);
  ITSM_CHECK(fits(site, found, capabilities, server));

  const Site probed = site.probed(found, capabilities);
  ITSM_TRY(const Json account, Client(call, probed).account());
  Connection connection;
  connection.deployment = name_of(found);
  connection.product_version = text_of(server, "version");
  connection.account = read_person(account);
  connection.time_zone = text_of(account, "timeZone");
  connection.browse_url = text_of(server, "baseUrl");
  connection.facts = to_document(capabilities);
  return connection;
}

}  // namespace itsm::jira
