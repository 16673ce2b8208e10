// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/companies.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

constexpr auto kByType = R"(policy: desk
plugin: desk
route:
  - {name: all, ticket: {project: SEC, type: [Task]}}
group_by: vulnerability_type
summary: "${title}"
description: "${description}"
)";

Json tickets_of(Hosted& host, std::int64_t finding) {
  return host.get("/api/v1/findings/" + std::to_string(finding)).json().at("tickets");
}

std::string last_entry(Hosted& host, std::int64_t finding) {
  return host.get("/api/v1/findings/" + std::to_string(finding) + "/activity?limit=1")
      .json()
      .at("items")
      .at(0)
      .at("why");
}

// As when the vendor had told it.
void end_tickets(Hosted& host) {
  auto& services = host.services();
  const auto company = services::company_named(services, "acme");
  REQUIRE(company);
  REQUIRE(services.database.in_company(*company, [&](store::Transaction& transaction) {
    return transaction.execute("UPDATE ticket SET state = 2 WHERE company_id = $1", transaction.company());
  }));
}

TEST_CASE("a ticket that is done does not stand in the way of a new one for a finding that came back") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(2);
  host->start_outbox();
  const auto ids = host->finding_ids();
  CHECK(host->push(ids).at("counts") == Json{{"created", 2}});
  CHECK(host->push(ids).at("counts") == Json{{"already_linked", 2}});
  end_tickets(*host);
  CHECK(host->push(ids).at("counts") == Json{{"created", 2}});
  CHECK(tickets_of(*host, ids[0]).size() == 2);
  CHECK(host->push(ids).at("counts") == Json{{"already_linked", 2}});
}

TEST_CASE(
    "a finding that comes late joins the open ticket of its kind, and a new one is made after its end") {
  const auto host = Hosted::start();
  if (!host) return;
  host->apply("policy.yaml", kByType);
  host->start_outbox();
  host->import(1);
  const auto first = host->finding_ids();
  host->push(first);
  host->import(3);
  const Json joined = host->push(host->finding_ids());
  CHECK(joined.at("counts") == Json{{"already_linked", 3}});
  CHECK(host->vendor().requests() == 1);
  for (const std::int64_t finding : host->finding_ids())
    CHECK(tickets_of(*host, finding).at(0).at("key") == "DESK-1");
  CHECK(last_entry(*host, host->finding_ids().back() == first[0] ? host->finding_ids().front()
                                                                 : host->finding_ids().back())
            .starts_with("It joined ticket DESK-1"));

  end_tickets(*host);
  CHECK(host->push(host->finding_ids()).at("counts") == Json{{"created", 3}});
  CHECK(host->vendor().requests() == 2);
}

TEST_CASE("a finding whose ticket is done joins the open ticket of the kind that it has become") {
  const auto host = Hosted::start();
  if (!host) return;
  host->start_outbox();
  host->import(1);
  const std::int64_t first = host->finding_ids().at(0);
  host->push({first});
  end_tickets(*host);
  host->apply("policy.yaml", kByType);
  host->import(2);
  const auto ids = host->finding_ids();
  const std::int64_t second = ids[0] == first ? ids[1] : ids[0];
  CHECK(host->push({second}).at("counts") == Json{{"created", 1}});

  CHECK(host->push({first}).at("counts") == Json{{"already_linked", 1}});
  CHECK(last_entry(*host, first).starts_with("It joined ticket DESK-2"));
  CHECK(host->vendor().requests() == 2);
}

TEST_CASE("a finding is not linked by hand while a ticket for it is on its way") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  const std::int64_t finding = host->finding_ids().at(0);
  auto& services = host->services();
  const auto company = services::company_named(services, "acme");
  REQUIRE(company);
  push::PlanRequest request;
  request.findings = {finding};
  REQUIRE(services.pushes.start(*company, request, "test"));

  const Answer refused =
      host->post("/api/v1/findings/" + std::to_string(finding) + "/link", {{"key", "DESK-7"}});
  CHECK(refused.status == 409);
  CHECK(refused.code() == "in_flight");
  const Json listed = {{"links", {{{"finding", finding}, {"key", "DESK-7"}}}}};
  CHECK(host->post("/api/v1/links", listed).json().at("counts") == Json{{"in_flight", 1}});
  CHECK(tickets_of(*host, finding).empty());
  REQUIRE(services.worker.run_one(*company));
  CHECK(tickets_of(*host, finding).at(0).at("key") == "DESK-1");
}

