// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <mutex>
#include <random>

#include "host_stub/core/clock.hpp"

// What the outbox decides by besides rows and answers, so that a simulation can stand in for it.
namespace itsm::host::outbox {

// Time for budgets within this process: it only goes forward, whatever happens to the clock.
class Monotonic {
 public:
  using Point = std::chrono::steady_clock::time_point;
  virtual ~Monotonic() = default;
  virtual Point now() const = 0;
};

class Random {
 public:
  virtual ~Random() = default;
  // Uniform in [0, 1).
  virtual double uniform() = 0;
};

class SteadyMonotonic final : public Monotonic {
 public:
  Point now() const override { return std::chrono::steady_clock::now(); }
};

// Any thread.
class SystemRandom final : public Random {
 public:
  double uniform() override {
    const std::lock_guard lock(mutex_);
    return std::uniform_real_distribution<double>(0, 1)(generator_);
  }

 private:
  std::mutex mutex_;
  std::minstd_rand generator_{std::random_device{}()};
};

// Borrowed together.
struct Instruments {
  const Clock& clock;
  const Monotonic& monotonic;
  Random& random;
};

}  // namespace itsm::host::outbox
