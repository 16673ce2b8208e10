// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ucontext.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <queue>
#include <random>
#include <vector>

#include "host_stub/core/clock.hpp"

namespace itsm::host::outbox::simulation {

// Many activities on one thread in simulated time: each runs until it sleeps, and whoever is due next goes
// on. The order depends on the seed and on nothing else, so that a run can be had again.
class Scheduler {
 public:
  explicit Scheduler(std::uint64_t seed);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // An activity with a stack of its own. It must end before the scheduler does.
  void start(std::function<void()> body);
  // Something that takes no time, later.
  void at(Time when, std::function<void()> effect);
  // Of the running activity.
  void sleep(std::chrono::milliseconds duration);
  // Until every activity has ended.
  void run();

  Time now() const { return now_; }
  bool chance(double probability);
  std::int64_t uniform(std::int64_t least, std::int64_t most);
  double uniform() { return std::uniform_real_distribution<double>(0, 1)(random_); }

 private:
  struct Activity;
  struct Event {
    Time when{};
    std::uint64_t order = 0;  // among events of the same moment
    Activity* activity = nullptr;
    std::function<void()> effect{};
    bool operator<(const Event& other) const {
      return when != other.when ? when > other.when : order > other.order;
    }
  };

  static void enter(unsigned high, unsigned low);
  void resume(Activity& activity);
  void leave(Activity& activity, bool for_good);

  std::mt19937_64 random_;
  Time now_{std::chrono::hours(24 * 365 * 50)};
  std::priority_queue<Event> events_{};
  std::vector<std::unique_ptr<Activity>> activities_{};
  Activity* running_ = nullptr;
  ucontext_t main_{};
  const void* main_stack_ = nullptr;
  std::size_t main_stack_size_ = 0;
};

}  // namespace itsm::host::outbox::simulation
