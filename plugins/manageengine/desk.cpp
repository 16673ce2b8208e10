// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/desk.hpp"

#include <algorithm>

#include "plugins/common/reading.hpp"
#include "plugins/common/url.hpp"

namespace itsm::manageengine {
namespace {

std::string setting(const Configuration& configuration, std::string_view key) {
  const auto found = configuration.settings.find(std::string(key));
  return found == configuration.settings.end() ? std::string() : common::text_of(found->second);
}

}  // namespace

Result<Desk> Desk::from(const Configuration& configuration) {
  Desk desk;
  desk.deployment_ = configuration.auth == kZohoAuth ? Deployment::cloud : Deployment::on_premises;
  desk.address_ = setting(configuration, kSiteSetting);
  while (!desk.address_.empty() && desk.address_.back() == '/') desk.address_.pop_back();
  desk.portal_ = setting(configuration, kPortalSetting);
  if (desk.deployment_ == Deployment::on_premises) desk.portal_number_ = desk.portal_;
  desk.account_ = setting(configuration, kAccountSetting);
  desk.requester_ = setting(configuration, kRequesterSetting);
  if (desk.requester_.empty()) desk.requester_ = desk.account_;
  desk.correlation_field_ = setting(configuration, kCorrelationSetting);
  if (configuration.connection) {
    const auto connection = from_document<Connection>(*configuration.connection);
    if (connection.facts.is_object()) desk.facts_ = from_document<Facts>(connection.facts);
  }
  return desk;
}

std::string_view Desk::origin() const {
  return deployment_ == Deployment::cloud ? kCloudOrigin : kOnPremisesOrigin;
}

std::string_view Desk::missing_setting() const {
  if (address_.empty()) return kSiteSetting;
  if (deployment_ == Deployment::cloud && portal_.empty()) return kPortalSetting;
  return {};
}

std::string_view Desk::note_member() const {
  return deployment_ == Deployment::cloud ? "request_note" : "note";
}

std::string_view Desk::metainfo_path() const {
  return deployment_ == Deployment::cloud ? "/requests/_metainfo" : "/requests/metainfo";
}

TicketRef Desk::ref(std::string id, std::string key) const {
  TicketRef ref{std::move(id), std::move(key), {}};
  if (ref.key.empty()) ref.key = ref.id;
  if (address_.empty() || ref.id.empty()) return ref;
  const std::string encoded = common::percent_encode(ref.id);
  ref.url = deployment_ == Deployment::cloud ? address_ + "/app/" + common::percent_encode(portal_) +
                                                   "/ui/requests/" + encoded + "/details"
                                             : address_ + "/WorkOrder.do?woMode=viewWO&woID=" + encoded;
  return ref;
}

std::string_view name_of(Deployment deployment) {
  return deployment == Deployment::cloud ? "cloud" : "on_premises";
}

bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Json reference(const Named& named) {
  if (is_id(named.id)) return {{"id", named.id}};
  return {{"name", named.name.empty() ? named.id : named.name}};
}

Json person_reference(const std::string& who) {
  if (is_id(who)) return {{"id", who}};
  return {{who.find('@') == std::string::npos ? "name" : "email_id", who}};
}

Json person_reference(const Person& person) {
  if (!person.id.empty()) return person_reference(person.id);
  return person_reference(person.email.empty() ? person.name : person.email);
}

Person read_person(const Json& value) {
  return {common::text_of(value, "id"), common::text_of(value, "name"), common::text_of(value, "email_id")};
}

}  // namespace itsm::manageengine
