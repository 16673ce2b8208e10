// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

TEST_CASE("an imported scan is shown as an import, as findings and as their feeds") {
  const auto host = Hosted::start();
  if (!host) return;
  const Json import = host->import(3);
  CHECK(import.at("state") == "finished");
  CHECK(import.at("report").at("new") == 3);
  CHECK(import.at("actor") == "token test analyst");
  const std::string id = std::to_string(import.at("id").get<int>());
  CHECK(host->get("/api/v1/imports/" + id).json() == import);
  CHECK(host->get("/api/v1/imports").json().at("items") == Json::array({import}));

  const Json listed = host->get("/api/v1/findings?import=" + id + "&severity_at_least=high").json();
  REQUIRE(listed.at("items").size() == 3);
  const std::string finding =
      "/api/v1/findings/" + std::to_string(listed.at("items").at(0).at("id").get<int>());
  const Json shown = host->get(finding).json();
  CHECK(shown.at("title") == listed.at("items").at(0).at("title"));
  CHECK(shown.at("tickets").empty());
  CHECK(shown.at("location").at("line") == 3);
  const Json feed = host->get(finding + "/activity").json();
  CHECK(feed.at("items").at(0).at("kind") == "created");
}

TEST_CASE("a list goes on where its page ended, without a gap or a repetition") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(7);
  std::set<int> seen;
  std::string cursor;
  int pages = 0;
  do {
    const Json page =
        host->get("/api/v1/findings?limit=3" + (cursor.empty() ? "" : "&cursor=" + cursor)).json();
    for (const auto& item : page.at("items")) CHECK(seen.insert(item.at("id").get<int>()).second);
    cursor = page.value("next_cursor", "");
    REQUIRE(++pages < 10);
  } while (!cursor.empty());
  CHECK(seen.size() == 7);
  CHECK(pages == 3);
  CHECK(host->get("/api/v1/findings?cursor=x").code() == "cursor_wrong");
  CHECK(host->get("/api/v1/pushes?cursor=-1").code() == "cursor_wrong");
}

TEST_CASE("a scan beyond memory is imported from its file, and what is no scan leaves nothing") {
  const auto host = Hosted::start();
  if (!host) return;
  REQUIRE(sarif(500).size() > 64 * 1024);
  CHECK(host->import(500).at("report").at("new") == 500);
  CHECK(host->send("POST", "/api/v1/imports", "no scan").status == 400);
  CHECK(host->send("POST", "/api/v1/imports", sarif(1), {{"Content-Encoding", "gzip"}}).status == 415);
  CHECK(host->send("POST", "/api/v1/imports?partial=perhaps", sarif(1)).status == 400);
  CHECK(host->get("/api/v1/imports").json().at("items").size() == 1);
}

TEST_CASE("more than 500 findings are refused before any vendor is asked") {
  const auto host = Hosted::start();
  if (!host) return;
  std::vector<std::int64_t> ids(501);
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<std::int64_t>(i) + 1;
  for (const auto* const path : {"/api/v1/plans", "/api/v1/pushes", "/api/v1/preflight"}) {
    const Answer answer = host->post(path, {{"finding_ids", ids}});
    CHECK(answer.status == 413);
    CHECK(answer.code() == "too_many_findings");
  }
  host->import(501);
  CHECK(host->post("/api/v1/pushes", {{"filter", {{"severity_at_least", "info"}}}}).status == 413);
  CHECK(host->vendor().requests() == 0);
}

TEST_CASE("a selection is made in exactly one way") {
  const auto host = Hosted::start();
  if (!host) return;
  CHECK(host->post("/api/v1/plans", Json::object()).code() == "selection_wrong");
  CHECK(host->post("/api/v1/plans", {{"finding_ids", {1}}, {"filter", {{"q", "x"}}}}).code() ==
        "selection_wrong");
  CHECK(host->post("/api/v1/plans", {{"filter", {{"colour", "red"}}}}).code() == "filter_wrong");
  CHECK(host->post("/api/v1/plans", {{"finding_ids", "all"}}).json().at("errors").at(0).at("pointer") ==
        "/finding_ids");
  CHECK(host->send("POST", "/api/v1/plans", "{}").status == 415);
}

