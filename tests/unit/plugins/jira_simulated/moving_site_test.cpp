// SPDX-License-Identifier: Apache-2.0
// A Jira that changes under a plugin that was set up before.
#include <set>

#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira_simulated/simulated_jira.hpp"

using namespace itsm;
using namespace itsm::jira::testing;

namespace {

TicketRef create(SimulatedJira& jira, const jira::JiraPlugin& plugin, const std::string& key) {
  TicketDraft draft;
  draft.correlation_key = key;
  draft.project.id = "10000";
  draft.type.id = "10004";
  draft.summary = "Finding " + key;
  draft.description = {{paragraph({text("What was found")})}};
  const auto made = plugin.create(jira.host.call(), {{draft}});
  REQUIRE(made);
  REQUIRE(made->outcomes.at(0).kind == OutcomeKind::created);
  return *made->outcomes[0].ticket;
}

// What a host does until it is told that there is no more.
std::set<std::string> changed_since(SimulatedJira& jira, const jira::JiraPlugin& plugin,
                                    std::string& cursor) {
  std::set<std::string> ids;
  for (int page = 0; page < 100; ++page) {
    const auto changes = plugin.changes(jira.host.call(), {.cursor = cursor, .projects = {{"10000", ""}}});
    if (!changes) FAIL(changes.error().message);
    cursor = changes->next_cursor;
    for (const Ticket& ticket : changes->tickets) ids.insert(ticket.ref.id);
    if (!changes->more) return ids;
  }
  FAIL("the feed does not end");
  return ids;
}

std::set<std::string> webhook_ids(SimulatedJira& jira, const std::string& path) {
  std::set<std::string> ids;
  for (const Json& webhook : jira.get(path)) {
    const std::string self = webhook.at("self");
    ids.insert(self.substr(self.rfind('/') + 1));
  }
  return ids;
}

}  // namespace

TEST_CASE("changes are found although our account's clocks were set to another zone", "[jira]") {
  for (const std::string version : {"", "8.20.30", "9.12.0", "11.3.1"}) {
    CAPTURE(version);
    SimulatedJira jira(version);
    const auto plugin = jira.plugin();
    std::string cursor;
    changed_since(jira, *plugin, cursor);
    for (const char* zone : {"America/Los_Angeles", "Pacific/Auckland", "Pacific/Pago_Pago", "Etc/UTC"}) {
      CAPTURE(zone);
      const TicketRef made = create(jira, *plugin, std::string("key-in-") + zone);
      jira.patch({{"users", {{"analyst", {{"time_zone", zone}}}}}});
      CHECK(changed_since(jira, *plugin, cursor).contains(made.id));
    }
  }
}

TEST_CASE("webhooks are not taken for removed where Data Center was updated to 10 meanwhile", "[jira]") {
  SimulatedJira jira("9.12.0");
  jira.authenticate_by("pat", "Bearer lead-token");
  const auto before = jira.plugin();
  const auto made =
      before->subscribe(jira.host.call(), {"https://link.acme.test/hooks/1/k", {{"10000", "Security"}}});
  REQUIRE(made);
  jira.patch({{"version", "10.3.13"}});

  const auto left = before->unsubscribe(jira.host.call(), *made);
  REQUIRE(left);
  REQUIRE(left->subscriptions.size() == 1);
  CHECK(left->subscriptions[0].note.find("check the integration again") != std::string::npos);
  CHECK(before->renew(jira.host.call(), *made).error().status == Status::outdated);
  CHECK(webhook_ids(jira, "/rest/jira-webhook/1.0/webhooks") == std::set{made->subscriptions[0].id});

  const auto after = jira.plugin();  // checked again
  CHECK(after->renew(jira.host.call(), *made)->subscriptions.size() == 1);
  CHECK(after->unsubscribe(jira.host.call(), *made)->subscriptions.empty());
  CHECK(webhook_ids(jira, "/rest/jira-webhook/1.0/webhooks").empty());
  CHECK(after->unsubscribe(jira.host.call(), *made)->subscriptions.empty());  // gone already
}

TEST_CASE("a webhook that an administrator switched off counts as lost", "[jira]") {
  for (const std::string version : {"", "9.12.0", "10.3.13"}) {
    CAPTURE(version);
    SimulatedJira jira(version);
    if (version.empty())
      jira.authenticate_by("basic",
                           "Basic bGVhZEBleGFtcGxlLnRlc3Q6bGVhZC10b2tlbg==");  // the lead's API token
    else
      jira.authenticate_by("pat", "Bearer lead-token");
    const auto plugin = jira.plugin();
    const SubscribeRequest request{"https://link.acme.test/hooks/1/k", {{"10000", "Security"}}};
    const auto made = plugin->subscribe(jira.host.call(), request);
    REQUIRE(made);
    const bool classic = !version.starts_with("10.");
    const std::string path = (classic ? "/rest/webhooks/1.0/webhook/" : "/rest/jira-webhook/1.0/webhooks/") +
                             made->subscriptions.at(0).id;
    jira.put(path, {{classic ? "enabled" : "active", false}});
    CHECK(plugin->renew(jira.host.call(), *made)->subscriptions.empty());
    CHECK(plugin->subscribe(jira.host.call(), request)->subscriptions.at(0).id == made->subscriptions[0].id);
    CHECK(plugin->renew(jira.host.call(), *made)->subscriptions.size() == 1);
    CHECK(plugin->unsubscribe(jira.host.call(), *made)->subscriptions.empty());
  }
}
