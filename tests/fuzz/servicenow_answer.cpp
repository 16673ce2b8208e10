// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <itsm/testing/fake_host.hpp>

#include "plugins/servicenow/servicenow_plugin.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using namespace itsm;

const TicketRef kTicket{"57af7aec73d423002728660c4cf6a71c", "INC0000055", ""};

template <class T>
bool says_why(const Result<T>& result) {
  return result || !result.error().message.empty();
}

bool ask(const servicenow::ServiceNowPlugin& plugin, const Call& call, unsigned operation) {
  TicketDraft draft;
  draft.correlation_key = "key";
  draft.project.id = "incident";
  draft.summary = "Summary";
  switch (operation % 10) {
    case 0:
      return says_why(plugin.check(call, {{{"incident", ""}}}));
    case 1:
      return says_why(plugin.create(call, {{draft}}));
    case 2:
      return says_why(plugin.create(call, {{draft, draft}}));
    case 3:
      return says_why(plugin.fetch(call, {{kTicket}, {"description", "caller_id"}}));
    case 4:
      return says_why(plugin.find(call, {{"key"}}));
    case 5:
      return says_why(plugin.fields(call, {FieldPurpose::create, {"incident", ""}, {}, {}, {}}));
    case 6:
      return says_why(plugin.transition(call, {.ref = kTicket, .state = TicketState::done}));
    case 7:
      return says_why(plugin.comments(call, {kTicket, ""}));
    case 8:
      return says_why(plugin.changes(call, {.cursor = R"({"since": "2026-01-01 00:00:00"})"}));
    default:
      return says_why(plugin.options(call, {.picker = "project"}));
  }
}

}  // namespace

// ServiceNow's answer to all requests of an operation, or what came to the webhook's address. The first byte
// chooses which, the second the HTTP status, the rest is the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  constexpr std::array<int, 8> statuses{200, 201, 204, 400, 401, 403, 404, 429};
  const std::string body(fuzz::text_of(data + 2, size - 2));
  const auto plugin = servicenow::ServiceNowPlugin::open({});
  testing::FakeHost host;
  if (data[0] >= 0xF0) {
    const auto events = (*plugin)->normalise(host.call(), std::array{Delivery{{}, {}, "", body}});
    fuzz::promise(events && events->events.size() == 1);
    const WebhookEvent& event = events->events.front();
    fuzz::promise(event.kind == EventKind::ignored ? !event.reason.empty() : !event.ticket_id.empty());
    return 0;
  }
  int left = 100;
  host.will_serve([&](const HttpRequest&) -> Result<HttpResponse> {
    fuzz::promise(--left > 0);
    return HttpResponse{statuses[data[1] % statuses.size()], {{"Content-Type", "application/json"}}, body};
  });
  fuzz::promise(ask(**plugin, host.call(), data[0]));
  return 0;
}
