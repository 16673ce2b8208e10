// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/auth.hpp"

namespace itsm::servicenow {
namespace {

// A token that is asked for again within its life is the same one, and so is the refresh token: nothing
// rotates.
OAuth2 oauth2(std::string grant) {
  OAuth2 out;
  if (grant == "authorization_code") out.authorize_url = "{instance}/oauth_auth.do";
  out.token_url = "{instance}/oauth_token.do";
  out.grants = {std::move(grant)};
  out.pkce = false;
  return out;
}

CredentialField client_id() {
  return {.key = "client_id",
          .label = "Client ID",
          .help = "Of an endpoint for external clients, under System OAuth, Application Registry.",
          .secret = false};
}
CredentialField client_secret() {
  return {.key = "client_secret", .label = "Client secret", .help = "Shown beside the client ID."};
}
CredentialField username() {
  return {
      .key = "username",
      .label = "User name",
      .help =
          "Best an account made for this purpose, marked 'Web service access only', with the time zone GMT.",
      .secret = false};
}
CredentialField password() {
  return {.key = "password", .label = "Password", .help = "Of that account. An expired one locks us out."};
}

}  // namespace

std::vector<AuthScheme> auth_schemes() {
  return {
      {.id = "basic",
       .label = "User name and password",
       .kind = AuthKind::basic,
       .help = "The account must have no multi-factor authentication.",
       .fields = {username(), password()}},
      {.id = "oauth-client",
       .label = "OAuth 2.0, client credentials",
       .kind = AuthKind::oauth2,
       .help = "An application of the instance acts as the user that is entered there as its OAuth "
               "application user.",
       .fields = {client_id(), client_secret()},
       .oauth2 = oauth2("client_credentials")},
      {.id = "oauth-password",
       .label = "OAuth 2.0, user name and password",
       .kind = AuthKind::oauth2,
       .help = "An instance can have this grant switched off.",
       .fields = {client_id(), client_secret(), username(), password()},
       .oauth2 = oauth2("password")},
      {.id = "oauth-consent",
       .label = "OAuth 2.0, consent in the browser",
       .kind = AuthKind::oauth2,
       .help = "Somebody with the roles that are needed consents once; the access ends after 100 days "
               "without use.",
       .fields = {client_id(), client_secret()},
       .oauth2 = oauth2("authorization_code")},
      {.id = "api-key",
       .label = "API key",
       .kind = AuthKind::header,
       .help = "Needs the plugin Token-Based Authentication, an inbound authentication profile and an access "
               "policy.",
       .fields = {{.key = "token", .label = "API key", .help = "Under System Web Services, REST API Key."}},
       .header = "x-sn-apikey"},
  };
}

}  // namespace itsm::servicenow
