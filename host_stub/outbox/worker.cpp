// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/worker.hpp"

#include "host_stub/outbox/create_job.hpp"

namespace itsm::host::outbox {
namespace {

// A job that failed this often for a reason of ours will fail again.
constexpr std::int64_t kMostFailures = 5;
constexpr std::chrono::seconds kPause{30};

}  // namespace

Result<bool> Worker::run_one(CompanyId company) {
  const auto claimed = std::chrono::steady_clock::now();
  ITSM_TRY(const auto jobs, database_.in_company(company, [&](store::Transaction& transaction) {
    return store::claim_jobs(transaction, 1, kLease, clock_.now());
  }));
  if (jobs.empty()) return false;
  ITSM_CHECK(run(jobs.front(), claimed));
  return true;
}

Result<bool> Worker::run_one() {
  ITSM_TRY(const auto companies, database_.across_companies([&](store::Transaction& transaction) {
    return store::companies_with_due_jobs(transaction, 16, clock_.now());
  }));
  for (const CompanyId company : companies) {
    ITSM_TRY(const bool ran, run_one(company));
    if (ran) return true;
  }
  return false;
}

Result<> Worker::run(const store::Job& job, std::chrono::steady_clock::time_point claimed) {
  CreateJob create(database_, integrations_, clock_, log_, job, claimed, kLease);
  Result<> done;
  try {
    done = create.run();
  } catch (const std::exception& defect) {
    done = problem(ProblemKind::internal, "job_failed", defect.what());
  }
  if (done) return {};
  if (done.error().kind == ProblemKind::unavailable) return done;
  log_.error("job_failed", done.error().message,
             {{"company", job.company.value}, {"job", job.id}, {"code", done.error().code}});
  const Time now = clock_.now();
  ITSM_CHECK(database_.in_company(job.company, [&](store::Transaction& transaction) -> Result<bool> {
    if (job.attempts >= kMostFailures) return store::park_job(transaction, job, done.error().message, now);
    return store::postpone_job(transaction, job, job.payload, now + kPause, done.error().message, now);
  }));
  return {};
}

}  // namespace itsm::host::outbox
