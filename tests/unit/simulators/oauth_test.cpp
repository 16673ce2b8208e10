// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "tests/simulators/http/signature.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/simulators/receiver.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {
namespace {

const std::string kCallback = "http://127.0.0.1:8080/api/v1/oauth/callback";
const std::string kCloudId = "11111111-2222-4333-8444-555555555555";
const std::string kGateway = "/ex/jira/" + kCloudId + "/rest/api/3/";
const std::string kAllScopes =
    "read:jira-work write:jira-work read:jira-user manage:jira-webhook offline_access";

// An app and the browser of the person whom it sends to Atlassian.
struct App {
  Desk desk;

  App() { desk.control("POST", "clock", {{"now", "2026-11-21T10:00:00.000Z"}}); }

  static std::string authorise_path(const std::string& scopes, const std::string& callback = kCallback) {
    return "/authorize?audience=api.atlassian.com&client_id=sim-client&scope=" + percent_encode(scopes) +
           "&redirect_uri=" + percent_encode(callback) + "&state=st%26te&response_type=code&prompt=consent";
  }
  // A parameter of the address to which the browser is sent back.
  static std::string returned(const Answer& answer, const std::string& name) {
    REQUIRE(answer.status == 302);
    const auto location = header_of(answer, "Location");
    REQUIRE(location.starts_with(kCallback + "?"));
    return make_request("GET", location).parameter(name).value_or("");
  }
  std::string code(const std::string& scopes = kAllScopes) {
    desk.control("POST", "oauth", {{"consent", "accept"}, {"as", "analyst"}});
    return returned(desk.send("GET", authorise_path(scopes)), "code");
  }
  Json token(Json body, int status = 200) {
    body["client_id"] = body.value("client_id", "sim-client");
    body["client_secret"] = body.value("client_secret", "sim-client-secret");
    return desk.post("/oauth/token", body, status);
  }
  Json exchange(const std::string& scopes = kAllScopes) {
    return token({{"grant_type", "authorization_code"}, {"code", code(scopes)}, {"redirect_uri", kCallback}});
  }
  Json refresh(const Json& tokens, int status = 200) {
    return token({{"grant_type", "refresh_token"}, {"refresh_token", tokens["refresh_token"]}}, status);
  }
  void advance(std::int64_t seconds) { desk.control("POST", "clock", {{"advance_ms", seconds * 1000}}); }
  Answer call(const Json& tokens, const std::string& method, const std::string& target,
              const Json& body = nullptr) {
    desk.use_token(tokens["access_token"].get<std::string>());
    auto answer = desk.send(method, target.starts_with("/") ? target : kGateway + target, body);
    desk.sign_in("analyst@example.test:sim-token");
    return answer;
  }
};

}  // namespace

TEST_CASE("consent is asked for on a page, and its answer comes back with the state", "[oauth]") {
  App app;
  const auto page = app.desk.send("GET", App::authorise_path(kAllScopes));
  CHECK(page.status == 200);
  CHECK(page.body.find("Security findings link") != std::string::npos);
  CHECK(page.body.find("<li>write:jira-work</li>") != std::string::npos);
  CHECK(page.body.find("name=\"state\" value=\"st&amp;te\"") != std::string::npos);
  CHECK(page.body.find("<script") == std::string::npos);

  const auto query = App::authorise_path(kAllScopes).substr(std::string("/authorize?").size());
  const auto decide = [&](const std::string& more) { return app.desk.send_form("/authorize", query + more); };
  const auto accepted = decide("&person=engineer&site=" + kCloudId + "&decision=accept");
  CHECK(App::returned(accepted, "state") == "st&te");
  const auto tokens = app.token({{"grant_type", "authorization_code"},
                                 {"code", App::returned(accepted, "code")},
                                 {"redirect_uri", kCallback}});
  CHECK(Json::parse(app.call(tokens, "GET", "myself").body)["displayName"] == "Enzo Ruiz");

  CHECK(App::returned(decide("&person=engineer&site=" + kCloudId + "&decision=cancel"), "error") ==
        "access_denied");
  app.desk.control("POST", "oauth", {{"consent", "refuse"}});
  const auto refused = app.desk.send("GET", App::authorise_path(kAllScopes));
  CHECK(App::returned(refused, "error") == "access_denied");
  CHECK(App::returned(refused, "state") == "st&te");
}

