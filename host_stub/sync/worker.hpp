// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/observe/log.hpp"
#include "host_stub/outbox/instruments.hpp"
#include "host_stub/sync/journal.hpp"
#include "host_stub/sync/source.hpp"

namespace itsm::host::sync {

// Works the inbox off on the calling thread: deliveries become what was heard of tickets, and tickets are
// judged, each by one worker at a time. What fails for a reason of ours is parked after some attempts; what
// waits for a vendor waits. Several workers, in one process or many, share one journal.
class Worker {
 public:
  // All borrowed.
  Worker(Journal& journal, Sources& sources, const outbox::Instruments& instruments, observe::Log& log)
      : journal_(journal), sources_(sources), instruments_(instruments), log_(log) {}

  // One batch of whoever has waited longest; false when nothing was due.
  Result<bool> run_one();

 private:
  using Rows = std::vector<store::InboxRow>;

  Result<> run(const Rows& rows);
  Result<> read_deliveries(Source& source, const Place& place, const Rows& rows);
  Result<> judge_tickets(Source& source, const Place& place, const Rows& rows);
  Result<> fail(const Rows& rows, const Problem& why);

  Journal& journal_;
  Sources& sources_;
  const outbox::Instruments instruments_;
  observe::Log& log_;
};

}  // namespace itsm::host::sync
