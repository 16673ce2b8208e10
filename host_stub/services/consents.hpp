// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/schema.hpp>

#include "host_stub/services/services.hpp"
#include "host_stub/store/oauth_consents.hpp"

// Connecting an integration by a person's consent at the vendor (OAuth 2.0, authorization code):
//
//   begin_consent    an administrator gets a link that is good for ten minutes
//   ask_consent      the page behind the link says what the vendor will ask for
//   open_consent     the first browser that goes on from there is the only one that may come back
//   answer_consent   the vendor sends that browser back; its code becomes tokens, once
//   choose_site      only where the account that consented sees several
namespace itsm::host::services {

// Below the public URL; registered at the vendor as part of the operator's app.
inline constexpr std::string_view kConsentPath = "/api/v1/oauth/start";
inline constexpr std::string_view kCallbackPath = "/api/v1/oauth/callback";

// Who begins a consent: an API token, or the command line.
struct Starter {
  std::string actor{};
  std::optional<CompanyId> token_company{};
  std::optional<store::ApiTokenId> token{};
};

struct ConsentLink {
  std::int64_t id = 0;
  std::string address{};
  std::string redirect_uri{};
  std::string expires_at{};
  std::vector<Scope> scopes{};

  static constexpr std::string_view kDocument = "consent_link";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Of this consent.");
    visit.required("address", self.address, "To be opened in a browser; the first one counts.");
    visit.required("redirect_uri", self.redirect_uri,
                   "What the app at the vendor must have as callback URL.");
    visit.required("expires_at", self.expires_at, "The consent must be given before, RFC 3339.");
    visit.optional("scopes", self.scopes, "What the vendor will be asked for, and why.");
  }
};
// Refused: an integration that authenticates itself otherwise, one without client_id, a host that browsers
// cannot reach.
Result<ConsentLink> begin_consent(Services& services, const store::IntegrationRow& integration,
                                  const Starter& starter);

// What the person reads before the vendor asks. `browser` is what the browser's cookie holds; empty: none.
// Refused: "consent_unknown", "consent_used", "consent_expired", "consent_other_browser".
struct ConsentQuestion {
  std::string integration{};
  std::string vendor{};
  std::string actor{};  // who began it
  std::vector<Scope> scopes{};
};
Result<ConsentQuestion> ask_consent(Services& services, const std::string& link, const std::string& browser);

// The way to the vendor, for one browser. Refused as ask_consent is.
struct OpenedConsent {
  std::string authorize_url{};
  std::string browser{};  // for its cookie: shows later that it is the same one
  bool secure = false;    // the host is reached by https
};
Result<OpenedConsent> open_consent(Services& services, const std::string& link, const std::string& browser);

// What the vendor sends back with the browser.
struct ConsentAnswer {
  std::string state{};
  std::string code{};
  std::string error{};
  std::string error_description{};
  std::string issuer{};
  std::string browser{};
};

struct ConsentProblem {
  std::string code{};
  std::string message{};
  std::string remedy{};
  std::vector<std::string> details{};

  static constexpr std::string_view kDocument = "consent_problem";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("code", self.code, "Stable, for programs.");
    visit.required("message", self.message, "What happened, as a sentence.");
    visit.optional("remedy", self.remedy, "What to do about it.");
    visit.optional("details", self.details, "One by one, such as each scope that is missing.");
  }
};

struct ConsentState {
  std::int64_t id = 0;
  std::string integration{};
  std::string vendor{};
  store::ConsentStage stage = store::ConsentStage::begun;
  std::string expires_at{};
  std::string site{};
  std::vector<Option> sites{};
  std::vector<std::string> warnings{};
  std::optional<bool> check_passed{};
  std::optional<ConsentProblem> problem{};

  static constexpr std::string_view kDocument = "consent_state";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Of this consent.");
    visit.required("integration", self.integration, "Which one it connects.");
    visit.required("vendor", self.vendor, "Where it is asked for.");
    visit.required("stage", self.stage, "begun, opened, answered, choosing, connected or failed.");
    visit.required("expires_at", self.expires_at, "What is to be done must be done before, RFC 3339.");
    visit.optional("site", self.site, "connected: the site that was taken.");
    visit.optional("sites", self.sites, "choosing: those that the account sees.");
    visit.optional("warnings", self.warnings, "What does not work, and why.");
    visit.optional("check_passed", self.check_passed, "connected: whether it may be enabled.");
    visit.optional("problem", self.problem, "failed: why.");
  }
};
// Uses the state up, whatever comes of it; then a failure is part of the answer. Refused as open_consent is,
// and then nothing has changed.
Result<ConsentState> answer_consent(Services& services, const ConsentAnswer& answer);

// By id, key or name. Refused: "consent_not_choosing", "site_unknown", "site_already_connected",
// "consent_not_yours" (another token than the one that began it).
Result<ConsentState> choose_site(Services& services, const store::IntegrationRow& integration,
                                 const std::string& site, const Starter& starter);

// The newest of the integration. Refused with "consent_none".
Result<ConsentState> consent_state(Services& services, const store::IntegrationRow& integration);

}  // namespace itsm::host::services
