// SPDX-License-Identifier: Apache-2.0
#include "plugins/common/time.hpp"
#include "tests/unit/plugins/jira/routes.hpp"

using namespace itsm;
using namespace itsm::jira;
using namespace itsm::jira::testing;

namespace {

const SubscribeRequest kRequest{"https://link.acme.test/hooks/1/k", {{"10000", "Security"}}};

Configuration app() {
  Configuration out = configuration();
  out.auth = "oauth";
  out.settings["cloud_id"] = "c-1";
  return out;
}

Configuration before_ten() {
  Capabilities old = usual_capabilities(Deployment::data_center);
  old.webhook_configuration = false;
  return data_center(old);
}

Configuration from_ten() {
  Capabilities recent = usual_capabilities(Deployment::data_center);
  recent.webhook_configuration = true;
  return data_center(recent);
}

const Json kEvents = {"jira:issue_created", "jira:issue_updated", "jira:issue_deleted", "comment_created",
                      "comment_updated"};

// As Jira lists a registration of an app.
Json listed(int id, const std::string& url, const std::string& filter = "project in (10000)") {
  return {{"id", id},
          {"url", url},
          {"jqlFilter", filter},
          {"events", kEvents},
          {"expirationDate", 1'774'947'600'000}};
}

Json page_of(std::vector<Json> webhooks) { return {{"values", std::move(webhooks)}, {"isLast", true}}; }

const Json kFilters = {{"issue-related-events-section", "project in (10000)"}};

}  // namespace

TEST_CASE("an app's webhook is registered for its projects and ends when Jira says", "[jira]") {
  Routes jira;
  jira.on("POST", "/webhook", Json{{"webhookRegistrationResult", {{{"createdWebhookId", 1000}}}}});
  jira.on("PUT", "/webhook/refresh", Json{{"expirationDate", "2026-03-31T09:00:00.000+0000"}});
  jira.on("GET", "/webhook",
          Json{{"values", {{{"id", 1000}, {"expirationDate", 1'774'947'600'000}}}}, {"isLast", true}});
  const auto made = plugin(app())->subscribe(jira.host.call(), kRequest);
  REQUIRE(made);
  REQUIRE(made->subscriptions.size() == 1);
  CHECK(made->subscriptions[0].id == "1000");
  CHECK(made->subscriptions[0].proof == ProofScheme::jwt_hs256);
  CHECK(made->subscriptions[0].expires_at == "2026-03-31T09:00:00.000Z");
  CHECK(jira.writes()[0].target == "/rest/api/3/webhook");
  CHECK(jira.written() == Json{{"url", kRequest.url},
                               {"webhooks", {{{"events", kEvents}, {"jqlFilter", "project in (10000)"}}}}});
}

TEST_CASE("a registration that Jira refuses inside a success is a failure with its reason", "[jira]") {
  Routes jira;
  jira.on("POST", "/webhook",
          Json{{"webhookRegistrationResult", {{{"errors", {"The clause watchCount is unsupported"}}}}}});
  jira.on("GET", "/webhook", page_of({}));
  const auto refused = plugin(app())->subscribe(jira.host.call(), kRequest);
  CHECK(refused.error().status == Status::invalid_argument);
  CHECK(jira.writes().size() == 1);
  CHECK(refused.error().message.find("watchCount") != std::string::npos);
  CHECK(plugin(app())->subscribe(jira.host.call(), {kRequest.url, {}}).error().status ==
        Status::misconfigured);
}

TEST_CASE("an app's registration whose answer was lost is found by the next attempt, and kept", "[jira]") {
  Routes jira;
  jira.on("GET", "/webhook", page_of({}));
  jira.on("POST", "/webhook", 504, "");
  CHECK(plugin(app())->subscribe(jira.host.call(), kRequest).error().status == Status::uncertain);
  jira.on("GET", "/webhook", page_of({listed(1000, kRequest.url)}));
  jira.on("PUT", "/webhook/refresh", Json{{"expirationDate", "2026-03-31T09:00:00.000+0000"}});
  const auto kept = plugin(app())->subscribe(jira.host.call(), kRequest);
  REQUIRE(kept);
  CHECK(kept->subscriptions.at(0).id == "1000");
  CHECK(kept->subscriptions.at(0).expires_at == "2026-03-31T09:00:00.000Z");
  CHECK(kept->subscriptions.at(0).proof == ProofScheme::jwt_hs256);
  CHECK(jira.writes().size() == 2);  // the lost one and the refresh
}