TEST_CASE("a finding is linked to a ticket that exists, and unlinked again for one of its own") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  const std::int64_t finding = host->finding_ids().at(0);
  const std::string path = "/api/v1/findings/" + std::to_string(finding) + "/link";
  CHECK(host->post(path, {{"key", "DESK-1234"}}).code() == "ticket_unknown");
  CHECK(host->post(path, {{"key", "DESK-60"}}).code() == "ticket_unknown");  // a project that is not allowed
  CHECK(host->post("/api/v1/findings/4711/link", {{"key", "DESK-7"}}).code() == "finding_unknown");
  const Answer linked = host->post(path, {{"key", "DESK-7"}});
  INFO(linked.body);
  CHECK(linked.json().at("ticket_status") == "In progress");
  CHECK(host->post(path, {{"key", "DESK-8"}}).code() == "already_linked");
  CHECK(tickets_of(*host, finding).at(0).at("state") == "doing");
  CHECK(last_entry(*host, finding) == "Linked to ticket DESK-7 in desk, whose status is In progress.");
  CHECK(host->push({finding}).at("counts") == Json{{"already_linked", 1}});

  const Json ending = {{"key", "DESK-7"}, {"finding_ids", {finding}}};
  CHECK(host->post("/api/v1/links/end", ending).json().at("finding_ids") == Json::array({finding}));
  CHECK(host->post("/api/v1/links/end", ending).code() == "link_unknown");
  CHECK(tickets_of(*host, finding).empty());
  CHECK(last_entry(*host, finding) == "Unlinked from ticket DESK-7, which was left as it is.");
  host->start_outbox();
  CHECK(host->push({finding}).at("counts") == Json{{"created", 1}});
}

TEST_CASE("a finding that was unlinked from the ticket that was made for it can get another one") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  host->start_outbox();
  const auto ids = host->finding_ids();
  host->push(ids);
  REQUIRE(host->post("/api/v1/links/end", {{"key", "DESK-1"}, {"finding_ids", ids}}).status == 200);
  CHECK(host->push(ids).at("counts") == Json{{"created", 1}});
  CHECK(tickets_of(*host, ids[0]).at(0).at("key") == "DESK-2");
}

TEST_CASE("tickets that exist are adopted from a list, which is judged as a whole first") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(4);
  const auto ids = host->finding_ids();
  REQUIRE(host->post("/api/v1/findings/" + std::to_string(ids[3]) + "/link", {{"key", "DESK-9"}}).status ==
          200);
  Json order = {{"dry_run", true},
                {"links",
                 {{{"finding", ids[0]}, {"key", "DESK-1"}},
                  {{"finding", ids[1]}, {"key", "DESK-2"}},
                  {{"finding", ids[1]}, {"key", "DESK-3"}},
                  {{"finding", ids[2]}, {"key", "OTHER-1"}},
                  {{"finding", ids[3]}, {"key", "DESK-4"}},
                  {{"finding", 4711}, {"key", "DESK-5"}}}}};
  const Json planned = host->post("/api/v1/links", order).json();
  CHECK(planned.at("counts") ==
        Json{{"matched", 1}, {"ambiguous", 2}, {"missing", 1}, {"already_linked", 1}, {"unknown", 1}});
  CHECK(tickets_of(*host, ids[0]).empty());
  order["dry_run"] = false;
  CHECK(host->post("/api/v1/links", order).json().at("counts").at("linked") == 1);
  CHECK(tickets_of(*host, ids[0]).at(0).at("key") == "DESK-1");

  order["links"] = Json::array();
  for (int i = 0; i < 501; ++i) order["links"].push_back({{"finding", i + 1}, {"key", "DESK-1"}});
  CHECK(host->post("/api/v1/links", order).code() == "too_many_findings");
  host->use(host->token("acme", "viewer"));
  CHECK(host->post("/api/v1/links", order).status == 403);
}

}  // namespace
}  // namespace itsm::host::api::test
