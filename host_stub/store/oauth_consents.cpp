// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/oauth_consents.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kAddConsent = R"(
  INSERT INTO oauth_consent (company_id, integration_id, auth_scheme, link_hash, state_hash, api_token_company_id,
                             api_token_id, actor, redirect_uri, key_id, sealed, row_version, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING oauth_consent_id)";

#define ITSM_OAUTH_CONSENT_COLUMNS                                                                \
  "SELECT oauth_consent_id, integration_id, auth_scheme, link_hash, state_hash, browser_hash,"    \
  " api_token_company_id, api_token_id, actor, redirect_uri, stage, key_id, sealed, row_version," \
  " outcome, created_at, expires_at FROM oauth_consent WHERE company_id = $1"

constexpr auto kLoadConsent = ITSM_OAUTH_CONSENT_COLUMNS " AND oauth_consent_id = $2";
constexpr auto kByLink = ITSM_OAUTH_CONSENT_COLUMNS " AND link_hash = $2";
constexpr auto kByState = ITSM_OAUTH_CONSENT_COLUMNS " AND state_hash = $2";
constexpr auto kNewest =
    ITSM_OAUTH_CONSENT_COLUMNS " AND integration_id = $2 ORDER BY oauth_consent_id DESC LIMIT 1";

constexpr auto kOpenConsent = R"(
  UPDATE oauth_consent SET stage = 1, browser_hash = $3
  WHERE company_id = $1 AND oauth_consent_id = $2 AND stage IN (0, 1) AND expires_at > $4
    AND (browser_hash IS NULL OR browser_hash = $3))";

constexpr auto kTake = R"(
  UPDATE oauth_consent SET stage = 2
  WHERE company_id = $1 AND oauth_consent_id = $2 AND stage = 1 AND expires_at > $4 AND browser_hash = $3)";

constexpr auto kMove = R"(
  UPDATE oauth_consent SET stage = $3, key_id = $4, sealed = $5, row_version = $6, outcome = $7, expires_at = $8
  WHERE company_id = $1 AND oauth_consent_id = $2 AND stage = $9)";

constexpr auto kCountOpenConsent = R"(
  SELECT count(*) FROM oauth_consent
  WHERE company_id = $1 AND integration_id = $2 AND stage IN (0, 1, 2, 3) AND expires_at > $3)";

constexpr auto kDeleteConsent = "DELETE FROM oauth_consent WHERE company_id = $1 AND integration_id = $2";
constexpr auto kDeleteBefore = "DELETE FROM oauth_consent WHERE company_id = $1 AND expires_at < $2";

std::optional<OAuthConsentRow> read_consent(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  OAuthConsentRow consent;
  rows.front().read(consent.id, consent.integration, consent.auth, consent.link_hash, consent.state_hash,
                    consent.browser_hash, consent.token_company, consent.token, consent.actor,
                    consent.redirect_uri, consent.stage, consent.key_id, consent.sealed, consent.row_version,
                    consent.outcome, consent.created_at, consent.expires_at);
  return consent;
}

}  // namespace

Result<OAuthConsentId> add_consent(Transaction& owner, const OAuthConsentRow& consent) {
  ITSM_TRY(const Rows rows,
           owner.query(kAddConsent, owner.company(), consent.integration, consent.auth, consent.link_hash,
                       consent.state_hash, consent.token_company, consent.token, consent.actor,
                       consent.redirect_uri, consent.key_id, consent.sealed, consent.row_version,
                       consent.created_at, consent.expires_at));
  return rows.front().get<OAuthConsentId>(0);
}

Result<std::optional<OAuthConsentRow>> load_consent(Transaction& owner, OAuthConsentId id) {
  ITSM_TRY(const Rows rows, owner.query(kLoadConsent, owner.company(), id));
  return read_consent(rows);
}

Result<std::optional<OAuthConsentRow>> find_consent_by_link(Transaction& owner, const Bytes& link_hash) {
  ITSM_TRY(const Rows rows, owner.query(kByLink, owner.company(), link_hash));
  return read_consent(rows);
}

Result<std::optional<OAuthConsentRow>> find_consent_by_state(Transaction& owner, const Bytes& state_hash) {
  ITSM_TRY(const Rows rows, owner.query(kByState, owner.company(), state_hash));
  return read_consent(rows);
}

Result<std::optional<OAuthConsentRow>> newest_consent(Transaction& owner, IntegrationId integration) {
  ITSM_TRY(const Rows rows, owner.query(kNewest, owner.company(), integration));
  return read_consent(rows);
}

Result<bool> open_consent(Transaction& owner, OAuthConsentId id, const Bytes& browser_hash, Time now) {
  ITSM_TRY(const std::int64_t opened, owner.execute(kOpenConsent, owner.company(), id, browser_hash, now));
  return opened == 1;
}

Result<bool> take_consent(Transaction& owner, OAuthConsentId id, const Bytes& browser_hash, Time now) {
  ITSM_TRY(const std::int64_t taken, owner.execute(kTake, owner.company(), id, browser_hash, now));
  return taken == 1;
}

Result<bool> move_consent(Transaction& owner, const OAuthConsentRow& consent, ConsentStage from) {
  ITSM_TRY(const std::int64_t moved,
           owner.execute(kMove, owner.company(), consent.id, consent.stage, consent.key_id, consent.sealed,
                         consent.row_version, consent.outcome, consent.expires_at, from));
  return moved == 1;
}

Result<std::int64_t> count_open_consents(Transaction& owner, IntegrationId integration, Time now) {
  ITSM_TRY(const Rows rows, owner.query(kCountOpenConsent, owner.company(), integration, now));
  return rows.front().get<std::int64_t>(0);
}

Result<> delete_consents(Transaction& owner, IntegrationId integration) {
  ITSM_CHECK(owner.execute(kDeleteConsent, owner.company(), integration));
  return {};
}

Result<> delete_consents_before(Transaction& owner, Time expired_before) {
  ITSM_CHECK(owner.execute(kDeleteBefore, owner.company(), expired_before));
  return {};
}

}  // namespace itsm::host::store
