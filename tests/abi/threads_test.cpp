// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <latch>
#include <thread>

#include "tests/abi/support.hpp"

namespace itsm::loader::tests {

using namespace std::chrono_literals;

TEST_CASE("many threads share the workers of a plugin and get their own answers", "[threads]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  RecordingServices services;
  services.answer = [](const HttpRequest& request) {
    return HttpResponse{200, request.headers, request.body};
  };
  LoadOptions how = options(way);
  how.workers = 2;
  const auto plugin = must_load("tells", how);

  constexpr int kThreads = 6;
  constexpr int kCalls = 20;
  std::atomic<int> right = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      Configuration configuration;
      configuration.settings["label"] = "label" + std::to_string(t);
      auto instance = plugin->open(services, configuration);
      if (!instance) return;
      for (int i = 0; i < kCalls; ++i) {
        const std::string summary = std::to_string(t) + "/" + std::to_string(i);
        const auto created = (*instance)->create(soon(services), one_draft(summary));
        if (!created) continue;
        const TicketRef& ticket = *created->outcomes.at(0).ticket;
        if (ticket.key == summary && ticket.url == "label" + std::to_string(t)) ++right;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(right == kThreads * kCalls);
}

TEST_CASE("a call that finds no free worker waits no longer than its deadline", "[threads]") {
  RecordingServices services;
  std::latch busy(1);
  std::latch go_on(1);
  services.answer = [&](const HttpRequest&) {
    busy.count_down();
    go_on.wait();
    return HttpResponse{201, {}, "made"};
  };
  const auto plugin = must_load("tells", options(Way::worker));  // one worker
  const auto first = must_open(*plugin, services);
  const auto second = must_open(*plugin, services);
  std::thread slow([&] { CHECK(first->create(soon(services), one_draft())); });
  busy.wait();

  const auto waited = second->check(within(services, 30ms), {});
  REQUIRE_FALSE(waited);
  CHECK(waited.error().status == Status::cancelled);
  CHECK(waited.error().message == "no worker was free before the deadline");
  go_on.count_down();
  slow.join();
  CHECK(second->check(soon(services), {}));
}

TEST_CASE("a worker outlives the thread that started it", "[threads]") {
  RecordingServices services;
  std::shared_ptr<Plugin> plugin;
  std::unique_ptr<Instance> instance;
  const auto pid_of = [&] {
    return instance->check(soon(services), {})->connection.facts.at("pid").get<int>();
  };
  int started = 0;
  std::thread([&] {
    plugin = must_load("tells", options(Way::worker));
    instance = must_open(*plugin, services);
    started = pid_of();
  }).join();
  CHECK(pid_of() == started);
}

}  // namespace itsm::loader::tests
