// SPDX-License-Identifier: Apache-2.0
// What would end or stop the host in process, and is one failed call through a worker.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "tests/abi/support.hpp"

namespace itsm::loader::tests {

using namespace std::chrono_literals;

namespace {

struct Bench {
  explicit Bench(const std::string& name) {
    LoadOptions how = options(Way::worker);
    how.on_misbehaviour = reports.sink();
    plugin = must_load(name, how);
    instance = must_open(*plugin, services);
  }
  RecordingServices services;
  Reports reports;
  std::shared_ptr<Plugin> plugin;
  std::unique_ptr<Instance> instance;
};

// Of the worker that runs an instance of the plugin tells.
pid_t pid_of(Instance& instance, const RecordingServices& services) {
  const auto report = instance.check(soon(services), {});
  REQUIRE(report);
  return report->connection.facts.at("pid").get<pid_t>();
}

// Leaves it to the loader to reap it.
void kill_and_wait(pid_t pid) {
  siginfo_t ended{};
  CHECK(::kill(pid, SIGKILL) == 0);
  CHECK(::waitid(P_PID, static_cast<id_t>(pid), &ended, WEXITED | WNOWAIT) == 0);
}

}  // namespace

TEST_CASE("a crash is one failed call, and the next one has a fresh worker", "[containment]") {
  struct Case {
    const char* plugin;
    const char* message;
  };
  const auto [name, message] = GENERATE(values<Case>({
      // In a sanitizer's build the sanitizer ends the process in its own way.
      {"crashes", ITSM_TEST_SANITIZED ? "the worker of plugin right 1.0.0 died ("
                                      : "the worker of plugin right 1.0.0 died (signal 11) during create"},
      {"exits", "the worker of plugin right 1.0.0 died (exit status 3) during create"},
      {"throws", "the worker of plugin throws 1.0.0 died (signal 6) during create"},
  }));
  Bench bench(name);
  for (int round = 0; round < 2; ++round) {
    const auto created = bench.instance->create(soon(bench.services), one_draft());
    REQUIRE_FALSE(created);
    CHECK(created.error().status == Status::internal);
    CHECK_THAT(created.error().message, Catch::StartsWith(message));
    CHECK_THAT(created.error().message, Catch::EndsWith(" during create"));
  }
  CHECK(bench.reports.messages().size() == 2);
}

TEST_CASE("after a crash an instance is opened again with its configuration", "[containment]") {
  RecordingServices services;
  const auto plugin = must_load("tells", options(Way::worker));
  Configuration configuration;
  configuration.settings["label"] = "blue";
  const auto instance = must_open(*plugin, services, configuration);
  const auto pid = pid_of(*instance, services);
  kill_and_wait(pid);

  // The worker died while nothing was under way, so no call fails.
  const auto after = instance->check(soon(services), {});
  REQUIRE(after);
  CHECK(after->connection.facts.at("label") == "blue");
  CHECK(after->connection.facts.at("pid") != pid);
}

TEST_CASE("a hang ends soon after the deadline", "[containment]") {
  Bench bench("hangs");
  const auto begin = std::chrono::steady_clock::now();
  const auto created = bench.instance->create(within(bench.services, 50ms), one_draft());
  const auto took = std::chrono::steady_clock::now() - begin;
  REQUIRE_FALSE(created);
  CHECK(created.error().status == Status::cancelled);
  CHECK(created.error().message ==
        "the worker of plugin right 1.0.0 was killed: create ran past its deadline");
  CHECK(took >= 50ms);
  CHECK(took < 10s);
  CHECK(bench.instance->find(soon(bench.services), {}));
}

TEST_CASE("a plugin that goes on after its cancellation is ended", "[containment]") {
  Bench bench("forgets_cancellation");
  CallContext context = soon(bench.services);
  context.cancelled = [] { return true; };
  const auto created = bench.instance->create(context, one_draft());
  REQUIRE_FALSE(created);
  CHECK(created.error().status == Status::cancelled);
  CHECK_THAT(created.error().message,
             Catch::EndsWith("was killed: create did not return after its cancellation"));
}

TEST_CASE("a write is finished by the host even if the worker dies meanwhile", "[containment]") {
  Bench bench("tells");
  const auto pid = pid_of(*bench.instance, bench.services);
  bool finished = false;
  bench.services.answer = [&](const HttpRequest& request) {
    kill_and_wait(pid);
    finished = request.effect == Effect::write;
    return HttpResponse{201, {}, "made"};
  };
  const auto created = bench.instance->create(soon(bench.services), one_draft());
  REQUIRE_FALSE(created);
  CHECK(created.error().status == Status::internal);
  CHECK(created.error().message == "the worker of plugin tells 1.0.0 died (signal 9) during create");
  CHECK(finished);
  CHECK(bench.services.requests().size() == 1);
}

TEST_CASE("a thread that a call leaves behind is reported, and its worker is not used again",
          "[containment]") {
  Bench bench("leaves_a_thread");
  CHECK(bench.instance->create(soon(bench.services), one_draft()));
  CHECK(bench.reports.messages() ==
        std::vector<std::string>{"plugin right 1.0.0 left 1 thread(s) running after create"});
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no child is left
}

TEST_CASE("a worker's memory is bounded", "[containment]") {
  if (ITSM_TEST_SANITIZED) {
    WARN("skipped: a sanitizer's shadow memory is larger than any bound");
    return;
  }
  Bench bench("eats_memory");
  const auto created = bench.instance->create(soon(bench.services), one_draft());
  REQUIRE(created);
  CHECK(created->outcomes.size() == 1);
}

TEST_CASE("a worker sees neither the host's environment nor its descriptors", "[containment]") {
  ::setenv("HOME", "/somewhere", 1);  // NOLINT(concurrency-mt-unsafe)
  RecordingServices services;
  const auto plugin = must_load("tells", options(Way::worker));
  const auto report = must_open(*plugin, services)->check(soon(services), {});
  REQUIRE(report);
  CHECK(report->connection.facts.at("home") == "");
  CHECK(report->connection.facts.at("descriptors") == 5);  // the standard three, the socket and the plugin
}

TEST_CASE("workers end with their plugin", "[containment]") {
  {
    Bench bench("right");
    CHECK(bench.instance->create(soon(bench.services), one_draft()));
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

}  // namespace itsm::loader::tests
