// SPDX-License-Identifier: Apache-2.0
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

std::string policy(int max_tickets) {
  return R"(policy: desk
plugin: desk
route:
  - {name: all, ticket: {project: SEC, type: [Task]}}
group_by: finding
summary: "${title}"
description: "${description}"
auto_create: {after_import: true, severity_at_least: high, max_tickets: )" +
         std::to_string(max_tickets) + "}\n";
}

Json auto_created(const Json& import) { return import.at("report").at("auto_create").at(0); }

TEST_CASE(
    "a company's first import asks, and its plan can be pushed; later ones make their tickets by "
    "themselves") {
  const auto host = Hosted::start();
  if (!host) return;
  host->apply("policy.yaml", policy(10));
  host->start_outbox();
  const Json first = auto_created(host->import(2));
  CHECK(first.at("tickets") == 2);
  CHECK_FALSE(first.contains("pushes"));
  REQUIRE(first.at("plans").size() == 1);
  CHECK(host->vendor().requests() == 0);
  const Json alerts = host->get("/api/v1/alerts").json().at("items");
  REQUIRE(alerts.size() == 1);
  const std::string plan = std::to_string(first.at("plans").at(0).get<int>());
  CHECK(alerts.at(0).at("remedy").get<std::string>().find("push --plan " + plan) != std::string::npos);
  CHECK(host->send("POST", "/api/v1/plans/" + plan + "/push").json().at("counts") == Json{{"created", 2}});
  CHECK(host->get("/api/v1/alerts").json().at("items").empty());

  const Json second = host->import(5);
  const Json made = auto_created(second);
  CHECK(made.at("tickets") == 3);
  CHECK(made.at("skipped") == Json{{"already_linked", 2}});
  CHECK(made.at("rules") == Json{{"all", 3}});
  CHECK(host->finished_push(made.at("pushes").at(0)).at("counts") == Json{{"created", 3}});
  const std::string shown = "/api/v1/imports/" + std::to_string(second.at("id").get<int>());
  CHECK(auto_created(host->get(shown).json()) == made);
}

TEST_CASE("above its ceiling an import makes nothing, and one alert holds the plan") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  host->apply("policy.yaml", policy(3));
  host->start_outbox();
  const Json asked = auto_created(host->import(5));
  CHECK(asked.at("asked").get<std::string>().find(
            "would make 5 tickets, and the policy desk lets it make 3") != std::string::npos);
  CHECK(asked.at("plans").size() == 1);
  CHECK(host->vendor().requests() == 0);
  CHECK(host->get("/api/v1/alerts").json().at("items").size() == 1);
}

TEST_CASE("an import whose tickets cannot be made is an import all the same, and says so") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  std::string unmappable = policy(10);
  unmappable.replace(unmappable.find("project: SEC"), 12, "project: OPS");
  host->apply("desk.yaml", host->desk("SEC, OPS"));
  host->apply("policy.yaml", unmappable);
  host->apply("desk.yaml", host->desk("SEC"));
  host->start_outbox();
  const Json made = auto_created(host->import(2));
  CHECK(host->finished_push(made.at("pushes").at(0)).at("counts") == Json{{"failed", 2}});
}

TEST_CASE("an import says so when a policy cannot be read, and is silent where none is stored") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  const auto change = [&](const char* statement) {
    REQUIRE(host->services().database.in_house(
        [&](store::Transaction& house) { return house.execute(statement); }));
  };
  change("UPDATE policy_version SET document = 'policy: [' WHERE name = 'desk'");
  const Json made = auto_created(host->import(2));
  CHECK_FALSE(made.at("failure").get<std::string>().empty());
  change("UPDATE policy_version SET active = false WHERE name = 'desk'");
  CHECK_FALSE(host->import(3).at("report").contains("auto_create"));
}

TEST_CASE("a policy that does not ask for it leaves imports alone") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  CHECK_FALSE(host->import(2).at("report").contains("auto_create"));
}

}  // namespace
}  // namespace itsm::host::api::test
