// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/sign_in.hpp"

// People sign in by a provider of OpenID Connect: authorization code, with PKCE, state and nonce.
//
//   leave_for_provider     a browser is sent to the provider
//   return_from_provider   it comes back; the code becomes an ID token, and that a session
namespace itsm::host::services {

// Below the public URL; the callback is registered at the provider.
inline constexpr std::string_view kProviderStartPath = "/api/v1/sign-in/provider";
inline constexpr std::string_view kProviderCallbackPath = "/api/v1/sign-in/provider/callback";

// On the sign-in page, besides name and password. Empty: there is none.
struct SignInOffer {
  std::string label{};
  std::string address{};

  static constexpr std::string_view kDocument = "sign_in_offer";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("label", self.label, "What people know the provider by.");
    visit.required("address", self.address, "Where a browser goes to sign in there.");
  }
};
std::vector<SignInOffer> sign_in_offers(const Services& services);

struct Departure {
  std::string authorize_url{};
  std::string browser{};  // for its cookie
};
// `to`: the page of this host to come back to. Refused as known_provider is (provider_client.hpp), and with
// "public_url_missing".
Result<Departure> leave_for_provider(Services& services, const std::string& to, const std::string& browser);

// What the provider sends back with the browser.
struct ProviderAnswer {
  std::string state{};
  std::string code{};
  std::string error{};
  std::string error_description{};
  std::string issuer{};
  std::string browser{};
  std::string address{};  // from where it comes
};
struct Return {
  SignedIn signed_in{};
  std::string to{};
};
// Refused: as flight_of (sign_in_flight.hpp), the provider's client and admit (provider_people.hpp) refuse,
// and with "provider_refused", "provider_error", "provider_other_issuer", "id_token_refused" and
// "sign_in_throttled".
Result<Return> return_from_provider(Services& services, const ProviderAnswer& answer);

// For an operator: whether people could sign in.
struct ProviderCheck {
  std::string issuer{};
  std::string redirect_uri{};
  std::int64_t keys = 0;
  bool secret_stored = false;
  std::vector<std::string> unknown_companies{};

  static constexpr std::string_view kDocument = "provider_check";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("issuer", self.issuer, "Who was asked.");
    visit.required("redirect_uri", self.redirect_uri, "To be registered at the provider.");
    visit.required("keys", self.keys, "With so many it may have signed.");
    visit.required("secret_stored", self.secret_stored, "Whether this host can prove itself to it.");
    visit.required("unknown_companies", self.unknown_companies, "Named by rules, and not there.");
  }
};
Result<ProviderCheck> check_provider(Services& services);

}  // namespace itsm::host::services
