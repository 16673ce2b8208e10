// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/tokens/token_keeper.hpp"

#include "host_stub/core/digest.hpp"
#include "host_stub/integrations/tokens/grant.hpp"
#include "host_stub/store/integrations.hpp"

namespace itsm::host::integrations {
namespace {

// After a vendor that did not answer, and after one that said no to a client or a password: some lock an
// account that keeps asking.
constexpr std::chrono::seconds kPauseUnanswered{5};
constexpr std::chrono::seconds kPauseRefused{30};

Unexpected<Problem> not_connected(const Account& account) {
  return problem(ProblemKind::invalid, "not_connected",
                 account.identity.name + " has no consent at " + account.manifest().name + " yet",
                 "run: host_stub integrations connect " + account.identity.name);
}

Problem reconnect_needed(const Account& account, const std::string& refusal) {
  return {ProblemKind::invalid,
          "reconnect_needed",
          account.identity.name + " must be connected again: " + account.manifest().name +
              " does not accept its connection any more, " + refusal,
          "run: host_stub integrations connect " + account.identity.name,
          {}};
}

Problem no_tokens(const Account& account, const TokenRefusal& refusal) {
  if (!refusal.for_good)
    return {ProblemKind::unavailable,
            "vendor_tokens_unavailable",
            account.identity.name + ": " + account.manifest().name + " gives no token, " + refusal.message,
            "try again when the vendor answers",
            {}};
  return {ProblemKind::invalid,
          "client_refused",
          account.identity.name + ": " + account.manifest().name + " gives no token, " + refusal.message,
          "store what it accepts: host_stub secrets set " + account.identity.name + " client_id, and so on",
          {}};
}

}  // namespace

// One request for new tokens. A transaction that is run again must not ask a second time: a vendor that
// rotates takes a refresh token once.
struct TokenKeeper::Renewal {
  std::int64_t from_version = -1;  // of the tokens that were renewed; -1: nobody was asked
  Time asked_at{};
  std::optional<itsm::Result<Tokens, TokenRefusal>> answer{};
};

struct TokenKeeper::Decision {
  std::string token{};               // to be used; empty: there is none
  std::optional<Problem> problem{};  // why there is none or why it is still the old one
};

bool TokenKeeper::is_usable(const Account& account, const store::OAuthTokenRow& row,
                            const std::optional<Tokens>& tokens, const std::string& refused) const {
  return tokens && row.auth == account.scheme->id && row.refusal.empty() && tokens->access != refused &&
         (!row.renew_at || clock_.now() < *row.renew_at);
}

Result<std::string> TokenKeeper::token(const Account& account, const std::string& refused) {
  ITSM_TRY(auto good, kept(account, refused));
  if (good) return *std::move(good);
  auto turn = turns_.take(account.identity.id);
  if (!turn) return unexpected(no_tokens(account, {false, "", "and others are waiting for it"}));
  // Whoever was before us may have renewed it.
  ITSM_TRY(good, kept(account, refused));
  if (good) return *std::move(good);
  ITSM_TRY(const auto fields, secrets_.open(account.identity.owner, account.identity.id));
  const std::string credential = sha256_hex(dump(Json(fields)));
  if (auto failure = turn->recent_failure(credential, clock_.now())) return unexpected(*std::move(failure));
  auto token = renewed(account, fields, refused);
  if (token) {
    turn->succeeded();
  } else {
    const bool unanswered = token.error().kind == ProblemKind::unavailable;
    turn->failed(credential, token.error(), clock_.now() + (unanswered ? kPauseUnanswered : kPauseRefused));
  }
  return token;
}

Result<std::optional<std::string>> TokenKeeper::kept(const Account& account, const std::string& refused) {
  return database_.in_company(account.identity.owner,
                              [&](store::Transaction& owner) -> Result<std::optional<std::string>> {
                                ITSM_TRY(const auto row, store::load_oauth_token(owner, account.identity.id));
                                if (!row) return std::optional<std::string>();
                                ITSM_TRY(const auto tokens, vault_.open(owner, account.identity.id, *row));
                                if (!is_usable(account, *row, tokens, refused))
                                  return std::optional<std::string>();
                                return std::optional(tokens->access);
                              });
}

Result<std::string> TokenKeeper::renewed(const Account& account, const CredentialFields& fields,
                                         const std::string& refused) {
  Renewal renewal;
  ITSM_TRY(Decision decision, database_.in_company(account.identity.owner, [&](store::Transaction& owner) {
    return decide(owner, account, fields, refused, renewal);
  }));
  if (decision.problem)
    log_.warning("token_not_renewed", decision.problem->message,
                 {{"integration", account.identity.name}, {"code", decision.problem->code}});
  if (decision.token.empty()) return unexpected(*std::move(decision.problem));
  return std::move(decision.token);
}

Result<TokenKeeper::Decision> TokenKeeper::decide(store::Transaction& owner, const Account& account,
                                                  const CredentialFields& fields, const std::string& refused,
                                                  Renewal& renewal) {
  const IntegrationId id = account.identity.id;
  ITSM_TRY(const auto row, store::lock_oauth_token(owner, id, clock_.now()));
  ITSM_TRY(const auto tokens, vault_.open(owner, id, row));
  if (is_usable(account, row, tokens, refused)) return Decision{tokens->access, {}};

  ITSM_TRY(const std::string grant, chosen_grant(*account.scheme, fields));
  const bool by_consent = grant == kByConsent;
  if (by_consent && (!tokens || row.auth != account.scheme->id)) return not_connected(account);
  if (by_consent && !row.refusal.empty()) return Decision{{}, reconnect_needed(account, row.refusal)};

  if (renewal.from_version != row.row_version) {
    const std::string refresh = tokens ? tokens->refresh : std::string();
    renewal.from_version = row.row_version;
    renewal.asked_at = clock_.now();
    if (by_consent && refresh.empty())
      renewal.answer.emplace(unexpected(
          TokenRefusal{true, "no_refresh_token", "which has ended: no refresh token was given with it"}));
    else
      renewal.answer.emplace(
          ask(account, fields, renewal_parameters(*account.scheme, grant, fields, refresh)));
  }
  if (*renewal.answer) {
    Tokens fresh = **renewal.answer;
    // What a vendor leaves out stays as it was.
    if (tokens && fresh.refresh.empty()) fresh.refresh = tokens->refresh;
    if (tokens && fresh.scopes.empty()) fresh.scopes = row.scopes;
    ITSM_CHECK(vault_.keep(owner, id, account.scheme->id, fresh, row.row_version, renewal.asked_at));
    return Decision{fresh.access, {}};
  }
  const TokenRefusal& refusal = renewal.answer->error();
  // A client that is not accepted says nothing about the consent: with the right secret it goes on.
  if (by_consent && refusal.for_good && refusal.code != "invalid_client") {
    ITSM_CHECK(store::refuse_oauth_token(owner, id, refusal.message, clock_.now()));
    Problem problem = reconnect_needed(account, refusal.message);
    ITSM_CHECK(store::set_health(owner, id, store::IntegrationHealth::needs_reconnect, problem.message));
    return Decision{{}, std::move(problem)};
  }
  // It was to be renewed early, so it serves a little longer.
  const bool still_good = tokens && row.auth == account.scheme->id && tokens->access != refused &&
                          row.expires_at && clock_.now() < *row.expires_at;
  return Decision{still_good ? tokens->access : std::string(), no_tokens(account, refusal)};
}

itsm::Result<Tokens, TokenRefusal> TokenKeeper::ask(const Account& account, const CredentialFields& fields,
                                                    const Parameters& parameters) {
  const OAuth2& oauth = *account.scheme->oauth2;
  const auto where = endpoint(account.configuration, oauth.token_url);
  if (!where) return unexpected(TokenRefusal{false, "address", where.error().message});
  for (const auto& [name, value] : parameters)
    if (name != "grant_type" && name != "scope" && name != "redirect_uri") log_.redactor().remember(value);
  if (const auto secret = fields.find("client_secret"); secret != fields.end())
    log_.redactor().remember(secret->second);

  const auto answer = account.client->send(token_request(oauth, *where, fields, parameters));
  if (!answer)
    return unexpected(TokenRefusal{false, answer.error().code,
                                   "its token service cannot be reached: " + answer.error().message});
  auto tokens = read_token_answer(*answer);
  if (tokens) {
    log_.redactor().remember(tokens->access);
    log_.redactor().remember(tokens->refresh);
    return *std::move(tokens);
  }
  TokenRefusal refusal = std::move(tokens).error();
  refusal.message = log_.redactor().redact(refusal.message);
  return unexpected(std::move(refusal));
}

}  // namespace itsm::host::integrations
