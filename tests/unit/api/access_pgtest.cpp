// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

TEST_CASE("health is told to everybody, everything else to those with a token only") {
  const auto host = Hosted::start();
  if (!host) return;
  host->use("");
  CHECK(host->get("/healthz").status == 200);
  CHECK(host->get("/readyz").status == 200);
  for (const auto* const path : {"/api/v1/findings", "/api/v1/openapi.json", "/api/v1/nothing", "/api/v1"}) {
    const Answer answer = host->get(path);
    CHECK(answer.status == 401);
    CHECK(answer.code() == "unauthenticated");
    CHECK(answer.headers.at("www-authenticate") == "Bearer");
  }
  CHECK(host->get("/api/v2/findings").status == 404);
}

TEST_CASE("a token that is not exactly one of ours is refused like no token") {
  const auto host = Hosted::start();
  if (!host) return;
  const std::string good = host->token("acme", "admin");
  std::string other_company = good;
  other_company.replace(good.find('_') + 1, 1, "2");
  for (const auto& token : {good + "x", good.substr(0, good.size() - 1), other_company,
                            std::string("itsm_1_99_x"), std::string("itsm_"), std::string("x")}) {
    INFO(token);
    host->use(token);
    CHECK(host->get("/api/v1/findings").status == 401);
  }
  host->use(good);
  CHECK(host->get("/api/v1/findings").status == 200);
}

TEST_CASE("every answer carries the security headers, refusals too") {
  const auto host = Hosted::start();
  if (!host) return;
  for (const auto* const path : {"/healthz", "/api/v1/findings", "/api/v1/nothing"}) {
    const Answer answer = host->get(path);
    CHECK(answer.headers.at("x-content-type-options") == "nosniff");
    CHECK(answer.headers.at("cache-control") == "no-store");
    CHECK(answer.headers.at("content-security-policy").starts_with("default-src 'none'"));
    CHECK(answer.headers.at("referrer-policy") == "no-referrer");
  }
}

TEST_CASE("a viewer reads, an analyst imports and pushes, an administrator checks integrations") {
  const auto host = Hosted::start();
  if (!host) return;
  host->use(host->token("acme", "viewer"));
  CHECK(host->get("/api/v1/findings").status == 200);
  CHECK(host->send("POST", "/api/v1/imports", sarif(1)).code() == "role_insufficient");
  CHECK(host->post("/api/v1/pushes", Json::object()).status == 403);
  CHECK(host->post("/api/v1/plans", Json::object()).status == 403);
  host->use(host->token("acme", "analyst"));
  CHECK(host->send("POST", "/api/v1/integrations/desk/check").status == 403);
  host->use(host->token("acme", "admin"));
  const Answer checked = host->send("POST", "/api/v1/integrations/desk/check");
  CHECK(checked.status == 200);
  CHECK(checked.json().at("passed") == true);
}

TEST_CASE("a token acts in its own company and learns nothing of others") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(2);
  const auto ids = host->finding_ids();
  REQUIRE(ids.size() == 2);
  CHECK(host->get("/api/v1/findings?company=acme").status == 200);
  CHECK(host->get("/api/v1/findings?company=other").code() == "company_not_yours");
  CHECK(host->get("/api/v1/findings?company=nobody").code() == "company_not_yours");

  host->use(host->token("other", "admin"));
  CHECK(host->get("/api/v1/findings").json().at("items").empty());
  CHECK(host->get("/api/v1/findings/" + std::to_string(ids[0])).code() == "finding_unknown");
  CHECK(host->get("/api/v1/findings/" + std::to_string(ids[0]) + "/activity").status == 404);
  CHECK(host->get("/api/v1/imports/1").status == 404);
  CHECK(host->get("/api/v1/integrations/desk").code() == "integration_unknown");
  const Json asked = host->post("/api/v1/preflight", {{"finding_ids", ids}}).json();
  CHECK(asked.at("unknown") == Json(ids));
}

TEST_CASE("what does not exist is 404, another method 405, an unknown parameter 400") {
  const auto host = Hosted::start();
  if (!host) return;
  for (const auto* const path : {"/api/v1/nothing", "/api/v1/findings/x", "/api/v1/findings/99",
                                 "/api/v1/plugins/x", "/api/v1/plans/7", "/api/v1/pushes/7", "/"}) {
    INFO(path);
    const Answer answer = host->get(path);
    CHECK(answer.status == 404);
    CHECK(answer.headers.at("content-type") == "application/problem+json");
  }
  const Answer method = host->send("DELETE", "/api/v1/findings");
  CHECK(method.status == 405);
  CHECK(method.headers.at("allow") == "GET, HEAD, POST");
  const Answer parameter = host->get("/api/v1/imports?colour=red");
  CHECK(parameter.code() == "parameter_unknown");
  CHECK(parameter.json().at("errors").at(0).at("pointer") == "colour");
  const Answer filter = host->get("/api/v1/findings?severity=huge&status=lost");
  CHECK(filter.code() == "filter_wrong");
  CHECK(filter.json().at("errors").size() == 2);
}

TEST_CASE("HEAD is answered like GET, without the body") {
  const auto host = Hosted::start();
  if (!host) return;
  const Answer head = host->send("HEAD", "/api/v1/plugins");
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  CHECK(std::stoul(head.headers.at("content-length")) == host->get("/api/v1/plugins").body.size());
}

TEST_CASE("plugins, integrations, pickers and forms are shown as far as the company may see them") {
  const auto host = Hosted::start();
  if (!host) return;
  CHECK(host->get("/api/v1/plugins").json().at("items").at(0).at("id") == "desk");
  CHECK(host->get("/api/v1/plugins/desk").json().at("pickers").size() == 2);
  const Json integration = host->get("/api/v1/integrations/desk").json();
  CHECK(integration.at("state") == "enabled");
  CHECK(integration.at("health") == "good");
  CHECK(host->get("/api/v1/integrations/" + std::to_string(integration.at("id").get<int>())).json() ==
        integration);
  CHECK(host->get("/api/v1/integrations").json().at("items").at(0) == integration);
  CHECK(dump(integration).find("canary") == std::string::npos);

  // Only SEC, which has the id 1, is allowed.
  const Json projects = host->get("/api/v1/integrations/desk/pickers/project").json().at("options");
  REQUIRE(projects.size() == 1);
  CHECK(projects.at(0).at("key") == "SEC");
  CHECK(host->get("/api/v1/integrations/desk/pickers/type?project=1").json().at("options").size() == 2);
  CHECK(host->get("/api/v1/integrations/desk/pickers/type?project=2").code() == "project_unknown");
  CHECK(host->get("/api/v1/integrations/desk/pickers/colour").code() == "picker_unknown");
  const Json form = host->get("/api/v1/integrations/desk/fields?project=1&type=10&for=create").json();
  CHECK(form.at("fields").size() == 2);
  CHECK(host->get("/api/v1/integrations/desk/fields?project=2&type=10").code() == "project_unknown");
  CHECK(host->get("/api/v1/integrations/desk/fields").json().at("errors").size() == 2);
  CHECK(host->get("/api/v1/integrations/desk/fields?project=1&type=10&for=edit").status == 400);
}

TEST_CASE("the served document describes what is served") {
  const auto host = Hosted::start();
  if (!host) return;
  const Json document = host->get("/api/v1/openapi.json").json();
  CHECK(document.at("paths").contains("/api/v1/pushes/{id}/retry"));
  CHECK(document.at("paths").contains("/api/v1/openapi.json"));
}

}  // namespace
}  // namespace itsm::host::api::test
