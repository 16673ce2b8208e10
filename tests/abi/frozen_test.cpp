// SPDX-License-Identifier: Apache-2.0
#include "tests/abi/support.hpp"

namespace itsm::loader::tests {

TEST_CASE("a plugin that was built when the contract was 1.0 loads and works", "[frozen]") {
  for (const Way way : {Way::in_process, Way::worker}) {
    RecordingServices services;
    const auto plugin = must_load("contract_1_0", options(way));
    CHECK(plugin->manifest().name == "Frozen Desk");
    const auto instance = must_open(*plugin, services);

    const auto checked = instance->check(soon(services), {});
    REQUIRE(checked);
    CHECK(checked->connection.account.id == "u1");
    CHECK(services.lines().size() == 1);

    const auto created = instance->create(soon(services), one_draft());
    REQUIRE(created);
    CHECK(created->outcomes.at(0).ticket->key == "F-1");
    REQUIRE(services.requests().size() == 1);
    CHECK(services.requests()[0].effect == Effect::write);
    CHECK(services.requests()[0].body.find("Broken lock") != std::string::npos);

    services.answer = [](const HttpRequest&) { return HttpResponse{500, {}, ""}; };
    CHECK(instance->create(soon(services), one_draft()).error().status == Status::uncertain);
    CHECK(instance->update(soon(services), {}).error().status == Status::unsupported);
  }
}

}  // namespace itsm::loader::tests