TEST_CASE("an app's registration that was made is told although its end cannot be read", "[jira]") {
  for (const int status : {400, 429, 500, 503}) {
    Routes jira;
    jira.on("GET", "/webhook", page_of({}));
    jira.on("POST", "/webhook", Json{{"webhookRegistrationResult", {{{"createdWebhookId", 1000}}}}});
    jira.on("PUT", "/webhook/refresh", status, "{}");
    const auto made = plugin(app())->subscribe(jira.host.call(), kRequest);
    REQUIRE(made);
    CHECK(made->subscriptions.at(0).id == "1000");
    // Thirty days from now; a registration without an end would never be renewed.
    const auto end = common::parse_time(made->subscriptions.at(0).expires_at);
    REQUIRE(end);
    CHECK(*end - jira.host.call().now() == std::chrono::days(30));
  }
}

TEST_CASE("an app's registrations of the same address with another filter, and doubles, are replaced",
          "[jira]") {
  Routes jira;
  jira.on("PUT", "/webhook/refresh", Json{{"expirationDate", "2026-03-31T09:00:00.000+0000"}});
  jira.on("DELETE", "/webhook", 202, "");
  jira.on("GET", "/webhook",
          page_of({listed(1, kRequest.url, "project in (7)"), listed(2, kRequest.url),
                   listed(3, kRequest.url), listed(4, "https://other.test/hook")}));
  CHECK(plugin(app())->subscribe(jira.host.call(), kRequest)->subscriptions.at(0).id == "2");
  REQUIRE(jira.writes().size() == 2);
  CHECK(jira.writes()[1].method == "DELETE");
  CHECK(jira.written(1) == Json::parse(R"({"webhookIds": [1, 3]})"));

  jira.on("DELETE", "/webhook", 500, "");
  const auto doubled = plugin(app())->subscribe(jira.host.call(), kRequest);
  REQUIRE(doubled);
  CHECK(doubled->subscriptions.at(0).note.find("could not be removed") != std::string::npos);
}

TEST_CASE("an app that has its five webhooks makes room among its own at the address, or says what to do",
          "[jira]") {
  Routes jira;
  jira.on("PUT", "/webhook/refresh", Json{{"expirationDate", "2026-03-31T09:00:00.000+0000"}});
  jira.on("POST", "/webhook", Json{{"webhookRegistrationResult", {{{"createdWebhookId", 6}}}}});
  jira.on("DELETE", "/webhook", 202, "");
  std::vector<Json> five;
  for (int id = 1; id <= 5; ++id) five.push_back(listed(id, kRequest.url, "project in (7)"));
  jira.on("GET", "/webhook", page_of(five));
  CHECK(plugin(app())->subscribe(jira.host.call(), kRequest)->subscriptions.at(0).id == "6");
  CHECK(jira.writes().at(0).method == "DELETE");
  CHECK(jira.written(0) == Json::parse(R"({"webhookIds": [1, 2, 3, 4, 5]})"));
  CHECK(jira.writes().at(1).method == "POST");

  for (Json& one : five) one["url"] = "https://other.test/hook";
  jira.on("GET", "/webhook", page_of(five));
  const std::size_t before = jira.writes().size();
  const auto full = plugin(app())->subscribe(jira.host.call(), kRequest);
  CHECK(full.error().status == Status::misconfigured);
  CHECK(full.error().message.find("at most five webhooks") != std::string::npos);
  CHECK(jira.writes().size() == before);
}

TEST_CASE("an app that delivers to another address is told that Jira takes one", "[jira]") {
  Routes jira;
  jira.on("GET", "/webhook", page_of({}));  // another account's is not listed
  jira.on("POST", "/webhook", 400,
          R"({"errorMessages": ["Only a single URL per app is allowed to be registered."], "errors": {}})");
  const auto refused = plugin(app())->subscribe(jira.host.call(), kRequest);
  CHECK(refused.error().status == Status::misconfigured);
  CHECK(refused.error().message.find("one address for all webhooks of an app") != std::string::npos);
}

TEST_CASE("a list of webhooks that is not there is outdated", "[jira]") {
  for (const Configuration& kind : {configuration(), app(), before_ten(), from_ten()}) {
    Routes jira;
    CHECK(plugin(kind)->subscribe(jira.host.call(), kRequest).error().status == Status::outdated);
    CHECK(jira.writes().empty());
    if (kind.auth == "oauth") continue;  // renewed by a write
    CHECK(plugin(kind)->renew(jira.host.call(), {{{.id = "9"}}}).error().status == Status::outdated);
  }
}