TEST_CASE("a request for consent that is wrong is told where it can be told", "[oauth]") {
  App app;
  CHECK(app.desk.send("GET", App::authorise_path(kAllScopes, "http://127.0.0.1:1/evil")).status == 400);
  CHECK(app.desk.send("GET", "/authorize?client_id=nobody").status == 400);
  CHECK(App::returned(app.desk.send("GET", App::authorise_path("manage:jira-project")), "error") ==
        "invalid_request");
}

TEST_CASE("a code is exchanged once, by its app, for its address, in its time", "[oauth]") {
  App app;
  const auto exchange = [&](const std::string& code, const std::string& callback, int status) {
    return app.token({{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", callback}},
                     status);
  };
  const auto code = app.code();
  const auto tokens = exchange(code, kCallback, 200);
  CHECK(tokens["token_type"] == "Bearer");
  CHECK(tokens["expires_in"] == 3600);
  CHECK(tokens["scope"].get<std::string>().find("offline_access") != std::string::npos);
  CHECK(exchange(code, kCallback, 403)["error"] == "invalid_grant");
  CHECK(exchange(app.code(), "http://localhost:8080/api/v1/oauth/callback", 403)["error"] == "invalid_grant");
  const auto late = app.code();
  app.advance(300);
  exchange(late, kCallback, 403);
  CHECK_FALSE(app.exchange("read:jira-work").contains("refresh_token"));
}

TEST_CASE("the log of requests has no secrets of the token endpoint", "[oauth]") {
  App app;
  const auto tokens = app.exchange();
  app.refresh(tokens);
  app.desk.send_form("/oauth/token", "grant_type=refresh_token&client_secret=sim-client-secret&client_id=x");
  const auto log = text_of(app.desk.control("GET", "requests?path=/oauth/token"));
  CHECK(log.find("sim-client-secret") == std::string::npos);
  CHECK(log.find(tokens["refresh_token"].get<std::string>()) == std::string::npos);
  CHECK(log.find("authorization_code") != std::string::npos);
}

TEST_CASE("the token endpoint refuses in the words that were recorded", "[oauth]") {
  App app;
  CHECK(app.token({{"grant_type", "password"}}, 400) ==
        Json{{"error", "invalid_request"},
             {"error_description",
              "grant_type must be one of [authorization_code|refresh_token|client_credentials]"}});
  CHECK(app.token({{"grant_type", "refresh_token"}, {"client_secret", "wrong"}}, 401)["error"] ==
        "access_denied");
  CHECK(app.token({{"grant_type", "refresh_token"}, {"refresh_token", "unknown"}}, 403)["error"] ==
        "invalid_grant");
  const auto answer = app.desk.send_text("/oauth/token", "not json");
  CHECK(answer.status == 400);
  CHECK(Json::parse(answer.body)["error_description"] == "Incorrect request parameters");
}

TEST_CASE("refresh tokens rotate; a retired one works for ten minutes and later ends the grant", "[oauth]") {
  App app;
  const auto first = app.exchange();
  const auto second = app.refresh(first);
  CHECK(second["refresh_token"] != first["refresh_token"]);
  app.advance(599);
  const auto third = app.refresh(first);  // a refresh whose answer was lost
  CHECK(app.call(third, "GET", "myself").status == 200);
  app.advance(1);
  CHECK(app.refresh(first, 403)["error_description"] == "Unknown or invalid refresh token.");
  app.refresh(third, 403);  // stolen or not: everything of the grant has ended
  CHECK(app.call(third, "GET", "myself").status == 401);
  const auto grants = app.desk.control("GET", "oauth")["grants"];
  CHECK(grants[0]["refreshes"] == 2);
  CHECK(grants[0]["ended"] == "a retired refresh token was used again");
}

TEST_CASE("tokens end by the clock, and when the person takes the consent back", "[oauth]") {
  App app;
  auto tokens = app.exchange();
  app.advance(3599);
  CHECK(app.call(tokens, "GET", "myself").status == 200);
  app.advance(1);
  const auto expired = app.call(tokens, "GET", "myself");
  CHECK(expired.status == 401);
  CHECK(Json::parse(expired.body) == Json{{"code", 401}, {"message", "Unauthorized"}});
  tokens = app.refresh(tokens);
  app.advance(90 * 24 * 3600);
  app.refresh(tokens, 403);
  tokens = app.exchange();
  CHECK(app.desk.control("POST", "oauth/revoke", {{"app", "sim-client"}})["revoked"] == 1);
  app.refresh(tokens, 403);
}

TEST_CASE("the gateway serves the consented sites with the consented scopes", "[oauth]") {
  App app;
  const auto tokens = app.exchange("read:jira-work read:jira-user");
  const auto sites = Json::parse(app.call(tokens, "GET", "/oauth/token/accessible-resources").body);
  REQUIRE(sites.size() == 1);
  CHECK(sites[0]["id"] == kCloudId);
  CHECK(sites[0]["url"] == "http://jira.test");
  CHECK(sites[0]["scopes"] == Json{"read:jira-user", "read:jira-work"});

  const auto projects = Json::parse(app.call(tokens, "GET", "project/search").body);
  CHECK(projects["self"].get<std::string>().starts_with("http://jira.test" + kGateway));
  CHECK(app.call(tokens, "POST", "search/jql", {{"jql", "project = SEC"}}).status == 200);
  const auto refused = app.call(tokens, "POST", "issue", Json::object());
  CHECK(refused.status == 401);
  CHECK(Json::parse(refused.body) == Json{{"code", 401}, {"message", "Unauthorized; scope does not match"}});
  // Atlassian's specification counts the paged list of priorities as configuration.
  CHECK(app.call(tokens, "GET", "priority/search").status == 401);
  CHECK(app.call(tokens, "GET", "priority").status == 200);

  const auto unknown =
      app.call(tokens, "GET", "/ex/jira/00000000-0000-0000-0000-000000000000/rest/api/3/myself");
  CHECK(unknown.status == 404);
  CHECK(Json::parse(unknown.body)["message"] == "No message available");
  CHECK(header_of(unknown, "X-Failure-Category") == "FAILURE_CLIENT_TCS");
  // Recorded of a site's own host, where such tokens are not known.
  const auto on_site = app.call(tokens, "GET", "/rest/api/3/myself");
  CHECK(on_site.status == 403);
  CHECK(Json::parse(on_site.body)["error"] == "Failed to parse Connect Session Auth Token");
}

TEST_CASE("scopes can be withheld and sites chosen", "[oauth]") {
  App app;
  app.desk.control("POST", "world",
                   {{"other_sites", {{"22222222-2222-4333-8444-555555555555", {{"name", "Second"}}}}}});
  app.desk.control("POST", "oauth",
                   {{"consent", "accept"}, {"as", "lead"}, {"without", {"write:jira-work"}}});
  const auto code = App::returned(app.desk.send("GET", App::authorise_path(kAllScopes)), "code");
  const auto tokens =
      app.token({{"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", kCallback}});
  CHECK(tokens["scope"].get<std::string>().find("write:jira-work") == std::string::npos);
  CHECK(Json::parse(app.call(tokens, "GET", "/oauth/token/accessible-resources").body).size() == 2);
  CHECK(app.desk.send("POST", "/_sim/oauth", {{"consent", "maybe"}}).status == 400);
  CHECK(app.desk.send("POST", "/_sim/oauth", {{"user", "lead"}}).status == 400);
}

TEST_CASE("scoped tokens of a person work at the gateway and nowhere else", "[oauth]") {
  Desk desk;
  desk.sign_in("analyst@example.test:reading-token");
  CHECK(desk.get(kGateway + "issue/createmeta/SEC/issuetypes")["issueTypes"].size() == 5);
  desk.post(kGateway + "issue", Json::object(), 401);
  desk.get("myself", 401);
  desk.sign_in("analyst@example.test:scoped-token");
  desk.get(kGateway + "myself");
  desk.sign_in("analyst@example.test:wrong");
  desk.get(kGateway + "serverInfo", 401);
}

TEST_CASE("an app with a service account needs no person", "[oauth]") {
  App app;
  const Json robot{{"client_id", "sim-robot"},
                   {"client_secret", "sim-robot-secret"},
                   {"grant_type", "client_credentials"}};
  const auto tokens = app.token(robot);
  CHECK_FALSE(tokens.contains("refresh_token"));
  CHECK(Json::parse(app.call(tokens, "GET", "myself").body)["displayName"] == "Ana Lyst");
  app.token({{"grant_type", "client_credentials"}}, 403);
  const auto form = app.desk.send_form(
      "/oauth/token", "grant_type=client_credentials&client_id=sim-robot&client_secret=sim-robot-secret");
  CHECK(form.status == 200);
}

TEST_CASE("an app's webhooks are registered one by one, expire, and are signed with its secret",
          "[oauth][webhooks]") {
  App app;
  Receiver receiver;
  const auto tokens = app.exchange();
  const auto entry = [](const std::string& jql) {
    return Json{{"events", {"jira:issue_created", "jira:issue_updated"}}, {"jqlFilter", jql}};
  };
  const auto send = [&](const Json& webhooks, const std::string& url) {
    return app.call(tokens, "POST", "webhook", {{"url", url}, {"webhooks", webhooks}});
  };
  const auto made = send({entry("project = SEC"), entry("watchCount = 3"), entry("summary ~ x"),
                          entry("project = SEC AND issuetype = Bug")},
                         receiver.url());
  CHECK(made.status == 200);
  const auto results = Json::parse(made.body)["webhookRegistrationResult"];
  const auto id = results[0]["createdWebhookId"].get<int>();
  CHECK(results[1] == Json{{"errors", {"The clause watchCount is unsupported"}}});
  CHECK(results[2].contains("errors"));
  CHECK(results[3]["createdWebhookId"] == id + 1);
  CHECK(send({entry("project = SEC")}, receiver.url("/other")).status == 400);  // one address per app
  CHECK(send({entry("project = SEC")}, "http://example.com/").status == 400);

  const auto key = app.desk.create({{"summary", "s"}});
  app.desk.control("GET", "deliveries?settle_ms=20000");
  REQUIRE(receiver.taken().size() == 1);  // for both that match
  CHECK(receiver.body(0)["matchedWebhookIds"] == Json{id, id + 1});
  CHECK(receiver.header(0, "X-Hub-Signature").empty());
  const auto token = receiver.header(0, "Authorization");
  REQUIRE(token.starts_with("Bearer "));
  CHECK(token.substr(7) ==
        signed_token({{"iss", "sim-client"}, {"iat", 1795255200}, {"exp", 1795255380}}, "sim-client-secret"));

  const auto listed = Json::parse(app.call(tokens, "GET", "webhook").body);
  CHECK(listed["total"] == 2);
  CHECK(listed["values"][0]["expirationDate"] == 1797847200000);
  const auto many = Json::parse(
      send({entry("project = SEC"), entry("project = SEC"), entry("project = SEC"), entry("project = SEC")},
           receiver.url())
          .body);
  CHECK(many["webhookRegistrationResult"][2].contains("createdWebhookId"));
  CHECK(many["webhookRegistrationResult"][3].contains("errors"));  // the sixth of this app and user
  CHECK(app.call(tokens, "DELETE", "webhook", {{"webhookIds", {id + 1, 77}}}).status == 202);

  app.advance(20 * 24 * 3600);
  const auto later = app.exchange();
  const auto refreshed = app.call(later, "PUT", "webhook/refresh", {{"webhookIds", {id, 77}}});
  CHECK(Json::parse(refreshed.body)["expirationDate"] == 1799575200000);
  app.advance(10 * 24 * 3600);
  CHECK(Json::parse(app.call(app.exchange(), "GET", "webhook").body)["total"] == 1);
  app.advance(20 * 24 * 3600);
  CHECK(Json::parse(app.call(app.exchange(), "GET", "webhook").body)["total"] == 0);
  app.desk.put("issue/" + key, {{"fields", {{"summary", "t"}}}}, 204);
  app.desk.control("GET", "deliveries?settle_ms=20000");
  CHECK(receiver.taken().size() == 1);
}

TEST_CASE("people may not register webhooks as apps do, and an app that is not public reaches its owner only",
          "[oauth][webhooks]") {
  App app;
  Receiver receiver;
  app.desk.post("webhook", {{"url", receiver.url()}, {"webhooks", Json::array()}}, 403);
  app.desk.get("webhook/failed", 403);
  app.desk.control("POST", "webhooks",
                   {{"url", receiver.url("/owner")}, {"app", "sim-client"}, {"as", "analyst"}});
  app.desk.control("POST", "webhooks",
                   {{"url", receiver.url("/other")}, {"app", "sim-client"}, {"as", "lead"}});
  app.desk.create({{"summary", "s"}});
  app.desk.control("GET", "deliveries?settle_ms=20000");
  REQUIRE(receiver.taken().size() == 1);
  CHECK(receiver.taken()[0].path == "/owner");
}

}  // namespace itsm::simulators::test
