// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/auth.hpp"

#include <algorithm>

#include "plugins/jira/site.hpp"

namespace itsm::jira {
namespace {

constexpr std::string_view kTokenPage = "https://id.atlassian.com/manage-profile/security/api-tokens";
constexpr std::string_view kAppPage = "https://developer.atlassian.com/console/myapps/";

constexpr std::string_view kLabelOAuth = "OAuth 2.0 app";
constexpr std::string_view kLabelScoped = "E-mail address and API token with scopes";
constexpr std::string_view kLabelBasic = "E-mail address and API token";
constexpr std::string_view kLabelPersonalToken = "Personal access token";
constexpr std::string_view kLabelSession = "User name and password, logged in once";
constexpr std::string_view kLabelPassword = "User name and password";

std::vector<std::string> cloud() { return {std::string(name_of(Deployment::cloud))}; }
std::vector<std::string> data_center() { return {std::string(name_of(Deployment::data_center))}; }

CredentialField email() {
  return {.key = "username",
          .label = "E-mail address",
          .help = "Of the Atlassian account that owns the token; best an account made for this purpose.",
          .secret = false};
}

CredentialField api_token(std::string help) {
  return {
      .key = "password", .label = "API token", .help = std::move(help), .where_url = std::string(kTokenPage)};
}

std::vector<CredentialField> user_and_password() {
  return {{.key = "username",
           .label = "User name",
           .help = "As it stands in the account's profile. It is not the e-mail address.",
           .secret = false},
          {.key = "password", .label = "Password"}};
}

OAuth2 oauth2() {
  OAuth2 out;
  out.authorize_url = "https://auth.atlassian.com/authorize";
  out.token_url = "https://auth.atlassian.com/oauth/token";
  out.grants = {"authorization_code"};
  out.scopes = {
      {"read:jira-work", "To read tickets, projects and what a form offers."},
      {"write:jira-work", "To make and change tickets, comment and link."},
      {"read:jira-user", "To know our own account and to find people to assign."},
      {"offline_access", "To stay connected. Without it the access ends after an hour."},
      {"manage:jira-webhook",
       "To be told of changes at once. Without it changes are found by asking every few minutes.", false}};
  out.json_token_request = true;
  out.pkce = false;  // Atlassian documents none for these apps, and no way to revoke either
  out.rotates = true;
  out.authorize_parameters = {{"audience", "api.atlassian.com"}, {"prompt", "consent"}};
  return out;
}

// The cookie ends after five hours without a request, or sooner where an administrator says so; an ended one
// makes Jira take us for nobody, which some of its reads answer with an empty success.
Session session() {
  return {.origin = std::string(kSiteOrigin),
          .method = "POST",
          .target = "/rest/auth/1/session",
          .body = R"({"username": "${credential:username}", "password": "${credential:password}"})",
          .token_pointer = "/session/value",
          .header = "Cookie",
          .header_prefix = "JSESSIONID=",
          .life_s = 1800};
}

}  // namespace

std::vector<AuthScheme> auth_schemes() {
  return {
      {.id = std::string(kBasicAuth),
       .label = std::string(kLabelBasic),
       .kind = AuthKind::basic,
       .help =
           "A token without scopes, used at the site's own address. It expires after a year at the latest.",
       .deployments = cloud(),
       .fields = {email(), api_token("The account's password does not work here.")}},
      {.id = std::string(kScopedAuth),
       .label = std::string(kLabelScoped),
       .kind = AuthKind::basic,
       .help = "A token limited to scopes works only through api.atlassian.com and needs the cloud id.",
       .deployments = cloud(),
       .fields = {email(),
                  api_token("With the scopes read:jira-work (to read tickets and projects), write:jira-work "
                            "(to make and change tickets) and read:jira-user (to know our own account).")}},
      {.id = std::string(kOAuth),
       .label = std::string(kLabelOAuth),
       .kind = AuthKind::oauth2,
       .help = "Somebody with the rights that are needed consents once in the browser. No token has to be "
               "copied or renewed.",
       .deployments = cloud(),
       .fields = {{.key = "client_id",
                   .label = "Client ID",
                   .help = "Of an OAuth 2.0 integration of your own, under Settings.",
                   .where_url = std::string(kAppPage),
                   .secret = false},
                  {.key = "client_secret", .label = "Secret", .where_url = std::string(kAppPage)}},
       .oauth2 = oauth2()},
      {.id = std::string(kPersonalTokenAuth),
       .label = std::string(kLabelPersonalToken),
       .kind = AuthKind::bearer,
       .help = "Jira 8.14 and later. It carries all rights of the account and expires, after a year by "
               "default.",
       .deployments = data_center(),
       .fields = {{.key = "token",
                   .label = "Token",
                   .help = "Made by the account itself under Profile, Personal Access Tokens."}}},
      {.id = std::string(kPasswordAuth),
       .label = std::string(kLabelPassword),
       .kind = AuthKind::basic,
       .help = "Only where there are no personal access tokens. Jira 11 refuses it unless an administrator "
               "allows it.",
       .deployments = data_center(),
       .fields = user_and_password()},
      {.id = std::string(kSessionAuth),
       .label = std::string(kLabelSession),
       .kind = AuthKind::session,
       .help = "As a browser logs in: for a Jira before 8.14 that does not take passwords with each request.",
       .deployments = data_center(),
       .fields = user_and_password(),
       .session = session()}};
}

Deployment deployment_of_auth(std::string_view auth) {
  const bool server = auth == kPersonalTokenAuth || auth == kPasswordAuth || auth == kSessionAuth;
  return server ? Deployment::data_center : Deployment::cloud;
}

bool uses_gateway(std::string_view auth) { return auth == kOAuth || auth == kScopedAuth; }

std::string label_of_auth(std::string_view auth) {
  const auto all = auth_schemes();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const AuthScheme& one) { return one.id == auth; });
  return found == all.end() ? std::string() : found->label;
}

std::string refused_auth(std::string_view auth) {
  const std::string new_token = "make a new one at " + std::string(kTokenPage) + " and enter it here";
  if (auth == kOAuth)
    return "Atlassian no longer accepts the consent: it was withdrawn or has ended; connect again";
  if (auth == kScopedAuth)
    return "Atlassian does not accept the e-mail address and API token. Tokens expire, after a year at the "
           "latest, and can be revoked: " +
           new_token + ". A token without scopes belongs to '" + std::string(kLabelBasic) + "'";
  if (auth == kPersonalTokenAuth)
    return "Jira does not accept the personal access token: it is mistyped, has expired or was revoked; make "
           "a new one under Profile, Personal Access Tokens, and enter it here";
  if (deployment_of_auth(auth) == Deployment::data_center)
    return "Jira does not accept the user name and password. An e-mail address is not a Jira user name. Look "
           "under Profile. Further attempts may lock the account";
  return "Jira does not accept the e-mail address and API token. Tokens expire, after a year at the latest, "
         "and can be revoked: " +
         new_token + ". A token with scopes works only as '" + std::string(kLabelScoped) + "'";
}

}  // namespace itsm::jira