TEST_CASE("a registration counts as gone only where the list of them answers", "[jira]") {
  for (const Configuration& kind : {configuration(), before_ten(), from_ten()}) {
    Routes jira;  // of a version that keeps them elsewhere
    const auto left = plugin(kind)->unsubscribe(jira.host.call(), {{{.id = "9"}}});
    REQUIRE(left);
    REQUIRE(left->subscriptions.size() == 1);
    CHECK(left->subscriptions[0].note.find("check the integration again") != std::string::npos);
  }
}

TEST_CASE("an administrator's webhook that was switched off counts as lost, and is switched on again",
          "[jira]") {
  for (const Configuration& kind : {configuration(), before_ten()}) {
    Routes jira;
    jira.on("GET", "/rest/webhooks/1.0/webhook",
            Json::array({{{"url", kRequest.url}, {"self", "https://x/webhook/9"}, {"enabled", false}}}));
    jira.on("PUT", "/rest/webhooks/1.0/webhook/9", Json{{"self", "https://x/webhook/9"}});
    CHECK(plugin(kind)->renew(jira.host.call(), {{{.id = "9"}}})->subscriptions.empty());
    REQUIRE(plugin(kind)->subscribe(jira.host.call(), kRequest));
    CHECK(jira.written().at("enabled") == true);
  }
  Routes jira;
  jira.on("GET", "/rest/jira-webhook/1.0/webhooks",
          Json::array({{{"url", kRequest.url}, {"id", 9}, {"active", false}}}));
  jira.on("PUT", "/rest/jira-webhook/1.0/webhooks/9", Json{{"id", 9}});
  CHECK(plugin(from_ten())->renew(jira.host.call(), {{{.id = "9"}}})->subscriptions.empty());
  REQUIRE(plugin(from_ten())->subscribe(jira.host.call(), kRequest));
  CHECK(jira.written().at("active") == true);
}

TEST_CASE("a renewal answers the registrations that are still there", "[jira]") {
  Routes jira;
  jira.on("PUT", "/webhook/refresh", Json{{"expirationDate", "2026-03-31T09:00:00.000+0000"}});
  jira.on("GET", "/webhook", Json{{"values", {{{"id", 1000}}}}, {"isLast", true}});
  const auto renewed = plugin(app())->renew(jira.host.call(), {{{.id = "1000"}, {.id = "1001"}}});
  REQUIRE(renewed);
  REQUIRE(renewed->subscriptions.size() == 1);
  CHECK(renewed->subscriptions[0].id == "1000");
  CHECK(renewed->subscriptions[0].expires_at == "2026-03-31T09:00:00.000Z");
  CHECK(jira.written() == Json::parse(R"({"webhookIds": [1000, 1001]})"));
}

