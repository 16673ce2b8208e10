// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <itsm/documents/check.hpp>
#include <itsm/documents/manifest.hpp>

#include "plugins/common/url.hpp"

namespace itsm::jira {

// Kinds of Jira, as serverInfo tells them apart and the manifest names them.
inline constexpr std::string_view kCloud = "cloud";

// Names that the manifest and the requests share.
inline constexpr std::string_view kSiteOrigin = "site";
inline constexpr std::string_view kGatewayOrigin = "gateway";
inline constexpr std::string_view kBasicAuth = "basic";
inline constexpr std::string_view kScopedAuth = "scoped";
inline constexpr std::string_view kSiteSetting = "site";
inline constexpr std::string_view kCloudIdSetting = "cloud_id";

// How our tickets are known again. The label can be searched, and the entity property cannot; but anybody can
// put a label on a ticket, so the property decides.
inline constexpr std::string_view kMarkerLabel = "itsm-link";
inline constexpr std::string_view kPropertyKey = "itsm.link";

// One Jira as it was configured and probed: where requests go, and which paths its generation has. What
// another kind of Jira does differently is decided here, by what check found, never by the look of an
// address. Immutable.
class Site {
 public:
  static Result<Site> from(const Configuration& configuration);

  bool has_address() const { return !browse_url_.empty(); }
  // Which origin of the manifest takes the API's requests.
  std::string_view origin() const { return origin_; }
  // A path below the root of the REST API; path begins with '/'.
  std::string api(std::string_view path, const common::Query& parameters = {}) const;
  // Where people read a ticket.
  std::string ticket_url(std::string_view key) const;
  TicketRef ref(std::string id, std::string key) const;

 private:
  std::string_view origin_ = kSiteOrigin;
  std::string browse_url_{};
};

// A project, type, priority or ticket in a request body: by id where the text is one (Jira's ids are digits),
// else by the member that the name goes to, such as "key" or "name".
Json reference(const Named& named, std::string_view name_member);
Json reference(const TicketRef& ticket);

bool is_id(std::string_view text);

}  // namespace itsm::jira
