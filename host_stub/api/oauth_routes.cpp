// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/cookies.hpp"
#include "host_stub/api/integration_documents.hpp"
#include "host_stub/api/pages.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/consents.hpp"
#include "host_stub/services/vendor_schema.hpp"

namespace itsm::host::api {
namespace {

constexpr std::string_view kSecureConsent = "__Host-itsm_consent";
constexpr std::string_view kPlainConsent = "itsm_consent";
constexpr long kTimeOfConsent = 900;

std::string browser_of(const Call& call) {
  return std::string(cookie(call.request, {kSecureConsent, kPlainConsent}));
}

// Lax: the vendor sends the browser back from another site.
std::string cookie_of(const services::OpenedConsent& opened) {
  return set_cookie(
      {opened.secure ? kSecureConsent : kPlainConsent, opened.browser, "Lax", kTimeOfConsent, opened.secure});
}

// Pages are for people: a refusal is a page as well.
http::Response refusal_page(const Problem& problem) {
  return page_answer(problem_page(problem), status_of(problem));
}

Result<http::Response> ask(Backend& backend, const Call& call) {
  const std::string link = call.parameter("link");
  const auto question = services::ask_consent(backend.services, link, browser_of(call));
  if (!question) return refusal_page(question.error());
  // The page's own address, with its query.
  return page_answer(question_page(*question, std::string(services::kConsentPath) + "?link=" + link));
}

Result<http::Response> go_on(Backend& backend, const Call& call) {
  const auto opened = services::open_consent(backend.services, call.parameter("link"), browser_of(call));
  if (!opened) return refusal_page(opened.error());
  http::Response response;
  response.status = 303;
  response.headers = {{"Location", opened->authorize_url}, {"Set-Cookie", cookie_of(*opened)}};
  return response;
}

Result<http::Response> callback(Backend& backend, const Call& call) {
  services::ConsentAnswer answer;
  answer.state = call.parameter("state");
  answer.code = call.parameter("code");
  answer.error = call.parameter("error");
  answer.error_description = call.parameter("error_description");
  answer.issuer = call.parameter("iss");
  answer.browser = browser_of(call);
  const auto state = services::answer_consent(backend.services, answer);
  if (!state) return refusal_page(state.error());
  return page_answer(state_page(*state), state->problem ? 409 : 200);
}

Result<integrations::Serving> connectable(Backend& backend, const Call& call) {
  ITSM_TRY(auto serving, services::serving_integration(backend.services, call.company, call.path.at("id")));
  ITSM_CHECK(check_owner(serving.integration, call.caller, "connected"));
  return serving;
}

services::Starter starter_of(const Call& call) {
  if (!call.caller.token) return {call.actor(), std::nullopt, std::nullopt};
  return {call.actor(), call.caller.home, call.caller.token};
}

Result<http::Response> start_consent(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving, connectable(backend, call));
  ITSM_TRY(const auto link, services::begin_consent(backend.services, serving.integration, starter_of(call)));
  http::Response response = document_answer(link, 303);
  response.headers.push_back({"Location", link.address});
  return response;
}

Result<http::Response> show_consent(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving, connectable(backend, call));
  ITSM_TRY(const auto state, services::consent_state(backend.services, serving.integration));
  return document_answer(state);
}

struct SiteChoice {
  std::string site{};

  static constexpr std::string_view kDocument = "site_choice";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("site", self.site, "One of those that the consent offers: its id, key or name.");
  }
};

Result<http::Response> choose(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving, connectable(backend, call));
  ITSM_TRY(const auto choice, document_body<SiteChoice>(call));
  ITSM_TRY(const auto state,
           services::choose_site(backend.services, serving.integration, choice.site, starter_of(call)));
  return document_answer(state);
}

}  // namespace

std::vector<Route> oauth_routes() {
  return {{.method = "GET",
           .path = "/integrations/{id}/oauth/start",
           .name = "integrations.oauth_start",
           .summary = "A link for a browser in which somebody consents at the vendor; good for ten minutes.",
           .role = store::Role::admin,
           .answers = document_type<services::ConsentLink>(),
           .status = 303,
           .handle = start_consent},
          {.method = "GET",
           .path = "/integrations/{id}/oauth",
           .name = "integrations.oauth",
           .summary = "Where the newest consent stands.",
           .role = store::Role::admin,
           .answers = document_type<services::ConsentState>(),
           .handle = show_consent},
          {.method = "POST",
           .path = "/integrations/{id}/oauth/site",
           .name = "integrations.oauth_site",
           .summary = "Chooses one of the sites that the account sees.",
           .role = store::Role::admin,
           .takes = document_type<SiteChoice>(),
           .answers = document_type<services::ConsentState>(),
           .handle = choose}};
}

std::vector<Route> page_routes() {
  return {{.method = "GET",
           .path = "/oauth/start",
           .name = "oauth.start",
           .summary = "What the vendor will ask, and why.",
           .query = {{"link", "From the start of the consent."}},
           .page = true,
           .handle = ask},
          {.method = "POST",
           .path = "/oauth/start",
           .name = "oauth.go_on",
           .summary = "On to the vendor, in this browser.",
           .query = {{"link", "From the start of the consent."}},
           .page = true,
           .status = 303,
           .handle = go_on},
          {.method = "GET",
           .path = "/oauth/callback",
           .name = "oauth.callback",
           .summary = "Where the vendor sends the browser back.",
           .query = {{"state", "Ours."}, {"code", "The vendor's."}, {"error", "Instead of a code."}},
           .free_query = true,
           .page = true,
           .handle = callback}};
}

}  // namespace itsm::host::api
