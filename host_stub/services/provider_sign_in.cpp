// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/provider_sign_in.hpp"

#include "host_stub/core/text.hpp"
#include "host_stub/identity/id_token.hpp"
#include "host_stub/integrations/encoding.hpp"
#include "host_stub/integrations/tokens/token_request.hpp"
#include "host_stub/services/provider_client.hpp"
#include "host_stub/services/provider_people.hpp"
#include "host_stub/services/provider_secret.hpp"
#include "host_stub/services/public_url.hpp"
#include "host_stub/services/sign_in_attempts.hpp"
#include "host_stub/services/sign_in_flight.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

constexpr std::size_t kLongestReasonOfProvider = 200;

Result<std::string> provider_redirect_uri(const Services& services) {
  ITSM_TRY(const std::string base, public_url(services.settings.server));
  return base + std::string(kProviderCallbackPath);
}

// The provider's own refusal, and an answer that another one made (RFC 9207).
Result<> check_provider_answer(const identity::Provider& provider, const ProviderAnswer& answer) {
  const bool other = answer.issuer.empty() ? provider.names_itself : answer.issuer != provider.issuer;
  if (other)
    return problem(ProblemKind::forbidden, "provider_other_issuer",
                   "the answer comes from another sign-in provider than the one that was asked",
                   "sign in again; if it happens again, report it");
  if (answer.error == "access_denied")
    return problem(ProblemKind::forbidden, "provider_refused",
                   "the sign-in was refused or given up at the provider",
                   "sign in again, or ask the provider's administrator to let you use this host");
  if (answer.error.empty() && !answer.code.empty()) return {};
  std::string said = answer.error.empty() ? "neither a code nor an error" : "the error " + answer.error;
  if (!answer.error_description.empty()) said += ": " + answer.error_description;
  return problem(ProblemKind::conflict, "provider_error",
                 "the sign-in provider sent back " + shortened(clean_text(said), kLongestReasonOfProvider),
                 "sign in again; if it happens again, an operator compares sign_in.oidc with the provider's "
                 "settings");
}

// What userinfo adds. It speaks of the same person, or it does not count (OpenID Connect Core 1.0, 5.3.2);
// what is signed is not replaced.
Result<Json> all_claims(Services& services, const identity::Provider& provider, Json claims,
                        const std::string& access_token) {
  ITSM_TRY(const Json more, more_claims(services, provider, access_token));
  if (more.empty()) return claims;
  if (more.value("sub", Json()) != claims.at("sub"))
    return problem(ProblemKind::forbidden, "id_token_refused",
                   "the ID token and the provider's userinfo speak of two people",
                   "sign in again; report it");
  for (const auto& [name, value] : more.items())
    if (!claims.contains(name)) claims[name] = value;
  return claims;
}

Result<Json> proven_claims(Services& services, const SignInFlight& flight, const ProviderAnswer& answer) {
  ITSM_TRY(const auto provider, known_provider(services));
  ITSM_CHECK(check_provider_answer(provider, answer));
  ITSM_TRY(const std::string redirect_uri, provider_redirect_uri(services));
  ITSM_TRY(const auto tokens, exchange_code(services, provider, answer.code, redirect_uri, flight.verifier));
  ITSM_TRY(const Json keys, provider_keys(services, provider));
  ITSM_TRY(Json claims,
           identity::claims_of_id_token(tokens.id_token, keys,
                                        {provider.issuer, services.settings.sign_in.provider.client_id,
                                         flight.nonce, services.clock.now()}));
  return all_claims(services, provider, std::move(claims), tokens.access_token);
}

Result<> note_refusal(Services& services, const Problem& refusal, const Claimant& claimant,
                      const std::string& address) {
  Json details = {{"provider", services.settings.sign_in.provider.issuer}, {"code", refusal.code}};
  if (!claimant.subject.empty()) details["subject"] = claimant.subject;
  const Time now = services.clock.now();
  return services.database.in_house([&](store::Transaction& house) -> Result<> {
    ITSM_CHECK(note_sign_in(house, claimant.name, address, "person.sign_in_refused", now, details));
    // Nobody has to wait since the provider was away.
    if (refusal.kind == ProblemKind::unavailable) return {};
    return count_attempt(house, {subject_of_address(address)}, now);
  });
}

