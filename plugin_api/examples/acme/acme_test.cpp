// SPDX-License-Identifier: Apache-2.0
// The plugin with a host whose answers are scripted: no vendor, no network. The suite itsm-conformance judges
// the rest.
#include <iostream>

#include <itsm/testing/fake_host.hpp>

#include "acme_plugin.cpp"

using itsm::testing::FakeHost;

namespace {

int broken = 0;

void promise(const char* what, bool kept) {
  if (!kept) ++broken;
  std::cout << (kept ? "kept: " : "BROKEN: ") << what << '\n';
}

constexpr auto kTicket =
    R"({"number": 17, "title": "Broken lock", "state": "open", "revision": 1, "external_id": "key-1",
        "link": "https://desk.example/17"})";

TicketDraft draft() {
  TicketDraft draft;
  draft.summary = "Broken lock";
  draft.correlation_key = "key-1";
  return draft;
}

Result<CreateResult> created_with(FakeHost& host) {
  return AcmePlugin::open({}).value()->create(host.call(), CreateRequest{{draft()}});
}

void creates() {
  FakeHost host;
  host.will_answer(201, kTicket);
  const auto result = created_with(host);
  promise("a create answers the new ticket",
          result && result->outcomes.at(0).ticket && result->outcomes[0].ticket->key == "ACME-17");
  promise("it makes one write, which carries the correlation key",
          host.requests.size() == 1 && host.requests[0].effect == Effect::write &&
              host.requests[0].body.find("key-1") != std::string::npos);

  FakeHost refusing;
  refusing.will_answer(422, "title is too long");
  const auto refused = created_with(refusing);
  promise("what the vendor refuses is refused, with its reason",
          refused && refused->outcomes.at(0).kind == OutcomeKind::refused &&
              refused->outcomes[0].refusal->message == "title is too long");

  FakeHost failing;
  failing.will_answer(503, "");
  const auto lost = created_with(failing);
  promise("a create that the vendor lost is uncertain", !lost && lost.error().status == Status::uncertain);
}

void reads() {
  FakeHost host;
  host.will_answer(200, kTicket);
  host.will_answer(404, "");
  const auto fetched =
      AcmePlugin::open({}).value()->fetch(host.call(), FetchRequest{{{.id = "17"}, {.id = "18"}}});
  promise("a ticket that is gone is missing and fails no other",
          fetched && fetched->tickets.size() == 1 && fetched->missing.size() == 1);

  FakeHost searched;
  searched.will_answer(200, std::string(R"({"tickets": [)") + kTicket + "]}");
  const auto found = AcmePlugin::open({}).value()->find(searched.call(), FindRequest{{"key-1"}});
  promise("a ticket is found again by its key",
          found && found->tickets.at(0).correlation_keys.at(0) == "key-1");
}

}  // namespace

int main() {
  creates();
  reads();
  return broken == 0 ? 0 : 1;
}
