// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/atlassian/grants.hpp"

#include "tests/simulators/http/signature.hpp"

namespace itsm::simulators::atlassian {

std::string Grants::issue_code(const OauthSettings& settings, Consent consent, std::string redirect_uri) {
  auto code = random_text();
  codes_[code] = {std::move(consent), std::move(redirect_uri), clock_.now() + settings.code_life};
  return code;
}

std::optional<Tokens> Grants::redeem(const OauthSettings& settings, const std::string& app,
                                     const std::string& code, const std::string& redirect_uri) {
  const auto found = codes_.find(code);
  if (found == codes_.end()) return std::nullopt;
  const auto redeemed = std::move(found->second);
  codes_.erase(found);  // one try, right or wrong
  if (redeemed.consent.app != app || redeemed.redirect_uri != redirect_uri || redeemed.ends <= clock_.now())
    return std::nullopt;
  if (!redeemed.consent.scopes.contains("offline_access"))
    return Tokens{issue_access(settings, redeemed.consent), {}, redeemed.consent};
  const auto grant = grants_.size();
  grants_.push_back({redeemed.consent, {}, clock_.now(), clock_.now(), 0, {}});
  return Tokens{issue_access(settings, redeemed.consent, grant), issue_refresh(grant), redeemed.consent};
}

std::optional<Tokens> Grants::refresh(const OauthSettings& settings, const std::string& app,
                                      const std::string& refresh_token) {
  const auto found = refresh_tokens_.find(refresh_token);
  if (found == refresh_tokens_.end()) return std::nullopt;
  auto& grant = grants_[found->second.grant];
  const auto now = clock_.now();
  if (!grant.ended.empty() || grant.consent.app != app) return std::nullopt;
  if (found->second.retired && *found->second.retired + settings.reuse_window <= now) {
    grant.ended = "a retired refresh token was used again";
    return std::nullopt;
  }
  if (grant.used + settings.idle_life <= now) grant.ended = "not used for too long";
  if (grant.made + settings.absolute_life <= now) grant.ended = "too old";
  if (!grant.ended.empty()) return std::nullopt;
  if (auto& current = refresh_tokens_[grant.current]; !current.retired) current.retired = now;
  grant.used = now;
  ++grant.refreshes;
  const auto index = found->second.grant;
  return Tokens{issue_access(settings, grant.consent, index), issue_refresh(index), grant.consent};
}

std::string Grants::issue_access(const OauthSettings& settings, const Consent& consent) {
  return issue_access(settings, consent, std::nullopt);
}

// A long token with dots, as the real ones are; nobody but the gateway reads it.
std::string Grants::issue_access(const OauthSettings& settings, const Consent& consent,
                                 std::optional<std::size_t> grant) {
  const auto ends = clock_.now() + settings.access_life;
  auto token =
      signed_token({{"jti", random_text()},
                    {"sub", consent.user},
                    {"client_id", consent.app},
                    {"scope", consent.scopes},
                    {"exp", std::chrono::floor<std::chrono::seconds>(ends).time_since_epoch().count()}},
                   random_text());
  access_tokens_[token] = {consent, grant, ends};
  return token;
}

std::string Grants::issue_refresh(std::size_t grant) {
  auto token = random_text();
  refresh_tokens_[token] = {grant, std::nullopt};
  grants_[grant].current = token;
  return token;
}

const Consent* Grants::find(const std::string& access_token) const {
  const auto found = access_tokens_.find(access_token);
  if (found == access_tokens_.end() || found->second.ends <= clock_.now()) return nullptr;
  const auto& grant = found->second.grant;
  return grant && !grants_[*grant].ended.empty() ? nullptr : &found->second.consent;
}

int Grants::revoke(const std::string& app) {
  int ended = 0;
  for (auto& grant : grants_) {
    if (!grant.ended.empty() || (!app.empty() && grant.consent.app != app)) continue;
    grant.ended = "revoked";
    ++ended;
  }
  return ended;
}

Json Grants::list() const {
  auto out = Json::array();
  for (const auto& grant : grants_) {
    out.push_back({{"app", grant.consent.app},
                   {"user", grant.consent.user},
                   {"scopes", grant.consent.scopes},
                   {"sites", grant.consent.sites},
                   {"made", utc_text(grant.made)},
                   {"used", utc_text(grant.used)},
                   {"refreshes", grant.refreshes}});
    if (!grant.ended.empty()) out.back()["ended"] = grant.ended;
  }
  return out;
}

}  // namespace itsm::simulators::atlassian
