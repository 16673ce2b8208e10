// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <itsm/testing/fake_host.hpp>

#include "plugins/jira/jira_plugin.hpp"
#include "tests/fuzz/target.hpp"

// What came to the webhook's address with a valid proof: at least one event, and a reason for what is
// ignored.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace itsm;
  const auto opened = jira::JiraPlugin::open(Configuration{});
  fuzz::promise(opened.has_value());
  testing::FakeHost host;
  const Delivery delivery{{}, {}, "", fuzz::text_of(data, size)};
  const auto events = (*opened)->normalise(host.call(), std::array{delivery});
  fuzz::promise(events && !events->events.empty());
  for (const WebhookEvent& event : events->events)
    fuzz::promise(event.delivery == 0 &&
                  (event.kind == EventKind::ignored ? !event.reason.empty() : !event.ticket_id.empty()));
  fuzz::promise(host.requests.empty());
  return 0;
}
