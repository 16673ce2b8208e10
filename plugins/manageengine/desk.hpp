// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <itsm/documents/check.hpp>
#include <itsm/documents/manifest.hpp>

namespace itsm::manageengine {

enum class Deployment { on_premises, cloud };

// Names that the manifest and the requests share.
inline constexpr std::string_view kOnPremisesOrigin = "on_premises";
inline constexpr std::string_view kCloudOrigin = "cloud";
inline constexpr std::string_view kAuthTokenAuth = "authtoken";
inline constexpr std::string_view kZohoAuth = "zoho";
inline constexpr std::string_view kSiteSetting = "site";
inline constexpr std::string_view kPortalSetting = "portal";
inline constexpr std::string_view kAccountsSetting = "accounts";
inline constexpr std::string_view kAccountSetting = "account";
inline constexpr std::string_view kRequesterSetting = "requester";
inline constexpr std::string_view kCorrelationSetting = "correlation_field";

// Requests need not belong to a site. As projects are sites here, those without one belong to this.
inline constexpr std::string_view kNoSite = "none";
inline constexpr std::string_view kNoSiteName = "Not in any site";

// What check found out and open gets back.
struct Facts {
  bool flat_udf = false;  // additional fields stand among the others: some builds from 15200 on

  static constexpr std::string_view kDocument = "manageengine_facts";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("flat_udf", self.flat_udf, "Additional fields have no object of their own.");
  }
};

// One ServiceDesk Plus as it was configured: where requests go and what the two products do differently.
// Immutable.
class Desk {
 public:
  static Result<Desk> from(const Configuration& configuration);

  Deployment deployment() const { return deployment_; }
  std::string_view origin() const;
  // On-premises, of an instance among several (ESM): the number of the header PORTALID. Else empty.
  const std::string& portal_number() const { return portal_number_; }
  // The first setting without which no request can be sent; empty where there is none.
  std::string_view missing_setting() const;

  const std::string& account() const { return account_; }
  const std::string& requester() const { return requester_; }
  const std::string& correlation_field() const { return correlation_field_; }
  bool has_flat_udf() const { return facts_.flat_udf; }

  std::string_view note_member() const;
  std::string_view metainfo_path() const;

  TicketRef ref(std::string id, std::string key) const;

 private:
  Deployment deployment_ = Deployment::on_premises;
  std::string address_{};
  std::string portal_{};
  std::string portal_number_{};
  std::string account_{};
  std::string requester_{};
  std::string correlation_field_{};
  Facts facts_{};
};

std::string_view name_of(Deployment deployment);

// Ids are long numbers, sent as text.
bool is_id(std::string_view text);

// {"id": ...} where there is one, else {"name": ...}.
Json reference(const Named& named);

// People are found by id, by e-mail address or by name.
Json person_reference(const std::string& who);
Json person_reference(const Person& person);
Person read_person(const Json& value);

}  // namespace itsm::manageengine
