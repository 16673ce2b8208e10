// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/site.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/jira/auth.hpp"

namespace itsm::jira {
namespace {

std::string without_trailing_slashes(std::string text) {
  while (!text.empty() && text.back() == '/') text.pop_back();
  return text;
}

std::string setting(const Configuration& configuration, std::string_view key) {
  const auto found = configuration.settings.find(std::string(key));
  return found == configuration.settings.end() ? std::string() : common::text_of(found->second);
}

}  // namespace

Result<Site> Site::from(const Configuration& configuration) {
  Site site;
  site.auth_ = configuration.auth;
  if (uses_gateway(site.auth_)) site.origin_ = kGatewayOrigin;
  const Deployment assumed = deployment_of_auth(site.auth_);
  site = site.probed(assumed, usual_capabilities(assumed));
  site.browse_url_ = without_trailing_slashes(setting(configuration, kSiteSetting));
  site.has_address_ = !site.browse_url_.empty();
  site.has_cloud_id_ = !setting(configuration, kCloudIdSetting).empty();
  site.correlation_field_ = setting(configuration, kCorrelationSetting);
  if (!configuration.connection) return site;

  return site.connected(from_document<Connection>(*configuration.connection));
}

Site Site::probed(Deployment deployment, const Capabilities& capabilities) const {
  Site site = *this;
  site.deployment_ = deployment;
  site.capabilities_ = capabilities;
  return site;
}

Result<Site> Site::connected(const Connection& connection) const {
  const auto deployment = enum_from<Deployment>(connection.deployment);
  if (!deployment)
    return failure(Status::unsupported, "the stored connection is to a Jira of the unknown kind '" +
                                            connection.deployment + "'; check the integration again");
  Site site = probed(*deployment, connection.facts.is_object() ? from_document<Capabilities>(connection.facts)
                                                               : usual_capabilities(*deployment));
  if (!connection.browse_url.empty()) site.browse_url_ = without_trailing_slashes(connection.browse_url);
  site.account_ = connection.account;
  return site;
}

bool Site::is_at(std::string_view url) const {
  return has_address_ && without_trailing_slashes(std::string(url)) == browse_url_;
}

std::string_view Site::missing_setting() const {
  if (uses_gateway(auth_)) return has_cloud_id_ ? std::string_view() : kCloudIdSetting;
  return has_address_ ? std::string_view() : kSiteSetting;
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
