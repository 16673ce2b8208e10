// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <itsm/documents/check.hpp>
#include <itsm/documents/manifest.hpp>

#include "plugins/common/url.hpp"
#include "plugins/jira/deployment.hpp"

namespace itsm::jira {

// Names that the manifest and the requests share.
inline constexpr std::string_view kSiteOrigin = "site";
inline constexpr std::string_view kGatewayOrigin = "gateway";
inline constexpr std::string_view kAccountsOrigin = "accounts";
inline constexpr std::string_view kTenantOrigin = "tenant";
inline constexpr std::string_view kSiteSetting = "site";
inline constexpr std::string_view kCloudIdSetting = "cloud_id";
inline constexpr std::string_view kCorrelationSetting = "correlation_field";

// What the ids of fields begin with that are not Jira's own.
inline constexpr std::string_view kCustomField = "customfield_";

// One Jira as it was configured and probed: where requests go, and what it does differently from others of
// its kind. All of that is asked for here, in words of what it means. Immutable.
class Site {
 public:
  // Where no check has stored a connection yet, the kind of Jira is the one that the chosen way to
  // authenticate belongs to.
  static Result<Site> from(const Configuration& configuration);

  // The same configuration, for the Jira that a probe found.
  Site probed(Deployment deployment, const Capabilities& capabilities) const;
  Result<Site> connected(const Connection& connection) const;

  Deployment deployment() const { return deployment_; }
  const Capabilities& capabilities() const { return capabilities_; }
  // Id of the way to authenticate; empty while nobody has chosen.
  const std::string& auth() const { return auth_; }

  // People are named by account id; else by user name.
  bool names_people_by_account_id() const { return deployment_ == Deployment::cloud; }
  // Groups have an id of their own, which stays when they are renamed; else the name is all there is.
  bool names_groups_by_id() const { return deployment_ == Deployment::cloud; }
  // Descriptions, comments and long texts are ADF trees; else wiki markup.
  bool writes_documents_as_adf() const { return deployment_ == Deployment::cloud; }
  bool has_bulk_fetch() const { return capabilities_.bulk_fetch; }
  // Search is paged by tokens; else by startAt and total.
  bool has_token_search() const { return capabilities_.token_search; }

  // Whether the site's own address was entered, and whether it is this one.
  bool has_address() const { return has_address_; }
  bool is_at(std::string_view url) const;
  // The setting without which no request can be sent; empty where there is none.
  std::string_view missing_setting() const;
  // Id of the custom field that holds the key of our tickets; empty where none was named.
  const std::string& correlation_field() const { return correlation_field_; }
  // Which origin of the manifest takes the API's requests.
  std::string_view origin() const { return origin_; }
  // A path below the root of the REST API that documents are written for; path begins with '/'.
  std::string api(std::string_view path, const common::Query& parameters = {}) const;
  // Where people read a ticket.
  std::string ticket_url(std::string_view key) const;
  TicketRef ref(std::string id, std::string key) const;
  // Our own account there, known after a check.
  const Person& account() const { return account_; }

 private:
  Deployment deployment_ = Deployment::cloud;
  Capabilities capabilities_ = usual_capabilities(Deployment::cloud);
  std::string auth_{};
  std::string_view origin_ = kSiteOrigin;
  bool has_address_ = false;
  bool has_cloud_id_ = false;
  std::string browse_url_{};
  std::string correlation_field_{};
  Person account_{};
};

// A project, type, priority or ticket in a request body: by id where the text is one (Jira's ids are digits),
// else by the member that the name goes to, such as "key" or "name".
Json reference(const Named& named, std::string_view name_member);
Json reference(const TicketRef& ticket);

bool is_id(std::string_view text);

}  // namespace itsm::jira
