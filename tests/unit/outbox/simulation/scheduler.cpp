// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/outbox/simulation/scheduler.hpp"

#include <exception>
#include <stdexcept>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace itsm::host::outbox::simulation {
namespace {

constexpr std::size_t kStackSize = 256 * 1024;

// The address sanitizer has to know on which stack the program is.
void before_switch([[maybe_unused]] void** keep, [[maybe_unused]] const void* stack,
                   [[maybe_unused]] std::size_t size) {
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_start_switch_fiber(keep, stack, size);
#endif
}

void after_switch([[maybe_unused]] void* kept, [[maybe_unused]] const void** stack,
                  [[maybe_unused]] std::size_t* size) {
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_finish_switch_fiber(kept, stack, size);
#endif
}

}  // namespace

struct Scheduler::Activity {
  Scheduler* scheduler = nullptr;
  std::function<void()> body{};
  std::unique_ptr<char[]> stack{new char[kStackSize]};  // not initialised: most of it is never touched
  ucontext_t context{};
  std::exception_ptr failure{};
  bool ended = false;
};

Scheduler::Scheduler(std::uint64_t seed) : random_(seed) {}
Scheduler::~Scheduler() = default;

void Scheduler::start(std::function<void()> body) {
  auto& activity = *activities_.emplace_back(std::make_unique<Activity>());
  activity.scheduler = this;
  activity.body = std::move(body);
  getcontext(&activity.context);
  activity.context.uc_stack.ss_sp = activity.stack.get();
  activity.context.uc_stack.ss_size = kStackSize;
  activity.context.uc_link = nullptr;
  // makecontext passes numbers of the size of an int only.
  const auto address = reinterpret_cast<std::uintptr_t>(&activity);
  makecontext(&activity.context, reinterpret_cast<void (*)()>(&Scheduler::enter), 2,
              static_cast<unsigned>(address >> 32U), static_cast<unsigned>(address));
  events_.push({now_, random_(), &activity, {}});
}

void Scheduler::enter(unsigned high, unsigned low) {
  auto& activity = *reinterpret_cast<Activity*>(static_cast<std::uintptr_t>(high) << 32U |
                                                low);  // NOLINT(performance-no-int-to-ptr)
  Scheduler& scheduler = *activity.scheduler;
  after_switch(nullptr, &scheduler.main_stack_, &scheduler.main_stack_size_);
  try {
    activity.body();
  } catch (...) {
    activity.failure = std::current_exception();
  }
  activity.ended = true;
  scheduler.leave(activity, true);
}

void Scheduler::resume(Activity& activity) {
  running_ = &activity;
  void* kept = nullptr;
  before_switch(&kept, activity.stack.get(), kStackSize);
  swapcontext(&main_, &activity.context);
  after_switch(kept, nullptr, nullptr);
  running_ = nullptr;
  if (activity.failure) std::rethrow_exception(activity.failure);
}

void Scheduler::leave(Activity& activity, bool for_good) {
  void* kept = nullptr;
  before_switch(for_good ? nullptr : &kept, main_stack_, main_stack_size_);
  swapcontext(&activity.context, &main_);
  after_switch(kept, &main_stack_, &main_stack_size_);
}

void Scheduler::at(Time when, std::function<void()> effect) {
  events_.push({when, random_(), nullptr, std::move(effect)});
}

void Scheduler::sleep(std::chrono::milliseconds duration) {
  events_.push({now_ + duration, random_(), running_, {}});
  leave(*running_, false);
}

void Scheduler::run() {
  while (!events_.empty()) {
    const Event event = events_.top();
    events_.pop();
    now_ = event.when;
    if (event.activity != nullptr)
      resume(*event.activity);
    else
      event.effect();
  }
  for (const auto& activity : activities_)
    if (!activity->ended) throw std::logic_error("an activity sleeps for ever");
}

bool Scheduler::chance(double probability) { return uniform() < probability; }

std::int64_t Scheduler::uniform(std::int64_t least, std::int64_t most) {
  return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
}

}  // namespace itsm::host::outbox::simulation
