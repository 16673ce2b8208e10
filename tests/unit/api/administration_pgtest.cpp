// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "host_stub/services/api_tokens.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/store/audit.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

constexpr auto kIntegrations = "/api/v1/integrations";
constexpr auto kCanary = "canary-of-the-api";

std::unique_ptr<Hosted> hosted_for(const std::string& company, const std::string& role = "admin") {
  auto host = Hosted::start();
  if (host) host->use(host->token(company, role));
  return host;
}

Json order(const std::string& name) {
  return {{"name", name},
          {"plugin", "desk"},
          {"policy", "desk"},
          {"auth", "basic"},
          {"settings", {{"site", "https://desk.test"}}},
          {"secrets", {{"username", "robot"}, {"password", kCanary}}},
          {"projects", {"SEC"}},
          {"enabled", true}};
}

Answer patch(Hosted& host, const std::string& name, const Json& body) {
  return host.send("PATCH", std::string(kIntegrations) + "/" + name, dump(body),
                   {{"Content-Type", "application/json"}});
}

// "actor action subject" of everything that was done in a company.
std::multiset<std::string> audit(Hosted& host, CompanyId company) {
  const auto entries = host.services().database.in_company(
      company, [](store::Transaction& transaction) { return store::list_audit(transaction, 0, 100); });
  REQUIRE(entries);
  std::multiset<std::string> lines;
  for (const auto& entry : *entries) {
    CHECK(dump(entry.details).find(kCanary) == std::string::npos);
    lines.insert(entry.actor + " " + entry.action + " " + entry.subject);
  }
  return lines;
}

CompanyId id_of(Hosted& host, const std::string& name) {
  return *services::company_named(host.services(), name);
}

TEST_CASE("an integration is made, enabled and used over the API, and its secrets are never told") {
  const auto host = hosted_for("other");
  if (!host) return;
  const Answer made = host->post(kIntegrations, order("theirs"));
  INFO(made.body);
  REQUIRE(made.status == 201);
  CHECK(made.json().at("integration").at("state") == "enabled");
  CHECK(made.json().at("integration").at("projects").at(0).at("name") == "SEC");
  const Answer shown = host->get(std::string(kIntegrations) + "/theirs");
  CHECK(shown.json() == made.json().at("integration"));
  const Answer secrets = host->get(std::string(kIntegrations) + "/theirs/secrets");
  CHECK(secrets.json().at("items").size() == 2);
  for (const auto& answer : {made, shown, secrets}) CHECK(answer.body.find(kCanary) == std::string::npos);

  const auto done = audit(*host, id_of(*host, "other"));
  CHECK(done.count("token test admin integration.make integration theirs") == 1);
  CHECK(done.count("token test admin integration.enable integration theirs") == 1);
  CHECK(done.count("token test admin secret.set integration theirs") == 2);

  host->use(host->token("acme", "admin"));
  CHECK(host->get(std::string(kIntegrations) + "/theirs").status == 404);
  CHECK(patch(*host, "theirs", {{"enabled", false}}).status == 404);
}

TEST_CASE("a change over the API leaves alone what it does not name") {
  const auto host = hosted_for("other");
  if (!host) return;
  REQUIRE(host->post(kIntegrations, order("theirs")).status == 201);
  const Answer off = patch(*host, "theirs", {{"enabled", false}});
  INFO(off.body);
  REQUIRE(off.status == 200);
  Json expected = host->get(std::string(kIntegrations) + "/theirs").json();
  CHECK(expected.at("state") == "disabled");
  CHECK(expected.at("settings") == Json{{"site", "https://desk.test"}});
  CHECK(expected.at("projects").at(0).at("name") == "SEC");
  CHECK(patch(*host, "theirs", {{"enabled", true}}).json().at("integration").at("state") == "enabled");
  CHECK(patch(*host, "theirs", Json::object()).json().at("integration").at("state") == "enabled");

  CHECK(patch(*host, "theirs", {{"projects", Json::array()}}).json().at("integration").count("projects") ==
        0);
  const Answer bare = patch(*host, "theirs", {{"enabled", false}, {"settings", {{"site", nullptr}}}});
  INFO(bare.body);
  CHECK(bare.json().at("integration").count("settings") == 0);
  const auto done = audit(*host, id_of(*host, "other"));
  CHECK(done.count("token test admin integration.change integration theirs") == 1);
}

TEST_CASE("what an integration cannot be is refused with the place, and nothing is stored") {
  const auto host = hosted_for("other");
  if (!host) return;
  struct Wrong {
    Json change;
    int status;
    std::string code;
  };
  const auto wrong =
      GENERATE(values<Wrong>({{{{"name", "Not A Name"}}, 400, "integration_wrong"},
                              {{{"name", "desk"}}, 409, "integration_exists"},
                              {{{"plugin", "dsek"}}, 400, "configuration_wrong"},
                              {{{"policy", "nobody"}}, 400, "configuration_wrong"},
                              {{{"settings", {{"site", 7}}}}, 400, "configuration_wrong"},
                              {{{"settings", {{"colour", "red"}}}}, 400, "configuration_wrong"},
                              {{{"secrets", {{"passwrod", kCanary}}}}, 400, "configuration_wrong"},
                              {{{"secrets", {{"password", ""}}}}, 400, "integration_wrong"}}));
  Json body = order("theirs");
  body.update(wrong.change);
  const Answer answer = host->post(kIntegrations, body);
  INFO(answer.body);
  CHECK(answer.status == wrong.status);
  CHECK(answer.code() == wrong.code);
  CHECK(answer.body.find(kCanary) == std::string::npos);
  CHECK(answer.body.find("acme") == std::string::npos);  // whose `desk` is
  CHECK(host->get(kIntegrations).json().at("items").empty());
}