TEST_CASE("a preset puts its values into a plan, for the integration that it is for and no other") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  host->apply("mine.yaml", "preset: mine\nintegration: desk\nlabels: [mine]\n");
  host->apply("other.yaml", "preset: other\nplugin: another\nlabels: [other]\n");
  const auto plan = [&](const std::string& preset) {
    return host->post("/api/v1/plans", {{"finding_ids", host->finding_ids()}, {"preset", preset}});
  };
  const Json values = plan("mine").json().at("tickets").at(0).at("values");
  REQUIRE(values.size() == 1);
  CHECK(values.at(0).at("value") == "mine");
  CHECK(values.at(0).at("source") == "preset");
  CHECK(values.at(0).at("from") == "preset mine");
  CHECK(plan("other").code() == "preset_unknown");
  CHECK(plan("no such").code() == "preset_unknown");
}

TEST_CASE("a plan shows what a push of it then sends, and can be pushed once") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(2);
  host->start_outbox();
  const Answer planned = host->post("/api/v1/plans", {{"finding_ids", host->finding_ids()}});
  INFO(planned.body);
  REQUIRE(planned.status == 201);
  const Json plan = planned.json();
  CHECK(plan.at("tickets").size() == 2);
  CHECK(plan.at("writes").size() == 2);
  CHECK(host->vendor().requests() == 0);
  const std::string path = planned.headers.at("location");
  CHECK(host->get(path).json().at("digest") == plan.at("digest"));

  const Answer pushed = host->send("POST", path + "/push");
  INFO(pushed.body);
  REQUIRE(pushed.status == 201);
  CHECK(pushed.json().at("counts") == Json{{"created", 2}});
  CHECK(host->vendor().requests() == 2);
  CHECK(host->send("POST", path + "/push").status == 409);
  CHECK(host->vendor().requests() == 2);
}

