// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/api_tokens.hpp"
#include "host_stub/services/connections.hpp"
#include "host_stub/services/token_upkeep.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

constexpr auto kCallback = "/api/v1/oauth/callback";

// The integration `consented`, and one consent for it, in the hands of a browser.
struct Consenting {
  explicit Consenting(Hosted& hosted) : host(hosted) {
    host.apply("consented.yaml",
               "integration: consented\nplugin: desk\ncompanies: [acme]\nauth: oauth\n"
               "settings:\n  site: https://desk.test\npolicy: desk\n");
    const auto row = host.services().directory.find("consented");
    REQUIRE(row);
    REQUIRE(host.services().secrets.set(row->owner, row->id, "client_id", "the-app"));
    admin = host.token("acme", "admin");
  }

  // The path of a new link.
  std::string begin() {
    host.use(admin);
    const Answer answer = host.get("/api/v1/integrations/consented/oauth/start");
    INFO(answer.body);
    REQUIRE(answer.status == 303);
    const std::string address = answer.json().at("address");
    CHECK(answer.headers.at("location") == address);
    host.use("");
    return address.substr(address.find("/api/"));
  }
  // On to the vendor: keeps the cookie, answers the state.
  std::string go_on(const std::string& link) {
    const Answer answer = host.send("POST", link);
    INFO(answer.body);
    REQUIRE(answer.status == 303);
    cookie = answer.headers.at("set-cookie");
    cookie = cookie.substr(0, cookie.find(';'));
    const std::string location = answer.headers.at("location");
    CHECK(location.starts_with("https://login.desk.test/authorize?"));
    CHECK(location.find("client_id=the-app") != std::string::npos);
    const auto from = location.find("state=") + 6;
    return location.substr(from, location.find('&', from) - from);
  }
  Answer come_back(const std::string& state, const std::string& more = "&code=the-code") {
    return host.send("GET", kCallback + ("?state=" + state) + more, "", {{"Cookie", "a=b; " + cookie}});
  }
  Json state() {
    host.use(admin);
    return host.get("/api/v1/integrations/consented/oauth").json();
  }

  Hosted& host;
  std::string admin;
  std::string cookie;
};

TEST_CASE("a consent connects the integration, and its answer works once") {
  const auto host = Hosted::start();
  if (!host) return;
  Consenting person(*host);
  const std::string link = person.begin();
  const Answer question = host->get(link);
  CHECK(question.status == 200);
  CHECK(question.headers.at("content-type") == "text/html; charset=utf-8");
  CHECK(question.headers.at("referrer-policy") == "no-referrer");
  CHECK(question.body.find("Tickets &lt;are&gt; read.") != std::string::npos);
  CHECK(question.body.find("token test admin") != std::string::npos);
  const std::string state = person.go_on(link);
  const Answer done = person.come_back(state);
  INFO(done.body);
  CHECK(done.status == 200);
  CHECK(done.body.find("consented is connected") != std::string::npos);
  CHECK(person.state().at("stage") == "connected");
  CHECK(person.state().at("check_passed") == true);
  CHECK(person.come_back(state).body.find("used already") != std::string::npos);
}

TEST_CASE("looking at the link ties it to no browser; going on does") {
  const auto host = Hosted::start();
  if (!host) return;
  Consenting person(*host);
  const std::string link = person.begin();
  CHECK(host->get(link).status == 200);
  CHECK(host->get(link).headers.count("set-cookie") == 0);
  const std::string state = person.go_on(link);
  CHECK(host->get(link).body.find("Another browser") != std::string::npos);
  CHECK(host->send("POST", link).status == 409);
  const std::string own = person.cookie;
  person.cookie = "itsm_consent=of-another";
  CHECK(person.come_back(state).body.find("Another browser") != std::string::npos);
  person.cookie = own;
  CHECK(person.come_back(state).status == 200);
}

TEST_CASE("a consent is good for ten minutes, before the vendor and behind it") {
  const auto host = Hosted::start();
  if (!host) return;
  Consenting person(*host);
  const std::string too_late = person.begin();
  const std::string link = person.begin();
  host->clock().advance(std::chrono::minutes(9));
  const std::string state = person.go_on(link);
  host->clock().advance(std::chrono::minutes(1));
  CHECK(host->get(too_late).body.find("has expired") != std::string::npos);
  CHECK(person.come_back(state).body.find("has expired") != std::string::npos);
  CHECK(host->vendor().requests() == 0);
}

