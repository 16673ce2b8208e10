// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/agreement_sweep.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/duplicate_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

TEST_CASE("the same refusal of many tickets is one alert with a count, and closes when tickets are taken") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(9);
  host->start_outbox();
  host->vendor().answer_with(400);
  const Json failed = host->push(host->finding_ids());
  CHECK(failed.at("counts") == Json{{"failed", 9}});
  const Json raised = host->alerts();
  REQUIRE(raised.size() == 1);
  CHECK(raised.at(0).at("count") == 9);
  CHECK(raised.at(0).at("integration") == "desk");
  CHECK(raised.at(0).at("message").get<std::string>().find("the desk said no") != std::string::npos);

  const std::string path = "/api/v1/alerts/" + std::to_string(raised.at(0).at("id").get<int>());
  CHECK(host->send("POST", path + "/acknowledge").status == 200);
  CHECK(host->alerts().at(0).at("acknowledged_by") == "token test analyst");
  CHECK(host->send("POST", "/api/v1/alerts/4711/acknowledge").code() == "alert_unknown");

  host->vendor().answer_with(201);
  const Answer retried =
      host->send("POST", "/api/v1/pushes/" + std::to_string(failed.at("id").get<int>()) + "/retry");
  CHECK(retried.json().at("counts") == Json{{"created", 9}});
  CHECK(host->alerts().empty());
  CHECK(host->alerts("?all=true").at(0).contains("closed_at"));
}

TEST_CASE("one bad project does not stop the others, and is one alert") {
  const auto host = Hosted::start();
  if (!host) return;
  host->apply("desk.yaml", host->desk("SEC, OPS"));
  host->apply("policy.yaml", R"(policy: desk
plugin: desk
route:
  - name: operations
    when: {asset.name: ops}
    ticket: {project: OPS, type: [Task]}
  - name: the others
    when: {severity_at_least: info}
    ticket: {project: SEC, type: [Task]}
group_by: finding
summary: "${title}"
description: "${description}"
)");
  host->import(6, "shop");
  host->import(3, "ops");
  host->start_outbox();
  host->vendor().refuse_project(2);
  const Json report = host->push(host->finding_ids());
  CHECK(report.at("counts") == Json{{"created", 6}, {"failed", 3}});
  REQUIRE(host->alerts().size() == 1);
  CHECK(host->alerts().at(0).at("count") == 3);
}

TEST_CASE("a credential that is not taken costs one request and one alert; tickets wait for a new one") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(6);
  host->start_outbox();
  host->vendor().answer_with(401);
  const Json waiting = host->push(host->finding_ids());
  CHECK(waiting.at("counts") == Json{{"queued", 6}});
  CHECK(waiting.at("records").at(0).at("reason").get<std::string>().find("the desk said no") !=
        std::string::npos);
  CHECK(host->vendor().requests() == 1);
  REQUIRE(host->alerts().size() == 1);
  CHECK(host->alerts().at(0).at("remedy").get<std::string>().find("integrations check desk") !=
        std::string::npos);

  host->vendor().answer_with(201);
  const std::string analyst = host->token("acme", "analyst");
  host->use(host->token("acme", "admin"));
  REQUIRE(host->post("/api/v1/integrations/desk/check", Json::object()).status == 200);
  host->use(analyst);
  CHECK(host->alerts().empty());
  CHECK(host->finished_push(waiting.at("id")).at("counts") == Json{{"created", 6}});
}

TEST_CASE("a second ticket is told until a sweep of all tickets no longer finds it") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  host->start_outbox();
  host->push(host->finding_ids());
  auto& services = host->services();
  const auto company = services::company_named(services, "acme");
  REQUIRE(company);
  const auto sweep_all = [&] {
    REQUIRE(services::sweep_agreement(services, *company, {}, false));
    return host->alerts().size();
  };
  CHECK(sweep_all() == 0);
  host->vendor().show_twice(true);
  REQUIRE(services::sweep_recent(services));
  CHECK(host->alerts().size() == 1);
  // The ticket is no longer one of the last day.
  host->clock().advance(std::chrono::hours(26));
  REQUIRE(services::sweep_recent(services));
  REQUIRE(host->alerts().size() == 1);
  CHECK(sweep_all() == 1);
  CHECK(host->alerts("?all=true").size() == 1);
  host->vendor().go_away(true);
  CHECK(sweep_all() == 1);
  host->vendor().go_away(false);
  host->vendor().show_twice(false);
  CHECK(sweep_all() == 0);
}

TEST_CASE("work that kills its workers is set aside, told, and goes on when somebody says so") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  // A push that nobody carries out, and workers that vanish with it.
  push::PlanRequest request;
  request.findings = host->finding_ids();
  auto& services = host->services();
  const auto company = services::company_named(services, "acme");
  REQUIRE(company);
  const auto started = services.pushes.start(*company, request, "test");
  REQUIRE(started);
  for (int i = 0; i < 6; ++i) {
    const auto claimed = services.database.in_company(*company, [&](store::Transaction& transaction) {
      return store::claim_jobs(transaction, 1, std::chrono::milliseconds(-1), services.clock.now());
    });
    REQUIRE(claimed);
    REQUIRE(claimed->size() == 1);
  }
  REQUIRE(services.worker.run_one(*company));
  CHECK(host->vendor().requests() == 0);
  const Json parked = host->get("/api/v1/outbox/parked").json().at("items");
  REQUIRE(parked.size() == 1);
  CHECK(parked.at(0).at("tickets") == 1);
  CHECK(host->alerts().at(0).at("remedy").get<std::string>().find("outbox replay") != std::string::npos);
  const Json shown = host->get("/api/v1/pushes/" + std::to_string(started->id)).json();
  CHECK(shown.at("records").at(0).at("reason").get<std::string>().find("set aside") == 0);

  const std::string path =
      "/api/v1/outbox/parked/" + std::to_string(parked.at(0).at("id").get<int>()) + "/replay";
  CHECK(host->post(path, {{"reason", "mended"}}).status == 403);
  host->use(host->token("acme", "admin"));
  CHECK(host->post(path, Json::object()).status == 400);
  CHECK(host->post(path, {{"reason", "mended"}}).status == 200);
  CHECK(host->post(path, {{"reason", "mended"}}).code() == "dead_letter_unknown");
  REQUIRE(services.worker.run_one(*company));
  CHECK(host->get("/api/v1/pushes/" + std::to_string(started->id)).json().at("counts") ==
        Json{{"created", 1}});
}

}  // namespace
}  // namespace itsm::host::api::test
