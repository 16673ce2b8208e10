// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/site.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"

namespace itsm::jira {
namespace {

std::string without_trailing_slashes(std::string text) {
  while (!text.empty() && text.back() == '/') text.pop_back();
  return text;
}

Deployment deployment_for(std::string_view auth) {
  return auth == kPersonalTokenAuth || auth == kPasswordAuth ? Deployment::data_center : Deployment::cloud;
}

}  // namespace

Result<Site> Site::from(const Configuration& configuration) {
  Site site;
  site.auth_ = configuration.auth;
  if (site.auth_ == kScopedAuth) site.origin_ = kGatewayOrigin;
  site = site.probed(deployment_for(site.auth_), usual_capabilities(deployment_for(site.auth_)));
  if (const auto setting = configuration.settings.find(std::string(kSiteSetting));
      setting != configuration.settings.end())
    site.browse_url_ = without_trailing_slashes(common::text_of(setting->second));
  if (!configuration.connection) return site;

  const auto connection = from_document<Connection>(*configuration.connection);
  const auto deployment = enum_from<Deployment>(connection.deployment);
  if (!deployment)
    return failure(Status::unsupported, "the stored connection is to a Jira of the unknown kind '" +
                                            connection.deployment + "'; check the integration again");
  site = site.probed(*deployment, connection.facts.is_object() ? from_document<Capabilities>(connection.facts)
                                                               : usual_capabilities(*deployment));
  if (!connection.browse_url.empty()) site.browse_url_ = without_trailing_slashes(connection.browse_url);
  site.time_zone_ = connection.time_zone;
  site.account_ = connection.account;
  return site;
}

Site Site::probed(Deployment deployment, const Capabilities& capabilities) const {
  Site site = *this;
  site.deployment_ = deployment;
  site.capabilities_ = capabilities;
  return site;
}

std::string Site::api(std::string_view path, const common::Query& parameters) const {
  return common::with_query((writes_documents_as_adf() ? "/rest/api/3" : "/rest/api/2") + std::string(path),
                            parameters);
}

std::string Site::ticket_url(std::string_view key) const {
  return browse_url_ + "/browse/" + common::percent_encode(key);
}

TicketRef Site::ref(std::string id, std::string key) const {
  std::string url = key.empty() ? std::string() : ticket_url(key);
  return {std::move(id), std::move(key), std::move(url)};
}

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Json reference(const Named& named, std::string_view name_member) {
  if (is_id(named.id)) return {{"id", named.id}};
  return {{std::string(name_member), named.id.empty() ? named.name : named.id}};
}

Json reference(const TicketRef& ticket) {
  if (is_id(ticket.id)) return {{"id", ticket.id}};
  return {{"key", ticket.key.empty() ? ticket.id : ticket.key}};
}

}  // namespace itsm::jira
