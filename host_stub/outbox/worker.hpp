// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

#include "host_stub/integrations/source.hpp"
#include "host_stub/observe/log.hpp"
#include "host_stub/store/outbox_jobs.hpp"

namespace itsm::host::outbox {

// Claims due jobs and runs them on the calling thread. Several workers, in one process or many, share one
// database.
class Worker {
 public:
  // Long enough for a call and for storing what came of it.
  static constexpr std::chrono::milliseconds kLease{180'000};

  // All borrowed.
  Worker(store::Database& database, integrations::IntegrationSource& integrations, const Clock& clock,
         observe::Log& log)
      : database_(database), integrations_(integrations), clock_(clock), log_(log) {}

  // Runs one due job of the company; false when none was due. A job that fails for a reason of ours is parked
  // after some attempts; the failure that is answered is that of the database.
  Result<bool> run_one(CompanyId company);
  // The same for whichever company has waited longest.
  Result<bool> run_one();

 private:
  Result<> run(const store::Job& job, std::chrono::steady_clock::time_point claimed);

  store::Database& database_;
  integrations::IntegrationSource& integrations_;
  const Clock& clock_;
  observe::Log& log_;
};

}  // namespace itsm::host::outbox
