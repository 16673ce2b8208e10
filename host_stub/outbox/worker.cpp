// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/worker.hpp"

#include "host_stub/outbox/create_job.hpp"

namespace itsm::host::outbox {
namespace {

// A job that failed this often for a reason of ours will fail again.
constexpr std::int64_t kMostFailures = 5;
// A job whose workers vanished this often in a row is what makes them vanish.
constexpr std::int64_t kMostInterruptions = 5;
constexpr std::chrono::seconds kPause{30};
constexpr std::int64_t kMostCompanies = 16;

}  // namespace

Result<bool> Worker::run_one(CompanyId company) {
  const auto claimed = instruments_.monotonic.now();
  ITSM_TRY(const auto job, ledger_.claim(company, lease_.length, instruments_.clock.now()));
  if (!job) return false;
  ITSM_CHECK(run(*job, claimed));
  return true;
}

Result<bool> Worker::run_one() {
  ITSM_TRY(const auto companies, ledger_.companies_due(kMostCompanies, instruments_.clock.now()));
  for (const CompanyId company : companies) {
    ITSM_TRY(const bool ran, run_one(company));
    if (ran) return true;
  }
  return false;
}

Result<> Worker::run(const store::Job& job, Monotonic::Point claimed) {
  if (job.interrupted >= kMostInterruptions)
    return ledger_.end(
        job,
        {.kind = Ending::parked,
         .due = {},
         .reason = std::to_string(job.interrupted) + " workers died over it, one after another"},
        instruments_.clock.now());
  Result<> done;
  try {
    done = carry_out(job, claimed);
  } catch (const std::exception& defect) {
    done = problem(ProblemKind::internal, "job_failed", defect.what());
  }
  if (done) return {};
  if (done.error().kind == ProblemKind::unavailable) return done;
  log_.error("job_failed", done.error().message,
             {{"company", job.company.value}, {"job", job.id}, {"code", done.error().code}});
  const Time now = instruments_.clock.now();
  if (job.attempts >= kMostFailures)
    return ledger_.end(job, {.kind = Ending::parked, .due = {}, .reason = done.error().message}, now);
  return ledger_.end(job, {.kind = Ending::later, .due = now + kPause, .reason = done.error().message}, now);
}

Result<> Worker::carry_out(const store::Job& job, Monotonic::Point claimed) {
  if (job.kind == store::JobKind::create)
    return CreateJob(ledger_, vendors_, instruments_, lease_, job, claimed).run();
  if (tickets_ != nullptr) return tickets_->run(job, claimed, lease_);
  const Time now = instruments_.clock.now();
  return ledger_.end(job, {.kind = Ending::later, .due = now + kPause, .reason = "nobody here can do it"},
                     now);
}

}  // namespace itsm::host::outbox
