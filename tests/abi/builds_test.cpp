// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "tests/abi/support.hpp"

namespace itsm::loader::tests {

namespace {

// Everything that a build of Acme Desk says and sends in a round through its operations.
std::string transcript(const std::string& build, Way way) {
  RecordingServices services;
  services.answer = [](const HttpRequest& request) {
    if (request.target == "/me")
      return HttpResponse{200, {}, R"({"id": "u1", "name": "Zoë", "can_write": true})"};
    if (request.body.find("refuse") != std::string::npos) return HttpResponse{422, {}, "title: no"};
    if (request.target == "/tickets/9") return HttpResponse{404, {}, ""};
    if (request.target == "/tickets/8") return HttpResponse{200, {}, "<html>"};
    return HttpResponse{200, {}, R"({"number": 7, "title": "Broken lock", "state": "closed", "revision": 3,
                                     "link": "http://acme/7", "external_id": "k1"})"};
  };
  const auto plugin = must_load(build, options(way));
  const auto instance = must_open(*plugin, services);
  const CallContext context = soon(services);

  std::ostringstream out;
  const auto note = [&](const auto& result) {
    if (result)
      out << dump(to_document(*result)) << '\n';
    else
      out << name_of(result.error().status) << ": " << result.error().message << '\n';
  };
  out << dump(to_document(plugin->manifest())) << '\n';
  note(instance->check(context, {}));
  CreateRequest drafts = one_draft("Sch\xc3\xb6n \xf0\x9f\x94\x92");
  drafts.drafts[0].description.blocks = {heading(1, {itsm::text("What")}),
                                         paragraph({itsm::link("here", "http://x")})};
  note(instance->create(context, drafts));
  note(instance->create(context, one_draft("refuse me")));
  note(instance->create(context, {}));
  note(instance->fetch(context, {{TicketRef{"7", "", ""}, TicketRef{"9", "", ""}}, {}}));
  note(instance->fetch(context, {{TicketRef{"8", "", ""}}, {}}));
  note(instance->find(context, {{"k1"}}));
  note(instance->update(context, {}));
  for (const HttpRequest& request : services.requests())
    out << request.method << ' ' << request.target << ' ' << request.body << '\n';
  return out.str();
}

}  // namespace

TEST_CASE("builds with other compilers and other C++ libraries' settings act the same", "[builds]") {
  const std::string reference = transcript("acme", Way::in_process);
  CHECK_THAT(reference, Catch::Contains(R"("kind":"created")") && Catch::Contains(R"("kind":"refused")") &&
                            Catch::Contains("bad_reply") && Catch::Contains("POST /tickets"));
  CHECK(transcript("acme", Way::worker) == reference);
  for (const std::string build : {ITSM_OTHER_BUILDS}) {
    INFO(build);
    CHECK(transcript(build, Way::in_process) == reference);
    CHECK(transcript(build, Way::worker) == reference);
  }
}

}  // namespace itsm::loader::tests
