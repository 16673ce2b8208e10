// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "host_stub/observe/log.hpp"
#include "host_stub/outbox/instruments.hpp"
#include "host_stub/outbox/ledger.hpp"
#include "host_stub/outbox/vendor.hpp"

namespace itsm::host::outbox {

// What is to be done for tickets that exist, which the room above knows.
class TicketWork {
 public:
  virtual ~TicketWork() = default;
  // Brings one job of kind update to its end, or says when it goes on. claimed as in CreateJob.
  virtual Result<> run(const store::Job& job, Monotonic::Point claimed, const Lease& lease) = 0;
};

// Claims due jobs and runs them on the calling thread. Several workers, in one process or many, share one
// ledger.
class Worker {
 public:
  // All borrowed. Without work for tickets that exist such jobs wait.
  Worker(Ledger& ledger, Vendors& vendors, const Instruments& instruments, observe::Log& log,
         const Lease& lease = {}, TicketWork* tickets = nullptr)
      : ledger_(ledger),
        vendors_(vendors),
        instruments_(instruments),
        log_(log),
        lease_(lease),
        tickets_(tickets) {}

  // Runs one due job of the company; false when none was due. A job that fails for a reason of ours is parked
  // after some attempts; the failure that is answered is that of the database.
  Result<bool> run_one(CompanyId company);
  // The same for whichever company has waited longest.
  Result<bool> run_one();

 private:
  Result<> run(const store::Job& job, Monotonic::Point claimed);
  Result<> carry_out(const store::Job& job, Monotonic::Point claimed);

  Ledger& ledger_;
  Vendors& vendors_;
  const Instruments instruments_;
  observe::Log& log_;
  const Lease lease_;
  TicketWork* const tickets_;
};

}  // namespace itsm::host::outbox
