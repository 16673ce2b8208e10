// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "tests/simulators/http/signature.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/simulators/receiver.hpp"
#include "tests/unit/simulators/support.hpp"

namespace itsm::simulators::test {
namespace {

// A site whose clock stands still, with one administrator's webhook for everything.
struct Scene {
  Receiver receiver;
  Desk desk;

  explicit Scene(Json webhook = Json::object()) {
    desk.control("POST", "clock", {{"now", "2026-11-21T10:00:00.000Z"}});
    webhook["url"] = receiver.url(webhook.value("path", "/hooks"));
    webhook.erase("path");
    desk.control("POST", "webhooks", webhook);
  }
  // The deliveries, once nothing is due or under way.
  Json settled() { return desk.control("GET", "deliveries?settle_ms=20000"); }
  Json advance(std::int64_t ms) {
    desk.control("POST", "clock", {{"advance_ms", ms}});
    return settled();
  }
};

std::vector<std::string> events_of(const Json& deliveries) {
  std::vector<std::string> out;
  for (const auto& delivery : deliveries) out.push_back(delivery["event"]);
  return out;
}

const Json* item_of(const Json& body, const std::string& field) {
  for (const auto& item : body["changelog"]["items"])
    if (item["field"] == field) return &item;
  return nullptr;
}

constexpr std::int64_t kHalfAnHour = 30 * 60 * 1000;

}  // namespace

TEST_CASE("what happens to a ticket is told, with the body that Jira Cloud sends", "[webhooks]") {
  Scene scene;
  auto& desk = scene.desk;
  const auto key = desk.create({{"summary", "Weak hash"}, {"description", paragraph("MD5 is used")}});
  REQUIRE(events_of(scene.settled()) == std::vector<std::string>{"jira:issue_created"});
  const auto created = scene.receiver.body(0);
  CHECK(created["webhookEvent"] == "jira:issue_created");
  CHECK(created["issue_event_type_name"] == "issue_created");
  CHECK(created["timestamp"] == 1795255200000);
  CHECK(created["user"]["accountId"] == "557058:0a000000-0000-4000-8000-000000000001");
  CHECK(created["issue"]["key"] == key);
  CHECK(created["issue"]["fields"]["description"] == "MD5 is used");  // text, as in version 2
  CHECK_FALSE(created["issue"]["fields"].contains("comment"));
  REQUIRE(item_of(created, "summary") != nullptr);
  CHECK(item_of(created, "summary")->at("toString") == "Weak hash");
  CHECK(item_of(created, "summary")->at("from").is_null());
  // Some real deliveries have an address without /issue/, which nobody should read.
  CHECK(created["issue"]["self"].get<std::string>().find("/issue/") == std::string::npos);

  desk.control("POST", "tickets/" + key, {{"status", "Done"}});
  scene.settled();
  const auto closed = scene.receiver.body(1);
  CHECK(closed["webhookEvent"] == "jira:issue_updated");
  CHECK(closed["issue_event_type_name"] == "issue_generic");
  CHECK(item_of(closed, "status")->at("toString") == "Done");
  CHECK(item_of(closed, "resolution") != nullptr);
  CHECK(closed["changelog"]["id"].is_string());

  desk.put("issue/" + key + "/assignee", {{"accountId", "557058:0a000000-0000-4000-8000-000000000003"}}, 204);
  scene.settled();
  const auto assigned = scene.receiver.body(2);
  CHECK(assigned["issue_event_type_name"] == "issue_assigned");
  CHECK(item_of(assigned, "assignee")->at("tmpToAccountId") == "557058:0a000000-0000-4000-8000-000000000003");

  desk.control("POST", "tickets/" + key, {{"move", "PLAT"}});
  scene.settled();
  const auto moved = scene.receiver.body(3);
  CHECK(moved["issue_event_type_name"] == "issue_moved");
  CHECK(moved["issue"]["id"] == created["issue"]["id"]);
  CHECK(item_of(moved, "Key")->at("fromString") == key);
  CHECK(item_of(moved, "Key")->at("toString") == moved["issue"]["key"]);
  CHECK(item_of(moved, "project")->at("toString") == "Platform");
}

TEST_CASE("groups, people, versions and estimates are told as issues show them", "[webhooks]") {
  Scene scene;
  const auto key = scene.desk.create({{"summary", "s"},
                                      {"customfield_10061", {{"name", "security-team"}}},
                                      {"customfield_10066", {{{"name", "2.0"}}}},
                                      {"timetracking", {{"originalEstimate", "2h"}}}});
  scene.settled();
  const auto told = scene.receiver.body(0)["issue"]["fields"];
  CHECK(told["customfield_10061"]["groupId"] == "276f955c-63d7-42c8-9520-92d01dca0625");
  CHECK(told["customfield_10066"][0]["id"] == "10301");
  CHECK(told["timetracking"]["originalEstimateSeconds"] == 7200);
  CHECK(told["timeoriginalestimate"] == 7200);
  scene.desk.put("issue/" + key, {{"fields", {{"customfield_10061", {{"name", "platform-team"}}}}}}, 204);
  scene.settled();
  const auto changed = scene.receiver.body(1);
  REQUIRE(item_of(changed, "Responsible group") != nullptr);
  CHECK(item_of(changed, "Responsible group")->at("fromString") == "security-team");
  CHECK(item_of(changed, "Responsible group")->at("toString") == "platform-team");
}

TEST_CASE("comments, links and properties have events of their own", "[webhooks]") {
  Scene scene;
  auto& desk = scene.desk;
  const auto one = desk.create({{"summary", "one"}});
  const auto two = desk.create({{"summary", "two"}});
  const auto path = "issue/" + one + "/comment";
  const auto id = desk.post(path, {{"body", paragraph("seen")}}, 201)["id"].get<std::string>();
  desk.put(path + "/" + id, {{"body", paragraph("fixed")}}, 200);
  CHECK(desk.send("DELETE", path + "/" + id).status == 204);
  desk.post(
      "issueLink",
      {{"type", {{"name", "Blocks"}}}, {"inwardIssue", {{"key", one}}}, {"outwardIssue", {{"key", two}}}},
      201);
  const auto link = desk.get("issue/" + one)["fields"]["issuelinks"][0]["id"].get<std::string>();
  CHECK(desk.get("issueLink/" + link)["outwardIssue"]["key"] == two);
  CHECK(desk.send("DELETE", "issueLink/" + link).status == 204);
  desk.put("issue/" + one + "/properties/scanner", {{"id", 7}}, 201);
  CHECK(desk.send("DELETE", "issue/" + one + "/properties/scanner").status == 204);
  CHECK(events_of(scene.settled()) ==
        std::vector<std::string>{"jira:issue_created", "jira:issue_created", "comment_created",
                                 "comment_updated", "comment_deleted", "issuelink_created",
                                 "issuelink_deleted", "issue_property_set", "issue_property_deleted"});
  for (std::size_t i = 0; i < scene.receiver.taken().size(); ++i) {
    const auto body = scene.receiver.body(i);
    if (body["webhookEvent"] == "comment_created") {
      CHECK_FALSE(body.contains("user"));
      CHECK(body["comment"]["body"] == "seen");
      CHECK(body["comment"]["jsdPublic"] == true);
      CHECK(body["issue"]["fields"].size() == 6);
    }
    if (body["webhookEvent"] == "issuelink_created")
      CHECK(body["issueLink"]["issueLinkType"]["name"] == "Blocks");
    if (body["webhookEvent"] == "issue_property_set") CHECK(body["property"]["value"] == Json{{"id", 7}});
  }
}

TEST_CASE("a deletion is told with the whole issue, and its comments' deletions come later", "[webhooks]") {
  Scene scene;
  const auto key = scene.desk.create({{"summary", "s"}});
  scene.desk.post("issue/" + key + "/comment", {{"body", paragraph("c")}}, 201);
  scene.desk.control("POST", "tickets/" + key, {{"delete", true}});
  auto deliveries = scene.settled();
  REQUIRE(deliveries.size() == 4);
  CHECK(deliveries[2]["event"] == "jira:issue_deleted");
  CHECK(deliveries[2]["state"] == "delivered");
  CHECK_FALSE(Json::parse(deliveries[2]["body"].get<std::string>()).contains("changelog"));
  CHECK(deliveries[3]["event"] == "comment_deleted");
  CHECK(deliveries[3]["lane"] == "Secondary");
  CHECK(deliveries[3]["state"] == "waiting");
  deliveries = scene.advance(30'000);
  CHECK(deliveries[3]["state"] == "delivered");
}

TEST_CASE("a secret signs the bytes of the body", "[webhooks]") {
  // Atlassian's published example.
  CHECK(hex_hmac_sha256("It's a Secret to Everybody", "Hello World!") ==
        "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9");
  Scene scene(Json{{"secret", "s3cret"}});
  scene.desk.create({{"summary", "Größe \U0001F512"}});
  scene.settled();
  const auto request = scene.receiver.taken().at(0);
  CHECK(request.header("X-Hub-Signature") == "sha256=" + hex_hmac_sha256("s3cret", request.body));
  CHECK(request.header("X-Atlassian-Webhook-Flow") == "Primary");
  CHECK(request.header("Content-Type") == "application/json; charset=UTF-8");
}

TEST_CASE("a refused delivery is tried again with the same identifier, on the simulator's clock",
          "[webhooks]") {
  Scene scene;
  scene.receiver.answer_with({503, 0, 200});
  scene.desk.create({{"summary", "s"}});
  auto deliveries = scene.settled();
  CHECK(deliveries[0]["state"] == "waiting");
  CHECK(deliveries[0]["tries"][0]["status"] == 503);
  CHECK(scene.advance(4 * 60 * 1000)[0]["tries"].size() == 1);  // never before five minutes
  CHECK(scene.advance(kHalfAnHour)[0]["tries"].size() == 2);
  CHECK(scene.advance(kHalfAnHour)[0]["state"] == "delivered");
  REQUIRE(scene.receiver.taken().size() == 3);
  CHECK(scene.receiver.header(0, "X-Atlassian-Webhook-Retry").empty());
  CHECK(scene.receiver.header(1, "X-Atlassian-Webhook-Retry") == "1");
  CHECK(scene.receiver.header(2, "X-Atlassian-Webhook-Retry") == "2");
  CHECK(scene.receiver.header(2, "X-Atlassian-Webhook-Identifier") ==
        scene.receiver.header(0, "X-Atlassian-Webhook-Identifier"));
  CHECK(scene.receiver.taken()[2].body == scene.receiver.taken()[0].body);
}

TEST_CASE("a delivery ends after five retries, and at once after a refusal that is final", "[webhooks]") {
  Scene scene;
  scene.receiver.answer_with({500, 500, 500, 500, 500, 500, 404});
  scene.desk.create({{"summary", "s"}});
  scene.settled();
  for (int i = 0; i < 6; ++i) scene.advance(kHalfAnHour);
  CHECK(scene.settled()[0]["state"] == "refused");
  CHECK(scene.settled()[0]["tries"].size() == 6);
  scene.desk.create({{"summary", "t"}});
  CHECK(scene.settled()[1]["state"] == "refused");
  CHECK(scene.settled()[1]["tries"].size() == 1);
}

TEST_CASE("deliveries come twice, late, out of order or never when a fault says so", "[webhooks]") {
  Scene scene;
  auto& desk = scene.desk;
  const Json updates{{"method", "POST"}, {"path", "/hooks"}, {"body", "jira:issue_updated"}};
  desk.control("POST", "faults", {{"match", updates}, {"do", "late_webhook"}, {"delay_ms", 5000}});
  desk.control("POST", "faults", {{"match", updates}, {"do", "duplicate_webhook"}});
  desk.control("POST", "faults", {{"match", updates}, {"do", "lose_webhook"}});
  const auto key = desk.create({{"summary", "s"}});
  for (const auto* summary : {"late", "twice", "lost", "plain"})
    desk.put("issue/" + key, {{"fields", {{"summary", summary}}}}, 204);
  const auto words = [&] {
    std::vector<std::string> out;
    for (const auto& request : scene.receiver.taken())
      out.push_back(Json::parse(request.body)["issue"]["fields"]["summary"]);
    return out;
  };
  scene.settled();
  auto before = words();
  CHECK(std::multiset<std::string>(before.begin(), before.end()) ==
        std::multiset<std::string>{"s", "twice", "twice", "plain"});
  scene.advance(5000);
  CHECK(words().back() == "late");
  const auto deliveries = scene.settled();
  CHECK(deliveries[2]["headers"] == deliveries[3]["headers"]);
  CHECK(deliveries[4]["state"] == "lost");
  CHECK(desk.send("GET", "myself").status == 200);  // such faults leave requests alone
}

TEST_CASE("a receiver that does not answer keeps nobody waiting", "[webhooks]") {
  Scene scene;
  scene.desk.control("POST", "world", {{"webhooks", {{"timeout_ms", 50}}}});
  // Nothing listens there; and the desk goes on answering while the courier finds out.
  scene.desk.control("POST", "webhooks", {{"url", "http://127.0.0.1:1/"}});
  scene.desk.create({{"summary", "s"}});
  const auto deliveries = scene.settled();
  CHECK(deliveries[1]["tries"][0]["status"] == 0);
  CHECK_FALSE(deliveries[1]["tries"][0]["error"].get<std::string>().empty());
  CHECK(deliveries[1]["state"] == "waiting");
}

TEST_CASE("filters choose by query and by event", "[webhooks]") {
  Scene scene(Json{{"jql", "project = PLAT AND priority = High"}, {"events", {"jira:issue_created"}}});
  scene.desk.create({{"summary", "elsewhere"}});
  const Json attack{{"id", "10100"}};
  scene.desk.create({{"summary", "low"}, {"priority", {{"id", "4"}}}, {"customfield_10050", attack}}, "PLAT");
  const auto key = scene.desk.create(
      {{"summary", "high"}, {"priority", {{"id", "2"}}}, {"customfield_10050", attack}}, "PLAT");
  scene.desk.put("issue/" + key, {{"fields", {{"summary", "changed"}}}}, 204);
  const auto deliveries = scene.settled();
  REQUIRE(deliveries.size() == 1);
  CHECK(deliveries[0]["ticket"] == key);
}

TEST_CASE("an administrator registers webhooks, others may not", "[webhooks]") {
  Receiver receiver;
  Desk desk;
  const Json wanted{{"name", "link"},
                    {"url", receiver.url("/hooks/${issue.key}?token=t")},
                    {"events", {"jira:issue_created"}},
                    {"filters", {{"issue-related-events-section", "project = SEC"}}},
                    {"excludeBody", true},
                    {"secret", "s3cret"}};
  desk.post("/rest/webhooks/1.0/webhook", wanted, 403);
  desk.sign_in("lead@example.test:lead-token");
  const auto made = desk.post("/rest/webhooks/1.0/webhook", wanted, 201);
  CHECK(made["isSigned"] == true);
  CHECK_FALSE(made.contains("secret"));
  const auto path = made["self"].get<std::string>().substr(std::string("http://jira.test").size());
  CHECK(desk.get(path)["filters"]["issue-related-events-section"] == "project = SEC");
  CHECK(desk.get("/rest/webhooks/1.0/webhook").size() == 1);
  const auto key = desk.create({{"summary", "s"}});
  desk.control("GET", "deliveries?settle_ms=20000");
  REQUIRE(receiver.taken().size() == 1);
  CHECK(receiver.taken()[0].target == "/hooks/" + key + "?token=t");
  CHECK(receiver.taken()[0].body.empty());
  desk.put(path, {{"enabled", false}}, 200);
  desk.create({{"summary", "t"}});
  CHECK(desk.control("GET", "deliveries?settle_ms=20000").size() == 1);
  CHECK(desk.send("DELETE", path).status == 204);
  desk.get(path, 404);
}

}  // namespace itsm::simulators::test
