// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/tokens/token_request.hpp"

#include "host_stub/integrations/tokens/grant.hpp"
#include "host_stub/integrations/tokens/scopes.hpp"
#include "host_stub/integrations/tokens/token_vault.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::integrations;

namespace {

OAuth2 oauth() {
  return {.authorize_url = "https://login.desk.test/authorize",
          .token_url = "https://login.desk.test/token",
          .grants = {"authorization_code"},
          .scopes = {{"read", "Tickets are read.", true}, {"write", "Tickets are made.", true}}};
}

const Endpoint kToken{"https://login.desk.test", "/token"};

TokenRefusal refusal_of(int status, const std::string& body) {
  const auto read = read_token_answer(HttpResponse{status, {}, body});
  REQUIRE_FALSE(read);
  return read.error();
}

}  // namespace

TEST_CASE("the code challenge is the one of RFC 7636, appendix B") {
  CHECK(code_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") ==
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_CASE("the address of the consent carries everything, escaped, and a challenge where the vendor has it") {
  OAuth2 with = oauth();
  with.authorize_parameters = {{"audience", "api.desk.test"}, {"prompt", "consent"}};
  const Endpoint authorize{"https://login.desk.test", "/authorize"};
  const std::string url =
      authorize_url(with, authorize, "the client", "https://host.test/cb?x=1", "1.state", "verifier");
  CHECK(url ==
        "https://login.desk.test/authorize?response_type=code&client_id=the%20client"
        "&redirect_uri=https%3A%2F%2Fhost.test%2Fcb%3Fx%3D1&scope=read%20write&state=1.state"
        "&code_challenge=" +
            code_challenge("verifier") + "&code_challenge_method=S256&audience=api.desk.test&prompt=consent");
  with.pkce = false;
  CHECK(authorize_url(with, authorize, "c", "r", "s", "v").find("code_challenge") == std::string::npos);
}

TEST_CASE("a token request is a form or JSON, as the vendor wants it, and never sent twice") {
  const std::map<std::string, std::string> fields{{"client_id", "id"}, {"client_secret", "s&c"}};
  const auto form = token_request(oauth(), kToken, fields, {{"grant_type", "refresh_token"}});
  CHECK(form.body == "grant_type=refresh_token&client_id=id&client_secret=s%26c");
  CHECK(form.effect == Effect::write);
  CHECK(form.target == "/token");
  OAuth2 as_json = oauth();
  as_json.json_token_request = true;
  const auto json = token_request(as_json, kToken, fields, {{"grant_type", "refresh_token"}});
  CHECK(Json::parse(json.body) ==
        Json{{"grant_type", "refresh_token"}, {"client_id", "id"}, {"client_secret", "s&c"}});
  CHECK(token_request(oauth(), kToken, {{"client_id", "public"}}, {}).body == "client_id=public");
}

TEST_CASE("a token answer is read with what vendors leave out or write in their own way") {
  const auto read = [](const std::string& body) { return *read_token_answer(HttpResponse{200, {}, body}); };
  const Tokens whole =
      read(R"({"access_token":"a","refresh_token":"r","expires_in":3600,"scope":"read write"})");
  CHECK(whole.access == "a");
  CHECK(whole.refresh == "r");
  CHECK(whole.life == std::chrono::hours(1));
  CHECK(whole.scopes == "read write");
  CHECK(read(R"({"access_token":"a","expires_in":"1800"})").life == std::chrono::seconds(1800));
  CHECK(read(R"({"access_token":"a","scope":"read,write"})").scopes == "read write");
  CHECK_FALSE(read(R"({"access_token":"a"})").life);
  CHECK_FALSE(read(R"({"access_token":"a","expires_in":-5})").life);
  CHECK(read(R"({"access_token":"a","expires_in":1e300})").life > std::chrono::hours(24));
}

TEST_CASE("a refusal is told from a vendor that cannot answer now") {
  // Atlassian answers an ended refresh token with 403, others with 400 or 401, Zoho with 200.
  for (const int status : {400, 401, 403})
    CHECK(refusal_of(status, R"({"error":"invalid_grant","error_description":"unknown token"})").for_good);
  CHECK(refusal_of(200, R"({"error":"invalid_code"})").for_good);
  CHECK(refusal_of(403, "<html>no</html>").for_good);
  CHECK(refusal_of(400, R"({"error":"invalid_grant","error_description":"unknown token"})").message ==
        "its token service answered 400 invalid_grant: unknown token");

  CHECK_FALSE(refusal_of(500, "{}").for_good);
  CHECK_FALSE(refusal_of(429, R"({"error":"slow_down"})").for_good);
  CHECK_FALSE(refusal_of(200, "<html>log in</html>").for_good);
  CHECK_FALSE(refusal_of(200, "[]").for_good);
  CHECK_FALSE(refusal_of(400, R"({"error":"temporarily_unavailable"})").for_good);
  // Zoho, when tokens are asked for too often.
  CHECK_FALSE(refusal_of(400, R"({"error":"Access Denied","error_description":"You have made too many )"
                              R"(requests continuously. Please try again after some time."})")
                  .for_good);
}

TEST_CASE("scopes that were not granted are told apart by what they break") {
  OAuth2 asked = oauth();
  asked.scopes.push_back({"people", "Assignees are found.", false});
  asked.scopes.push_back({"offline_access", "It stays connected.", true});
  const auto missing = missing_scopes(asked, {.access = "a", .refresh = "r", .scopes = "read other"});
  REQUIRE(missing.required.size() == 1);
  CHECK(missing.required[0].name == "write");
  REQUIRE(missing.useful.size() == 1);
  CHECK(missing.useful[0].name == "people");
  const auto unsaid = missing_scopes(asked, {.access = "a"});
  REQUIRE(unsaid.required.size() == 1);
  CHECK(unsaid.required[0].name == "offline_access");
  CHECK(unsaid.useful.empty());
}

TEST_CASE("the first grant whose fields are stored is used, and what the first lacks is named") {
  AuthScheme scheme{.id = "oauth", .kind = AuthKind::oauth2, .oauth2 = oauth()};
  scheme.oauth2->grants = {"password", "client_credentials"};
  CHECK(*chosen_grant(scheme, {{"client_id", "i"}, {"client_secret", "s"}}) == "client_credentials");
  CHECK(*chosen_grant(scheme, {{"client_id", "i"}, {"username", "u"}, {"password", "p"}}) == "password");
  const auto none = chosen_grant(scheme, {{"client_id", "i"}});
  REQUIRE_FALSE(none);
  CHECK(none.error().message.find("username") != std::string::npos);
}

TEST_CASE("a token is renewed before it ends, however short its life is") {
  const Time now{};
  CHECK(renewal_time(now, std::chrono::hours(1)) == now + std::chrono::minutes(55));
  CHECK(renewal_time(now, std::chrono::seconds(100)) == now + std::chrono::seconds(90));
  CHECK(renewal_time(now, std::chrono::seconds(1)) <= now + std::chrono::seconds(1));
}