Result<SignedIn> begin_session(Services& services, const store::PersonRow& person, const Claimant& claimant,
                               const std::string& address) {
  SignedIn signed_in;
  signed_in.session = vault::random_token();
  ITSM_TRY(signed_in.caller, caller_of_person(services, person));
  const Json details = {{"provider", services.settings.sign_in.provider.issuer},
                        {"subject", claimant.subject}};
  const Time now = services.clock.now();
  ITSM_CHECK(services.database.in_house([&](store::Transaction& house) -> Result<> {
    ITSM_CHECK(note_sign_in(house, person.name, address, "person.sign_in", now, details));
    return store::start_session(house, person.id, hash_for_sign_in(signed_in.session), now,
                                now - kSessionUnused);
  }));
  return signed_in;
}

}  // namespace

std::vector<SignInOffer> sign_in_offers(const Services& services) {
  const auto& provider = services.settings.sign_in.provider;
  if (provider.issuer.empty()) return {};
  const auto host = provider.issuer.find("://");
  const std::string address = host == std::string::npos ? provider.issuer : provider.issuer.substr(host + 3);
  return {{provider.label.empty() ? address : provider.label, std::string(kProviderStartPath)}};
}

Result<Departure> leave_for_provider(Services& services, const std::string& to, const std::string& browser) {
  ITSM_TRY(const auto provider, known_provider(services));
  ITSM_TRY(const std::string redirect_uri, provider_redirect_uri(services));
  Departure departure;
  // Two tabs of one browser sign in side by side.
  departure.browser = is_browser_value(browser) ? browser : vault::random_token();
  const SignInFlight flight = begin_flight(departure.browser, to, services.clock.now());
  const auto& ours = services.settings.sign_in.provider;
  const integrations::Parameters parameters{{"response_type", "code"},
                                            {"client_id", ours.client_id},
                                            {"redirect_uri", redirect_uri},
                                            {"scope", joined(ours.scopes, " ")},
                                            {"state", flight.state},
                                            {"nonce", flight.nonce},
                                            {"code_challenge", integrations::code_challenge(flight.verifier)},
                                            {"code_challenge_method", "S256"}};
  const bool has_query = provider.authorization_endpoint.find('?') != std::string::npos;
  departure.authorize_url =
      provider.authorization_endpoint + (has_query ? "&" : "?") + integrations::form_encoded(parameters);
  return departure;
}

Result<Return> return_from_provider(Services& services, const ProviderAnswer& answer) {
  ITSM_CHECK(check_has_provider(services));
  const Time now = services.clock.now();
  ITSM_TRY(const auto flight, flight_of(answer.browser, answer.state, now));
  ITSM_CHECK(services.database.in_house([&](store::Transaction& house) {
    return check_attempts(house, {subject_of_address(answer.address)}, now);
  }));
  Claimant claimant;
  const auto person = [&]() -> Result<store::PersonRow> {
    ITSM_TRY(const Json claims, proven_claims(services, flight, answer));
    claimant = claimant_of(services, claims);
    return admit(services, claims);
  }();
  if (!person) {
    ITSM_CHECK(note_refusal(services, person.error(), claimant, answer.address));
    return unexpected(person.error());
  }
  ITSM_TRY(auto signed_in, begin_session(services, *person, claimant, answer.address));
  return Return{std::move(signed_in), flight.to};
}

Result<ProviderCheck> check_provider(Services& services) {
  ITSM_TRY(const auto provider, known_provider(services));
  ITSM_TRY(const Json keys, provider_keys(services, provider));
  ITSM_TRY(const std::string secret, provider_secret(services));
  ProviderCheck check;
  check.issuer = provider.issuer;
  ITSM_TRY(check.redirect_uri, provider_redirect_uri(services));
  const auto listed = keys.find("keys");
  check.keys = listed != keys.end() && listed->is_array() ? static_cast<std::int64_t>(listed->size()) : 0;
  check.secret_stored = !secret.empty();
  ITSM_TRY(check.unknown_companies, unknown_companies_of_rules(services));
  return check;
}

}  // namespace itsm::host::services
