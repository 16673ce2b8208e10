// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <itsm/testing/fake_host.hpp>

#include "plugins/manageengine/html.hpp"
#include "plugins/manageengine/plugin.hpp"
#include "tests/fuzz/target.hpp"

// ServiceDesk Plus's answer to any operation of the plugin, to all of its requests alike, and the same bytes
// as HTML. The first byte chooses the operation, the second the HTTP status, the rest is the body.
namespace {

using namespace itsm;
using namespace itsm::manageengine;

template <class T>
bool has_reason(const Result<T>& result) {
  return result || !result.error().message.empty();
}

bool operate(unsigned operation, const ManageEnginePlugin& sdp, const Call& call) {
  const TicketRef ref{"17", {}, {}};
  switch (operation % 10) {
    case 0:
      return has_reason(sdp.check(call, {{{"1", "Head Office"}}}));
    case 1: {
      TicketDraft draft;
      draft.correlation_key = "key";
      return has_reason(sdp.create(call, {{draft}}));
    }
    case 2:
      return has_reason(sdp.fetch(call, {{ref}, {"description", "resolution", "priority"}}));
    case 3:
      return has_reason(sdp.find(call, {{"key"}}));
    case 4:
      return has_reason(sdp.update(call, {.ref = ref, .section = SectionChange{"members", {}}}));
    case 5:
      return has_reason(sdp.transition(call, {.ref = ref, .state = TicketState::done}));
    case 6:
      return has_reason(sdp.comments(call, {ref, {}}));
    case 7:
      return has_reason(sdp.options(call, {.picker = "priority"}));
    case 8:
      return has_reason(sdp.fields(call, {.project = {"1", {}}, .type = {"1", {}}}));
    default:
      return has_reason(sdp.changes(call, {}));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  constexpr std::array<int, 8> statuses{200, 201, 400, 401, 404, 415, 429, 500};
  Configuration configuration;
  configuration.auth = "authtoken";
  configuration.settings = {
      {"site", "https://sdp.test"}, {"account", "a@b.test"}, {"correlation_field", "udf_sline_301"}};
  const auto sdp = ManageEnginePlugin::open(configuration);
  testing::FakeHost host;
  const HttpResponse answer{
      statuses[data[1] % statuses.size()], {}, std::string(fuzz::text_of(data + 2, size - 2))};
  // A list that always has more must come to an end by itself.
  host.will_serve([&](const HttpRequest&) -> Result<HttpResponse> {
    fuzz::promise(host.requests.size() < 2'000);
    return answer;
  });
  fuzz::promise(operate(data[0], **sdp, host.call()));
  (void)to_html(from_html(answer.body));
  (void)replace_section(answer.body, {"members", {}});
  return 0;
}
