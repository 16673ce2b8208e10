// SPDX-License-Identifier: Apache-2.0
#include "tests/abi/support.hpp"

namespace itsm::loader::tests {

TEST_CASE("a reply that breaks the contract is an internal error that names the plugin", "[misbehaviour]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  struct Case {
    const char* plugin;
    const char* message;
  };
  const auto [name, message] = GENERATE(values<Case>({
      {"no_reply", "plugin right 1.0.0 did not answer create"},
      {"two_replies", "plugin right 1.0.0 answered create twice"},
      {"not_utf8", "plugin right 1.0.0 answered create with a create_result that is not UTF-8"},
      {"bad_json",
       "plugin right 1.0.0 answered create with a create_result that is not valid JSON at byte 14"},
      {"deep_json",
       "plugin right 1.0.0 answered create with a create_result that is nested deeper than 64 levels"},
      {"breaks_schema",
       "plugin right 1.0.0 answered create with a create_result that does not fit its schema: "
       "/outcomes/0/index: "},
      {"huge_reply", "plugin right 1.0.0 answered create with 17825792 bytes, where 16777216 are allowed"},
      {"null_error", "plugin right 1.0.0 answered create with a null error"},
      {"replies_from_a_thread", "plugin right 1.0.0 answered create from another thread"},
  }));
  INFO(name);
  RecordingServices services;
  Reports reports;
  LoadOptions how = options(way);
  how.on_misbehaviour = reports.sink();
  const auto plugin = must_load(name, how);
  const auto instance = must_open(*plugin, services);

  const auto created = instance->create(soon(services), one_draft());
  REQUIRE_FALSE(created);
  CHECK(created.error().status == Status::internal);
  CHECK_THAT(created.error().message, Catch::StartsWith(message));
  CHECK(reports.messages() == std::vector<std::string>{created.error().message});
  CHECK(instance->find(soon(services), {}));  // the plugin goes on
}

TEST_CASE("an error whose message is not UTF-8 keeps its status and is reported", "[misbehaviour]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  Reports reports;
  LoadOptions how = options(way);
  how.on_misbehaviour = reports.sink();
  const auto plugin = must_load("error_not_utf8", how);

  const auto created = must_open(*plugin, services)->create(soon(services), one_draft());
  REQUIRE_FALSE(created);
  CHECK(created.error().status == Status::conflict);
  CHECK(created.error().message == "caf\xef\xbf\xbd");
  CHECK(
      reports.messages() ==
      std::vector<std::string>{"plugin right 1.0.0 answered create with an error message that is not UTF-8"});
}

TEST_CASE("open without an instance is a breach", "[misbehaviour]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  const auto opened = must_load("open_without_instance", options(way))->open(services, {});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().message == "plugin right 1.0.0 answered open without an instance");
}

TEST_CASE("a request outside of a call is refused", "[misbehaviour]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  const auto plugin = must_load("asks_without_a_call", options(way));
  const auto created = must_open(*plugin, services)->create(soon(services), one_draft());
  REQUIRE_FALSE(created);
  CHECK(created.error().status == Status::invalid_argument);
  CHECK(services.requests().empty());
}

}  // namespace itsm::loader::tests