TEST_CASE("files of the host and addresses that lead elsewhere are for an operator's documents alone") {
  const auto host = hosted_for("other");
  if (!host) return;
  Json body = order("theirs");
  body.erase("secrets");
  body["credentials"] = {{"password", {{"file", "/proc/self/environ"}}}};
  body["development"] = {{"addresses", {{"https://desk.test", "http://127.0.0.1:1"}}}};
  REQUIRE(host->post(kIntegrations, body).status == 201);
  CHECK(host->get(std::string(kIntegrations) + "/theirs/secrets").json().at("items").empty());
  const auto row = host->services().directory.find("theirs");
  REQUIRE(row);
  CHECK(row->addresses.empty());
}

TEST_CASE("integrations and tokens are the administrators'; a key cannot repeat what holds a secret") {
  const auto host = hosted_for("acme", "analyst");
  if (!host) return;
  CHECK(host->post(kIntegrations, order("more")).code() == "role_insufficient");
  CHECK(patch(*host, "desk", {{"enabled", false}}).code() == "role_insufficient");
  CHECK(host->get(std::string(kIntegrations) + "/desk/secrets").status == 403);
  CHECK(host->get("/api/v1/tokens").status == 403);
  CHECK(host->post("/api/v1/tokens", {{"name", "x"}, {"role", "admin"}}).status == 403);
  host->use(host->token("acme", "admin"));
  CHECK(host->post(kIntegrations, order("more"), {{"Idempotency-Key", "k1"}}).code() ==
        "idempotency_key_wrong");
  CHECK(host->get(std::string(kIntegrations) + "/more").status == 404);
}

TEST_CASE("a token is made over the API, works, is listed without itself, and ends when it is revoked") {
  const auto host = hosted_for("acme");
  if (!host) return;
  const std::string admin = host->token("acme", "admin");
  CHECK(host->post("/api/v1/tokens", {{"name", "ci"}, {"role", "boss"}}).code() == "role_unknown");
  const Answer made = host->post("/api/v1/tokens", {{"name", "ci"}, {"role", "viewer"}});
  REQUIRE(made.status == 201);
  const std::string token = made.json().at("token");
  host->use(token);
  CHECK(host->get("/api/v1/findings").status == 200);
  CHECK(host->post("/api/v1/plans", Json::object()).status == 403);

  host->use(admin);
  const Answer listed = host->get("/api/v1/tokens");
  const Json items = listed.json().at("items");
  CHECK(listed.body.find(token.substr(token.rfind('_') + 1)) == std::string::npos);
  const std::string path = "/api/v1/tokens/";
  Json ci;
  for (const auto& item : items)
    if (item.at("name") == "ci") ci = item;
  REQUIRE(ci.value("role", "") == "viewer");
  CHECK(host->send("DELETE", path + std::to_string(ci.at("id").get<int>())).status == 204);
  CHECK(host->send("DELETE", path + "999").code() == "token_unknown");
  host->use(token);
  CHECK(host->get("/api/v1/findings").status == 401);
  const auto done = audit(*host, id_of(*host, "acme"));
  CHECK(done.count("token test admin token.make token ci") == 1);
  CHECK(done.count("token test admin token.revoke token " + std::to_string(ci.at("id").get<int>())) == 1);
}

TEST_CASE("companies are added by a token of all companies, which then acts in them") {
  const auto host = hosted_for("acme");
  if (!host) return;
  CHECK(host->get("/api/v1/companies").json().at("items") == Json::array({{{"id", 1}, {"name", "acme"}}}));
  CHECK(host->post("/api/v1/companies", {{"name", "third"}}).code() == "token_of_one_company");

  const auto house = services::create_token(host->services(), store::kHouse, "setup", "admin", "test");
  REQUIRE(house);
  host->use(*house);
  CHECK(host->post("/api/v1/companies", {{"name", "The Third"}}).code() == "name_wrong");
  const Answer added = host->post("/api/v1/companies", {{"name", "third"}}, {{"Idempotency-Key", "k"}});
  INFO(added.body);
  REQUIRE(added.status == 201);
  CHECK(host->post("/api/v1/companies", {{"name", "third"}}).json() == added.json());
  CHECK(host->get("/api/v1/companies").json().at("items").size() == 3);
  CHECK(host->get("/api/v1/findings").code() == "company_missing");
  CHECK(host->get("/api/v1/findings?company=third").status == 200);
  CHECK(host->post(std::string(kIntegrations) + "?company=third", order("third-desk")).status == 201);
  CHECK(audit(*host, store::kHouse).count("token setup company.make company third") == 1);
}

}  // namespace
}  // namespace itsm::host::api::test