TEST_CASE("a pushed finding shows its ticket, everywhere") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(2);
  host->start_outbox();
  const auto ids = host->finding_ids();
  const Answer pushed = host->post("/api/v1/pushes", {{"finding_ids", {ids[0], 4'711}}});
  INFO(pushed.body);
  REQUIRE(pushed.status == 201);
  CHECK(pushed.json().at("counts") == Json{{"created", 1}, {"failed", 1}});

  const Json shown = host->get("/api/v1/findings/" + std::to_string(ids[0])).json();
  REQUIRE(shown.at("tickets").size() == 1);
  const Json ticket = shown.at("tickets").at(0);
  CHECK(ticket.at("key") == "DESK-1");
  CHECK(ticket.at("role") == "primary");
  CHECK(ticket.at("state") == "todo");
  CHECK(ticket.at("integration").at("name") == "desk");
  CHECK(ticket.at("integration").at("type") == "desk");

  const Json asked =
      host->post("/api/v1/preflight", {{"finding_ids", {ids[0], ids[1], 4'711, ids[0]}}}).json();
  REQUIRE(asked.at("linked").size() == 1);
  CHECK(asked.at("linked").at(0).at("ticket") == ticket);
  CHECK(asked.at("unlinked") == Json::array({ids[1]}));
  CHECK(asked.at("unknown") == Json::array({4'711}));
  CHECK(asked.at("in_flight").empty());

  const Json tickets = host->get("/api/v1/tickets?integration=desk&q=desk-").json().at("items");
  REQUIRE(tickets.size() == 1);
  CHECK(tickets.at(0).at("finding") == ids[0]);
  CHECK(host->get("/api/v1/tickets?sla=tomorrow").status == 400);
}

TEST_CASE("a push that failed is told with the reason, and its retry makes what is missing") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(1);
  host->start_outbox();
  host->vendor().answer_with(400);
  const Answer failed = host->post("/api/v1/pushes", {{"finding_ids", host->finding_ids()}});
  INFO(failed.body);
  REQUIRE(failed.json().at("counts") == Json{{"failed", 1}});
  CHECK(failed.json().at("records").at(0).at("reason").get<std::string>().find("the desk said no") !=
        std::string::npos);
  const std::string path = failed.headers.at("location");
  CHECK(host->get(path).json().at("finished") == true);
  host->vendor().answer_with(201);
  const Answer retried = host->send("POST", path + "/retry");
  INFO(retried.body);
  CHECK(retried.json().at("counts") == Json{{"created", 1}});
  CHECK(host->send("POST", retried.headers.at("location") + "/retry").code() == "nothing_failed");
  CHECK(host->get("/api/v1/pushes").json().at("items").size() == 2);
  CHECK(host->get("/api/v1/pushes?limit=1").json().contains("next_cursor"));
}

TEST_CASE("records are streamed one a line to those who ask for lines") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(3);
  host->start_outbox();
  const Answer answer = host->post("/api/v1/pushes", {{"finding_ids", host->finding_ids()}},
                                   {{"Accept", "application/x-ndjson"}});
  CHECK(answer.headers.at("content-type") == "application/x-ndjson");
  std::istringstream lines(answer.body);
  std::set<int> told;
  for (std::string line; std::getline(lines, line);) {
    const Json record = Json::parse(line);
    CHECK(record.at("outcome") == "created");
    CHECK(told.insert(record.at("finding").get<int>()).second);
  }
  CHECK(told.size() == 3);
  const Answer again =
      host->send("GET", answer.headers.at("location"), "", {{"Accept", "application/x-ndjson"}});
  CHECK(std::count(again.body.begin(), again.body.end(), '\n') == 3);
}

TEST_CASE("a repeated request with its key is answered as the first time and does nothing") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(2);
  host->start_outbox();
  const auto ids = host->finding_ids();
  const std::map<std::string, std::string> key{{"Idempotency-Key", "5f0c"}};
  const Answer first = host->post("/api/v1/pushes", {{"finding_ids", {ids[0]}}}, key);
  REQUIRE(first.status == 201);
  const Answer second = host->post("/api/v1/pushes", {{"finding_ids", {ids[0]}}}, key);
  CHECK(second.status == 201);
  CHECK(second.body == first.body);
  CHECK(second.headers.at("location") == first.headers.at("location"));
  CHECK(host->vendor().requests() == 1);
  CHECK(host->get("/api/v1/pushes").json().at("items").size() == 1);

  const Answer other = host->post("/api/v1/pushes", {{"finding_ids", {ids[1]}}}, key);
  CHECK(other.status == 409);
  CHECK(other.code() == "idempotency_key_reused");
  CHECK(host->vendor().requests() == 1);
}

TEST_CASE("a key is its caller's own, is remembered for a day, and has a plain form") {
  const auto host = Hosted::start();
  if (!host) return;
  const std::map<std::string, std::string> key{{"Idempotency-Key", "k"}};
  const auto import = [&] { return host->send("POST", "/api/v1/imports?asset=shop", sarif(1), key).json(); };
  const Json first = import();
  CHECK(import().at("id") == first.at("id"));
  host->use(host->token("acme", "analyst"));
  const Json of_another = import();
  CHECK(of_another.at("id") != first.at("id"));
  host->clock().advance(std::chrono::hours(25));
  CHECK(import().at("id") != of_another.at("id"));
  for (const auto& wrong : {std::string(256, 'k'), std::string("a b"), std::string()})
    CHECK(host->send("POST", "/api/v1/imports", sarif(1), {{"Idempotency-Key", wrong}}).code() ==
          "idempotency_key_wrong");
}

TEST_CASE("a streamed answer is given again whole under its key") {
  const auto host = Hosted::start();
  if (!host) return;
  host->import(2);
  host->start_outbox();
  const Json order = {{"finding_ids", host->finding_ids()}};
  const std::map<std::string, std::string> headers{{"Idempotency-Key", "s"},
                                                   {"Accept", "application/x-ndjson"}};
  const Answer first = host->post("/api/v1/pushes", order, headers);
  CHECK(std::count(first.body.begin(), first.body.end(), '\n') == 2);
  const Answer second = host->post("/api/v1/pushes", order, headers);
  CHECK(second.body == first.body);
  CHECK(second.headers.at("content-type") == "application/x-ndjson");
  CHECK(host->vendor().requests() == 2);
}

}  // namespace
}  // namespace itsm::host::api::test
