// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include "tests/abi/support.hpp"

namespace itsm::loader::tests {

TEST_CASE("a call carries its circumstances to the plugin and its document back", "[calls]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  const auto plugin = must_load("tells", options(way));
  Configuration configuration;
  configuration.settings["label"] = "blue";
  const auto instance = must_open(*plugin, services, configuration);
  CallContext context = soon(services);
  context.cancelled = [] { return true; };

  const auto report = instance->check(context, {});
  REQUIRE(report);
  const Json& facts = report->connection.facts;
  CHECK(facts.at("label") == "blue");
  CHECK(facts.at("now") == services.now);
  CHECK(facts.at("deadline") == services.now + 30'000);
  CHECK(facts.at("trace_id") == "trace-1");
  CHECK(facts.at("cancelled") == true);
  CHECK((facts.at("pid") == ::getpid()) == (way == Way::in_process));
}

TEST_CASE("a request goes to the host's services and its answer to the plugin", "[calls]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  const auto plugin = must_load("tells", options(way));
  Configuration configuration;
  configuration.settings["label"] = "blue";
  const auto instance = must_open(*plugin, services, configuration);
  CallContext context = soon(services);
  context.user = &services;

  // Any bytes pass, not only text.
  const std::string bytes("\0\xff\x80 body", 8);
  services.answer = [&](const HttpRequest&) { return HttpResponse{201, {{"X-From", "vendor"}}, "made"}; };
  const auto created = instance->create(context, one_draft("Caf\xc3\xa9"));
  REQUIRE(created);
  CHECK(created->outcomes.at(0).ticket->id == "201");
  CHECK(created->outcomes.at(0).ticket->key == "made");
  CHECK(created->outcomes.at(0).ticket->url == "vendor");

  REQUIRE(services.requests().size() == 1);
  const HttpRequest request = services.requests().at(0);
  CHECK(request.method == "POST");
  CHECK(request.origin == "api");
  CHECK(request.target == "/tickets");
  CHECK(request.body == "Caf\xc3\xa9");
  CHECK(request.credential == "default");
  CHECK(request.effect == Effect::write);
  CHECK(request.headers.at(0).name == "X-Label");
  CHECK(request.headers.at(0).value == "blue");
  CHECK(services.users().at(0) == &services);
  CHECK(services.lines() == std::vector<std::string>{"about to write"});

  // A vendor's broken bytes reach the plugin, whose own document then has them replaced.
  services.answer = [&](const HttpRequest&) { return HttpResponse{201, {}, bytes}; };
  const auto broken = instance->create(context, one_draft());
  REQUIRE(broken);
  CHECK(broken->outcomes.at(0).ticket->key == std::string("\0\xef\xbf\xbd\xef\xbf\xbd body", 12));
}

TEST_CASE("an error of the host passes through the plugin unchanged", "[calls]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  const Status status = GENERATE(Status::recorded, Status::uncertain, Status::rate_limited);
  RecordingServices services;
  services.answer = [&](const HttpRequest&) -> Result<HttpResponse> {
    return unexpected(Error{status, "said the host", 0, std::chrono::milliseconds(250), {{"a", "b"}}, {}});
  };
  const auto plugin = must_load("tells", options(way));
  const auto instance = must_open(*plugin, services);

  const auto created = instance->create(soon(services), one_draft());
  REQUIRE_FALSE(created);
  CHECK(created.error().status == status);
  CHECK(created.error().message == "said the host");
  CHECK(created.error().retry_after == std::chrono::milliseconds(250));
  CHECK(created.error().fields.at("a") == "b");
}

TEST_CASE("a host that fails in the middle of a request leaves the outcome uncertain", "[calls]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  services.answer = [](const HttpRequest&) -> Result<HttpResponse> { throw std::runtime_error("disk full"); };
  const auto plugin = must_load("tells", options(way));
  const auto instance = must_open(*plugin, services);

  const auto created = instance->create(soon(services), one_draft());
  REQUIRE_FALSE(created);
  CHECK(created.error().status == Status::uncertain);
  CHECK(created.error().message == "the host failed: disk full");
  CHECK(instance->check(soon(services), {}));
}

TEST_CASE("an error of the plugin arrives with all its details", "[calls]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  const auto plugin = must_load("tells", options(way));
  const auto instance = must_open(*plugin, services);

  const auto fetched = instance->fetch(soon(services), {});
  REQUIRE_FALSE(fetched);
  CHECK(fetched.error().status == Status::transition_unavailable);
  CHECK(fetched.error().vendor_http_status == 409);
  CHECK(fetched.error().retry_after == std::chrono::milliseconds(1500));
  CHECK(fetched.error().fields.at("status") == "is Done");
  CHECK(fetched.error().reachable == std::vector<std::string>{"Open", "Doing"});

  const auto found = instance->find(soon(services), {});
  REQUIRE_FALSE(found);
  CHECK(found.error().status == Status::internal);
  CHECK(found.error().message == "defect after 201");
  CHECK(services.requests().at(0).effect == Effect::read);
  CHECK(services.requests().at(0).cache == std::chrono::seconds(60));
}

TEST_CASE("deliveries reach normalise as raw bytes", "[calls]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  const auto plugin = must_load("tells", options(way));
  const auto instance = must_open(*plugin, services);

  const std::string body("\0\xff\x01", 3);
  const std::vector<Delivery> batch{
      {std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(7)),
       {{"X-Id", "1"}},
       "a=b",
       body},
      {std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(8)),
       {{"X-Id", "2"}},
       "",
       ""}};
  const auto events = instance->normalise(soon(services), batch);
  REQUIRE(events);
  REQUIRE(events->events.size() == 2);
  CHECK(events->events[0].reason == "3 bytes, a=b, X-Id");
  CHECK(events->events[0].occurred_at == "7");
  CHECK(events->events[1].delivery == 1);
}

TEST_CASE("an operation that the plugin does not have is unsupported, and the plugin is not asked",
          "[calls]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  const auto plugin = must_load("short_table", options(way));
  const auto instance = must_open(*plugin, services);

  CHECK(instance->create(soon(services), one_draft()));                      // required, and there
  for (const auto& error : {instance->comments(soon(services), {}).error(),  // behind the end of the table
                            instance->relate(soon(services), {}).error(),    // likewise
                            instance->update(soon(services), {}).error(),    // null
                            instance->changes(soon(services), {}).error(),   // a capability that is not there
                            instance->normalise(soon(services), {}).error(),  // likewise
                            instance->renew(soon(services), {}).error()}) {
    CHECK(error.status == Status::unsupported);
    CHECK(error.message.find("plugin right does not have the operation ") == 0);
  }
}

TEST_CASE("a call whose deadline has passed does not begin", "[calls]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  const auto plugin = must_load("tells", options(way));
  const auto instance = must_open(*plugin, services);

  const auto created = instance->create(within(services, std::chrono::milliseconds(0)), one_draft());
  REQUIRE_FALSE(created);
  CHECK(created.error().status == Status::cancelled);
  CHECK(services.requests().empty());
}

TEST_CASE("a refusal to open is the plugin's own error", "[calls]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  Reports reports;
  LoadOptions how = options(way);
  how.on_misbehaviour = reports.sink();
  const auto opened = must_load("open_refuses", how)->open(services, {});
  REQUIRE_FALSE(opened);
  CHECK(opened.error().status == Status::misconfigured);
  CHECK(opened.error().message == "no url");
  CHECK(reports.messages().empty());
}

}  // namespace itsm::loader::tests
