// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/cookies.hpp"
#include "host_stub/api/pages.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/api/session_cookie.hpp"
#include "host_stub/services/provider_sign_in.hpp"
#include "host_stub/services/sign_in_flight.hpp"

// How people sign in by a provider: through its pages, and back.
namespace itsm::host::api {
namespace {

constexpr std::string_view kSecureFlight = "__Host-itsm_sign_in";
constexpr std::string_view kPlainFlight = "itsm_sign_in";

struct SignInOffers {
  std::vector<services::SignInOffer> providers{};

  static constexpr std::string_view kDocument = "sign_in_offers";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("providers", self.providers, "Besides a name and a password.");
  }
};

Result<http::Response> offers(Backend& backend, const Call&) {
  return document_answer(SignInOffers{services::sign_in_offers(backend.services)});
}

std::string flight_of_browser(const Call& call) {
  return std::string(cookie(call.request, {kSecureFlight, kPlainFlight}));
}

// Lax: the provider sends the browser back from another site.
std::string flight_cookie(const services::Services& services, std::string_view browser) {
  const long seconds = std::chrono::seconds(services::kTimeToSignInByProvider).count();
  const bool secure = is_secure(services);
  return set_cookie(
      {secure ? kSecureFlight : kPlainFlight, browser, "Lax", browser.empty() ? 0 : seconds, secure});
}

http::Response refusal_to_sign_in(const Problem& problem, const std::string& to) {
  http::Response refused = page_answer(not_signed_in_page(problem, to), status_of(problem));
  if (problem.kind == ProblemKind::throttled)
    refused.headers.push_back({"Retry-After", problem.complaints.front().what});
  return refused;
}

Result<http::Response> depart(Backend& backend, const Call& call) {
  const std::string to = services::page_inside(call.parameter("to"));
  const auto departure = [&]() -> Result<services::Departure> {
    ITSM_CHECK(check_way_to_sign_in(call.request));
    return services::leave_for_provider(backend.services, to, flight_of_browser(call));
  }();
  if (!departure) return refusal_to_sign_in(departure.error(), to);
  http::Response response;
  response.status = 303;
  response.headers = {{"Location", departure->authorize_url},
                      {"Set-Cookie", flight_cookie(backend.services, departure->browser)}};
  return response;
}

Result<http::Response> arrive(Backend& backend, const Call& call) {
  services::ProviderAnswer answer;
  answer.state = call.parameter("state");
  answer.code = call.parameter("code");
  answer.error = call.parameter("error");
  answer.error_description = call.parameter("error_description");
  answer.issuer = call.parameter("iss");
  answer.browser = flight_of_browser(call);
  answer.address = call.request.peer;
  const auto returned = [&]() -> Result<services::Return> {
    ITSM_CHECK(check_way_to_sign_in(call.request));
    return services::return_from_provider(backend.services, answer);
  }();
  if (!returned) return refusal_to_sign_in(returned.error(), "/");
  http::Response response;
  response.status = 303;
  response.headers = {{"Location", returned->to},
                      {"Set-Cookie", session_cookie(backend.services, returned->signed_in.session)},
                      {"Set-Cookie", flight_cookie(backend.services, {})}};
  return response;
}

}  // namespace

std::vector<Route> sign_in_routes() {
  return {{.method = "GET",
           .path = "/sign-in",
           .name = "sign_in.offers",
           .summary = "How people may sign in besides with a name and a password.",
           .open = true,
           .answers = document_type<SignInOffers>(),
           .handle = offers},
          {.method = "GET",
           .path = "/sign-in/provider",
           .name = "sign_in.depart",
           .summary = "To the sign-in provider, in this browser.",
           .query = {{"to", "The page of this host to come back to."}},
           .page = true,
           .status = 303,
           .handle = depart},
          {.method = "GET",
           .path = "/sign-in/provider/callback",
           .name = "sign_in.arrive",
           .summary = "Where the sign-in provider sends the browser back.",
           .query = {{"state", "Ours."}, {"code", "The provider's."}, {"error", "Instead of a code."}},
           .free_query = true,
           .page = true,
           .status = 303,
           .handle = arrive}};
}

}  // namespace itsm::host::api