TEST_CASE("a consent ends with the token that began it") {
  const auto host = Hosted::start();
  if (!host) return;
  Consenting person(*host);
  const std::string state = person.go_on(person.begin());
  const auto caller = services::authenticate(host->services(), person.admin);
  REQUIRE(caller);
  REQUIRE(host->services().database.in_company(caller->home, [&](store::Transaction& home) {
    return store::revoke_api_token(home, *caller->token, host->clock().now());
  }));
  CHECK(person.come_back(state).body.find("no longer valid") != std::string::npos);
  CHECK(host->vendor().requests() == 0);
}

TEST_CASE("what the vendor says instead of a code is told, and costs the state") {
  const auto host = Hosted::start();
  if (!host) return;
  Consenting person(*host);
  std::string state = person.go_on(person.begin());
  CHECK(person.come_back(state, "&error=invalid_scope&error_description=no+%3Cb%3E")
            .body.find("no &lt;b&gt;") != std::string::npos);
  CHECK(person.state().at("problem").at("code") == "consent_failed");
  state = person.go_on(person.begin());
  CHECK(person.come_back(state, "&code=x&iss=https%3A%2F%2Flogin.desk.test.evil.test")
            .body.find("Another server") != std::string::npos);
  state = person.go_on(person.begin());
  CHECK(person.come_back(state, "&code=x&iss=https%3A%2F%2Flogin.desk.test").status == 200);
  state = person.go_on(person.begin());
  host->use("");
  CHECK(person.come_back(state, "").status == 409);
}

TEST_CASE("a consent belongs to administrators, and to integrations that need one") {
  const auto host = Hosted::start();
  if (!host) return;
  Consenting person(*host);
  host->use(host->token("acme", "analyst"));
  CHECK(host->get("/api/v1/integrations/consented/oauth/start").code() == "role_insufficient");
  host->use(host->token("other", "admin"));
  CHECK(host->get("/api/v1/integrations/consented/oauth/start").code() == "integration_unknown");
  host->use(person.admin);
  CHECK(host->get("/api/v1/integrations/desk/oauth/start").code() == "consent_not_needed");
  CHECK(host->get("/api/v1/integrations/consented/oauth").code() == "consent_none");
}

TEST_CASE("tokens that rest are renewed, so that the vendor does not end the connection") {
  const auto host = Hosted::start();
  if (!host) return;
  Consenting person(*host);
  person.come_back(person.go_on(person.begin()));
  const int asked = host->vendor().requests();
  CHECK(*services::renew_resting_tokens(host->services()) == 0);
  host->clock().advance(std::chrono::hours(8 * 24));
  CHECK(*services::renew_resting_tokens(host->services()) == 1);
  CHECK(host->vendor().requests() == asked + 1);
  CHECK(*services::renew_resting_tokens(host->services()) == 0);
}

TEST_CASE("disconnecting says what it does, does it, and names what the vendor cannot do") {
  const auto host = Hosted::start();
  if (!host) return;
  Consenting person(*host);
  person.come_back(person.go_on(person.begin()));
  host->use(person.admin);
  const std::string path = "/api/v1/integrations/consented/disconnect";
  CHECK(host->post(path + "?dry_run=true", Json::object()).json().at("done") == false);
  CHECK(host->get("/api/v1/integrations/consented").json().at("state") != "disconnected");
  const Json done = host->post(path, Json::object()).json();
  CHECK(done.at("left_to_do").size() == 1);  // the desk has no way to revoke
  CHECK(host->get("/api/v1/integrations/consented").json().at("state") == "disconnected");
  host->use("");
  person.come_back(person.go_on(person.begin()));
  host->use(person.admin);
  CHECK(host->get("/api/v1/integrations/consented").json().at("state") == "disabled");
}

TEST_CASE("an integration leads its vendor's addresses elsewhere in development only") {
  const auto host = Hosted::start();
  if (!host) return;
  Consenting person(*host);
  const auto document = [](const std::string& name) {
    return "integration: " + name +
           "\nplugin: desk\ncompanies: [acme]\nauth: oauth\nsettings:\n  site: https://desk.test\npolicy: "
           "desk\n"
           "development:\n  addresses:\n    https://login.desk.test: http://127.0.0.1:9\n";
  };
  const auto refused = host->try_apply("elsewhere.yaml", document("elsewhere"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().complaints.at(0).what.find("--dev") != std::string::npos);
  // One that was stored in development does not work outside it.
  const auto row = host->services().directory.find("consented");
  store::IntegrationRow led = *row;
  led.addresses = {{"https://login.desk.test", "http://127.0.0.1:9"}};
  REQUIRE(host->services().database.in_company(row->owner, [&](store::Transaction& owner) {
    return store::upsert_integration(owner, led, host->clock().now());
  }));
  host->use(person.admin);
  CHECK(host->get("/api/v1/integrations/consented/oauth/start").code() == "development_only");
}

}  // namespace
}  // namespace itsm::host::api::test
