// SPDX-License-Identifier: Apache-2.0
// Making tickets and finding them again, at both kinds of Jira.
#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/unit/plugins/jira_simulated/simulated_jira.hpp"

using namespace itsm;
using namespace itsm::jira::testing;

namespace {

// The empty one is Cloud; 8.3 is the last that has the old create metadata only.
const std::vector<std::string> kVersions{"", "8.3.0", "8.20.30", "9.12.0", "10.3.13", "11.3.1"};

TicketDraft draft(const std::string& key, const std::string& type = "10004") {
  TicketDraft out;
  out.correlation_key = key;
  out.project.id = "10000";
  out.type.id = type;
  out.summary = "Finding " + key;
  out.description = {{paragraph({text("What was found: *not bold*, {code}not code{code}")})}};
  return out;
}

std::vector<Outcome> create(SimulatedJira& jira, const jira::JiraPlugin& plugin,
                            std::vector<TicketDraft> drafts) {
  auto result = plugin.create(jira.host.call(), {std::move(drafts)});
  if (!result) FAIL(result.error().message);
  return std::move(result->outcomes);
}

TicketRef created(const Outcome& outcome) {
  if (outcome.kind != OutcomeKind::created) FAIL((outcome.refusal ? outcome.refusal->message : "uncertain"));
  return *outcome.ticket;
}

Json links_of(SimulatedJira& jira, const TicketRef& ref) {
  return jira.get("/rest/api/2/issue/" + ref.id).at("fields").at("issuelinks");
}

}  // namespace

TEST_CASE("every generation of Jira makes tickets in one write and finds them by their key", "[jira]") {
  for (const std::string& version : kVersions) {
    CAPTURE(version);
    SimulatedJira jira(version);
    const auto plugin = jira.plugin();
    TicketDraft unsayable = draft("key-b");
    unsayable.fields["customfield_99999"] = {FieldKind::string, "no such field"};
    const auto outcomes = create(jira, *plugin, {draft("key-a"), unsayable, draft("key-c")});
    CHECK(std::count_if(jira.host.requests.begin(), jira.host.requests.end(),
                        [](const HttpRequest& sent) { return sent.effect == Effect::write; }) == 1);
    REQUIRE(outcomes.size() == 3);
    const TicketRef first = created(outcomes[0]);
    created(outcomes[2]);
    REQUIRE(outcomes[1].kind == OutcomeKind::not_sent);
    CHECK(outcomes[1].refusal->fields.contains("customfield_99999"));

    const auto found = plugin->find(jira.host.call(), {{"key-a", "key-b", "key-c"}});
    REQUIRE(found);
    CHECK(found->tickets.size() == 2);
    const auto fetched = plugin->fetch(jira.host.call(), {{first, {"424242", "", ""}}, {}});
    REQUIRE(fetched);
    REQUIRE(fetched->tickets.size() == 1);
    CHECK(fetched->tickets[0].summary == "Finding key-a");
    CHECK(fetched->tickets[0].correlation_keys == std::vector<std::string>{"key-a"});
    REQUIRE(fetched->missing.size() == 1);
    CHECK(fetched->missing[0].id == "424242");
  }
}

TEST_CASE("a label that somebody copied does not make a ticket ours", "[jira]") {
  for (const std::string& version : kVersions) {
    CAPTURE(version);
    SimulatedJira jira(version);
    const auto plugin = jira.plugin();
    created(create(jira, *plugin, {draft("key-a")})[0]);
    TicketDraft copy = draft("key-b");
    copy.fields["labels"] = {FieldKind::labels, {"key-a"}};
    created(create(jira, *plugin, {copy})[0]);
    const auto found = plugin->find(jira.host.call(), {{"key-a"}});
    REQUIRE(found);
    CHECK(found->tickets.size() == 1);
  }
}

TEST_CASE("a sub-task stands under its parent, and can stand nowhere else", "[jira]") {
  for (const std::string& version : kVersions) {
    CAPTURE(version);
    SimulatedJira jira(version);
    const auto plugin = jira.plugin();
    const TicketRef parent = created(create(jira, *plugin, {draft("key-a")})[0]);
    TicketDraft below = draft("key-b", "10003");
    below.mode = CreationMode::subtask;
    below.parent = parent;
    const TicketRef child = created(create(jira, *plugin, {below})[0]);
    const auto fetched = plugin->fetch(jira.host.call(), {{child}, {}});
    REQUIRE(fetched);
    CHECK(fetched->tickets.at(0).parent->id == parent.id);

    OptionsRequest request;
    request.picker = "parent";
    request.context = {{"project", "10000"}, {"type", "10003"}};
    for (const std::string& typed : {std::string("finding"), parent.key}) {
      request.query = typed;
      const auto offered = plugin->options(jira.host.call(), request);
      if (!offered) FAIL(offered.error().message);
      REQUIRE(offered->options.size() == 1);
      CHECK(offered->options[0].id == parent.id);
    }

    below.correlation_key = "key-c";
    below.project.id = "10001";
    CHECK(create(jira, *plugin, {below})[0].refusal->fields.contains("parent"));
  }
}

TEST_CASE("a linked ticket is linked in the same write, in its direction", "[jira]") {
  for (const std::string& version : kVersions) {
    CAPTURE(version);
    SimulatedJira jira(version);
    const auto plugin = jira.plugin();
    const TicketRef other = created(create(jira, *plugin, {draft("key-a")})[0]);
    TicketDraft linked = draft("key-b");
    linked.mode = CreationMode::link;
    linked.relation = Relation{"Blocks", false, other};
    const TicketRef blocks = created(create(jira, *plugin, {linked})[0]);
    CHECK(links_of(jira, blocks).at(0).at("outwardIssue").at("key") == other.key);
    linked.correlation_key = "key-c";
    linked.relation->inward = true;
    const TicketRef blocked = created(create(jira, *plugin, {linked})[0]);
    CHECK(links_of(jira, blocked).at(0).at("inwardIssue").at("key") == other.key);
  }
}
