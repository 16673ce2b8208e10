// SPDX-License-Identifier: Apache-2.0
#include "host_stub/identity/provider.hpp"

#include <algorithm>

namespace itsm::host::identity {
namespace {

Unexpected<Problem> wrong(const std::string& what) {
  return problem(ProblemKind::unavailable, "provider_wrong", "the sign-in provider " + what,
                 "an operator compares sign_in.oidc.issuer with the provider's own settings; "
                 "host_stub sign-in check tells more");
}

std::string text_in(const Json& document, const char* name) {
  const auto found = document.find(name);
  return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Whether a list that may be left out holds the word.
bool offers(const Json& document, const char* name, const char* word, bool if_silent) {
  const auto found = document.find(name);
  if (found == document.end() || !found->is_array()) return if_silent;
  return std::find(found->begin(), found->end(), word) != found->end();
}

Result<> check_address(const std::string& address, const char* name, bool plain) {
  const bool encrypted = address.starts_with("https://");
  if (encrypted || (plain && address.starts_with("http://"))) return {};
  if (address.empty()) return wrong("names no " + std::string(name));
  return wrong("wants to be asked without encryption: its " + std::string(name) + " is no https:// address");
}

}  // namespace

std::string discovery_address(const std::string& issuer) {
  return issuer + (issuer.ends_with('/') ? "" : "/") + ".well-known/openid-configuration";
}

Result<Provider> read_provider(const Json& document, const std::string& issuer, bool plain) {
  if (!document.is_object()) return wrong("does not describe itself as OpenID Connect Discovery lays down");
  Provider provider;
  provider.issuer = text_in(document, "issuer");
  if (provider.issuer != issuer)
    return wrong("calls itself '" + provider.issuer + "', and the configuration '" + issuer + "'");
  provider.authorization_endpoint = text_in(document, "authorization_endpoint");
  provider.token_endpoint = text_in(document, "token_endpoint");
  provider.keys_address = text_in(document, "jwks_uri");
  provider.userinfo_endpoint = text_in(document, "userinfo_endpoint");
  ITSM_CHECK(check_address(provider.authorization_endpoint, "authorization_endpoint", plain));
  ITSM_CHECK(check_address(provider.token_endpoint, "token_endpoint", plain));
  ITSM_CHECK(check_address(provider.keys_address, "jwks_uri", plain));
  if (!provider.userinfo_endpoint.empty())
    ITSM_CHECK(check_address(provider.userinfo_endpoint, "userinfo_endpoint", plain));
  if (!offers(document, "response_types_supported", "code", true))
    return wrong("has no authorization code flow");
  if (!offers(document, "code_challenge_methods_supported", "S256", true))
    return wrong("does not take PKCE with S256");
  constexpr auto kMethods = "token_endpoint_auth_methods_supported";
  provider.secret_in_body = !offers(document, kMethods, "client_secret_basic", true) &&
                            offers(document, kMethods, "client_secret_post", false);
  const auto named = document.find("authorization_response_iss_parameter_supported");
  provider.names_itself = named != document.end() && named->is_boolean() && named->get<bool>();
  return provider;
}

}  // namespace itsm::host::identity
