// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/unit/outbox/simulation/scheduler.hpp"

namespace itsm::host::outbox::simulation {

// The rules that keep two tickets from being made. Each can be left out, to see what it is there for.
struct Rules {
  bool intent_first = true;  // "sending" is stored before the create leaves, not with its outcome
  bool fence = true;         // who was overtaken changes nothing
  bool lease_budget = true;  // nothing leaves when the lease could end before the answer
  bool settle = true;        // a look-up counts only when the create must show
  bool second_look = true;   // absent once is not absent
  bool no_resend = true;     // a create whose connection closed is not sent again by the client
};

// How often what goes wrong. A ticket that is made late and shows late does so after the settle time, and
// before the second look-up: what comes later still, no protocol with a vendor like this can know.
struct Chances {
  double crash = 0.004;  // of the host, at each step
  double pause = 0.003;  // of a worker, at each step
  std::int64_t longest_pause_s = 600;
  double database_fails = 0.005;  // a step is not done, or its answer is lost, or it is done twice
  double lost_reply = 0.03;       // the create was executed
  double lost_request = 0.02;     // it was not, and nobody knows
  double late_execution = 0.02;   // long after the client has given up
  std::int64_t latest_execution_s = 60;
  double slow_index = 0.02;  // a ticket shows late in searches
  std::int64_t slowest_index_s = 110;
  double not_sent = 0.02;
  double throttled = 0.01;
  double refused = 0.01;  // of a ticket
  double find_fails = 0.03;
  double disabled = 0.005;  // the integration, for a moment
};

// The host died: nothing of it goes on. Not a std::exception, so that nobody handles it.
struct Crash {};

// The process that a worker runs in.
struct Process {
  std::uint64_t life = 0;
  std::chrono::milliseconds clock_is_wrong_by{0};
};

// What can happen to a worker between any two things that it does.
class Hazard {
 public:
  Hazard(Scheduler& scheduler, const Chances& chances, Process& process)
      : scheduler_(scheduler), chances_(chances), process_(process) {}

  void begin_life() { life_ = process_.life; }

  // Takes some time, perhaps much; perhaps the process dies.
  void step() {
    wait(std::chrono::milliseconds(scheduler_.chance(chances_.pause)
                                       ? scheduler_.uniform(0, chances_.longest_pause_s * 1000)
                                       : scheduler_.uniform(1, 20)));
    if (!scheduler_.chance(chances_.crash)) return;
    ++process_.life;
    throw Crash{};
  }
  // Takes exactly this time, unless the process dies meanwhile.
  void wait(std::chrono::milliseconds duration) {
    scheduler_.sleep(duration);
    if (process_.life != life_) throw Crash{};
  }

 private:
  Scheduler& scheduler_;
  const Chances& chances_;
  Process& process_;
  std::uint64_t life_ = 0;
};

}  // namespace itsm::host::outbox::simulation
