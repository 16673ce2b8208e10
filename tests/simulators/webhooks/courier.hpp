// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/control/faults.hpp"
#include "tests/simulators/webhooks/delivery.hpp"

namespace itsm::simulators {

// Takes deliveries to their receivers on a thread of its own, so that no vendor ever waits for one. What is
// due is decided by the simulator's clock; only the time-out of a receiver is real time. Any thread.
class Courier {
 public:
  // Both are borrowed. The faults decide which deliveries come twice, late or not at all.
  Courier(Clock& clock, Faults& faults);
  ~Courier();  // abandons what is under way
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  void send(Delivery delivery);
  // Oldest first, each with its tries: state is waiting, sending, delivered, refused (it will not be tried
  // again) or lost (by a fault).
  Json list() const;
  // Forgets everything, what is not delivered yet too.
  void clear();
  // Blocks until nothing is due or under way, for at most this real time. False if that was not enough.
  bool settle(std::chrono::milliseconds patience);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace itsm::simulators
