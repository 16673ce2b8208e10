// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "tests/unit/outbox/simulation/trouble.hpp"

namespace itsm::host::outbox::simulation {

struct Settings {
  int tickets = 20;
  int processes = 3;
  int workers = 2;  // of each process
  Rules rules{};
  Chances chances{};
};

// What one seed came to.
struct Report {
  std::int64_t wanted = 0;
  std::int64_t linked = 0;
  std::int64_t failed = 0;      // the vendor refused it, and has nothing of it
  std::int64_t duplicated = 0;  // wanted tickets with more than one at the vendor
  std::int64_t lost = 0;        // said to be linked, and the vendor has no such ticket
  std::int64_t denied = 0;      // said to have failed, and the vendor has it
  std::int64_t stuck = 0;       // not decided at the end
  std::int64_t crashes = 0;
  std::string first_problem{};
  std::uint64_t digest = 0;  // of everything that happened

  bool clean() const { return duplicated + lost + denied + stuck == 0; }
};

Report run(std::uint64_t seed, const Settings& settings);

}  // namespace itsm::host::outbox::simulation