TEST_CASE("an administrator's webhook on Cloud is signed with the secret that the host puts in", "[jira]") {
  Routes jira;
  jira.on("GET", "/rest/webhooks/1.0/webhook", Json::array());
  jira.on("POST", "/rest/webhooks/1.0/webhook", 201,
          R"({"name": "x", "self": "https://acme.atlassian.net/rest/webhooks/1.0/webhook/72"})");
  const auto made = plugin()->subscribe(jira.host.call(), kRequest);
  REQUIRE(made);
  CHECK(made->subscriptions[0].id == "72");
  CHECK(made->subscriptions[0].proof == ProofScheme::hmac_sha256);
  CHECK(made->subscriptions[0].expires_at.empty());
  const Json body = jira.written();
  CHECK(body.at("secret") == "${secret:webhook}");
  CHECK(body.at("url") == kRequest.url);
  CHECK(body.at("events") == kEvents);
  CHECK(body.at("filters") == kFilters);
}

TEST_CASE("Data Center before 10 signs nothing, so the address carries the secret", "[jira]") {
  Routes jira;
  jira.on("GET", "/rest/webhooks/1.0/webhook", Json::array());
  jira.on("POST", "/rest/webhooks/1.0/webhook", 201,
          R"({"self": "https://jira.acme.test/jira/rest/webhooks/1.0/webhook/7"})");
  const auto made = plugin(before_ten())->subscribe(jira.host.call(), kRequest);
  REQUIRE(made);
  CHECK(made->subscriptions[0].id == "7");
  CHECK(made->subscriptions[0].proof == ProofScheme::query_token);
  CHECK(made->subscriptions[0].note.find("signs no webhooks") != std::string::npos);
  CHECK(jira.written().at("url") == kRequest.url + "?token=${secret:webhook}");
  CHECK_FALSE(jira.written().contains("secret"));
}

TEST_CASE("Data Center from 10 on takes the secret in the configuration", "[jira]") {
  Routes jira;
  jira.on("GET", "/rest/jira-webhook/1.0/webhooks", Json::array());
  jira.on("POST", "/rest/jira-webhook/1.0/webhooks", 201, R"({"id": 3})");
  REQUIRE(plugin(from_ten())->subscribe(jira.host.call(), kRequest));
  const Json configuration = jira.written().at("configuration");
  CHECK(configuration.at("SECRET") == "${secret:webhook}");
  CHECK(configuration.at("EXCLUDE_BODY") == "false");
  CHECK(Json::parse(configuration.at("FILTERS").get<std::string>()) == kFilters);
  CHECK_FALSE(jira.written().contains("secret"));
}

TEST_CASE("a registration of the same address is replaced", "[jira]") {
  Routes jira;
  jira.on("GET", "/rest/webhooks/1.0/webhook",
          Json::array({{{"url", "https://other.test"}, {"self", "https://x/webhook/1"}},
                       {{"url", kRequest.url + "?token=old"}, {"self", "https://x/webhook/9"}}}));
  jira.on("PUT", "/rest/webhooks/1.0/webhook/9", 200, R"({"self": "https://x/webhook/9"})");
  REQUIRE(plugin(before_ten())->subscribe(jira.host.call(), kRequest)->subscriptions[0].id == "9");
  CHECK(jira.writes().size() == 1);
}

TEST_CASE("an administrator's webhooks are renewed by looking, and removed one by one", "[jira]") {
  Routes jira;
  jira.on("GET", "/rest/webhooks/1.0/webhook", Json::array({{{"self", "https://x/webhook/9"}}}));
  const auto renewed = plugin()->renew(jira.host.call(), {{{.id = "9"}, {.id = "10"}}});
  REQUIRE(renewed);
  CHECK(renewed->subscriptions.size() == 1);
  CHECK(jira.writes().empty());

  jira.on("DELETE", "/webhook/9", 204, "");
  jira.on("DELETE", "/webhook/11", 403, "");
  const auto left = plugin()->unsubscribe(jira.host.call(), {{{.id = "9"}, {.id = "10"}, {.id = "11"}}});
  REQUIRE(left);
  REQUIRE(left->subscriptions.size() == 1);  // 10 was not there any more
  CHECK(left->subscriptions[0].id == "11");
  CHECK_FALSE(left->subscriptions[0].note.empty());
}

TEST_CASE("a removal that is recorded, cancelled or lost is no removal and no failed one", "[jira]") {
  for (const Configuration& kind : {configuration(), app(), before_ten(), from_ten()})
    for (const Status status : {Status::recorded, Status::cancelled, Status::uncertain}) {
      itsm::testing::FakeHost host;
      host.will_fail({status, "as the host said", 0, {}, {}, {}});
      const auto left = plugin(kind)->unsubscribe(host.call(), {{{.id = "9"}, {.id = "10"}}});
      CHECK(left.error().status == status);
      CHECK(host.requests.size() == 1);
    }
}

TEST_CASE("an app's webhooks are removed by number", "[jira]") {
  Routes jira;
  jira.on("DELETE", "/webhook", 202, "");
  CHECK(plugin(app())->unsubscribe(jira.host.call(), {{{.id = "1000"}}})->subscriptions.empty());
  CHECK(jira.written() == Json::parse(R"({"webhookIds": [1000]})"));
}

TEST_CASE("who may not register is told what to do", "[jira]") {
  Routes jira;
  jira.on("GET", "/rest/webhooks/1.0/webhook", 403, "{}");
  const auto refused = plugin()->subscribe(jira.host.call(), kRequest);
  CHECK(refused.error().status == Status::forbidden);
  CHECK(refused.error().message.find("System, WebHooks") != std::string::npos);

  Configuration scoped = configuration();
  scoped.auth = "scoped";
  scoped.settings["cloud_id"] = "c-1";
  CHECK(plugin(scoped)->subscribe(jira.host.call(), kRequest).error().status == Status::unsupported);
}
