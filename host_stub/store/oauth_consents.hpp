// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "host_stub/store/api_tokens.hpp"
#include "host_stub/store/database.hpp"

// People who were sent to a vendor to consent. In the scope of the integration's owner.
namespace itsm::host::store {

using OAuthConsentId = Id<struct OAuthConsentTag>;

enum class ConsentStage : std::int16_t {
  begun = 0,      // nobody has opened the link
  opened = 1,     // he is on his way through the vendor's pages
  answered = 2,   // he came back; what he brought is being looked at
  choosing = 3,   // the account sees several sites
  connected = 4,  // done
  failed = 5,
};

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::ConsentStage> {
  using enum itsm::host::store::ConsentStage;
  static constexpr std::array<std::pair<itsm::host::store::ConsentStage, std::string_view>, 6> names{
      {{begun, "begun"},
       {opened, "opened"},
       {answered, "answered"},
       {choosing, "choosing"},
       {connected, "connected"},
       {failed, "failed"}}};
};

namespace itsm::host::store {

struct OAuthConsentRow {
  OAuthConsentId id{};
  IntegrationId integration{};
  std::string auth{};
  Bytes link_hash{};
  Bytes state_hash{};
  std::optional<Bytes> browser_hash{};
  std::optional<CompanyId> token_company{};  // whose API token began it; absent: the command line
  std::optional<ApiTokenId> token{};
  std::string actor{};
  std::string redirect_uri{};
  ConsentStage stage = ConsentStage::begun;
  std::optional<Bytes> key_id{};
  Bytes sealed{};
  std::int64_t row_version = 1;
  Json outcome = Json::object();
  Time created_at{};
  Time expires_at{};
};

Result<OAuthConsentId> add_consent(Transaction& owner, const OAuthConsentRow& consent);
Result<std::optional<OAuthConsentRow>> load_consent(Transaction& owner, OAuthConsentId id);
Result<std::optional<OAuthConsentRow>> find_consent_by_link(Transaction& owner, const Bytes& link_hash);
Result<std::optional<OAuthConsentRow>> find_consent_by_state(Transaction& owner, const Bytes& state_hash);
// The newest of the integration.
Result<std::optional<OAuthConsentRow>> newest_consent(Transaction& owner, IntegrationId integration);

// Ties it to the browser. False when it is another browser's by now, answered or expired.
Result<bool> open_consent(Transaction& owner, OAuthConsentId id, const Bytes& browser_hash, Time now);
// Uses its state up. False for whoever comes second, for another browser, and after its time.
Result<bool> take_consent(Transaction& owner, OAuthConsentId id, const Bytes& browser_hash, Time now);
// Stage, seal, outcome and expiry of a consent that is in the given stage. False when it is in another one.
Result<bool> move_consent(Transaction& owner, const OAuthConsentRow& consent, ConsentStage from);

// Those of the integration that could still come to an end.
Result<std::int64_t> count_open_consents(Transaction& owner, IntegrationId integration, Time now);
// Of the integration, whatever their stage; and of all integrations those that expired before that time.
Result<> delete_consents(Transaction& owner, IntegrationId integration);
Result<> delete_consents_before(Transaction& owner, Time expired_before);

}  // namespace itsm::host::store
