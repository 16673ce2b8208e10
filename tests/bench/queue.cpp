// SPDX-License-Identifier: Apache-2.0
// Prints seconds as JSON: claims and write-backs of 1,000 rows, in batches of 50 and one by one.
#include <chrono>
#include <cstdio>

#include "host_stub/store/findings.hpp"
#include "host_stub/store/imports.hpp"
#include "host_stub/store/intents.hpp"
#include "host_stub/store/outbox_jobs.hpp"
#include "host_stub/store/plans.hpp"
#include "host_stub/store/pushes.hpp"
#include "tests/support/postgres.hpp"

namespace {

using namespace itsm::host;
using namespace itsm::host::store;
using itsm::test::TestDatabase;

constexpr std::int64_t kRows = 1'000;
constexpr std::int64_t kBatch = 50;
constexpr IntegrationId kDesk{1};

class Queue {
 public:
  explicit Queue(const TestDatabase& database)
      : database_(database), company_(database.add_company("acme")) {}

  Result<> fill() {
    return database_->in_company(company_, [&](Transaction& transaction) -> Result<> {
      for (std::int64_t i = 0; i < 2 * kRows; ++i) {
        NewJob job;
        job.owner = company_;
        job.integration = kDesk;
        job.due_at = now_;
        ITSM_CHECK(insert_job(transaction, job, now_));
      }
      std::vector<Finding> found;
      for (std::int64_t i = 0; i < kRows; ++i) {
        Finding& finding = found.emplace_back();
        finding.fingerprint = finding.title = std::to_string(i);
        finding.first_seen = finding.last_seen = finding.reported_at = now_;
      }
      ITSM_TRY(const ImportId import, begin_import(transaction, {.format = "sarif", .source = "a"}, now_));
      ITSM_TRY(const auto findings, store_findings(transaction, import, found, now_));
      PlanRow plan;
      plan.owner = company_;
      plan.integration = kDesk;
      plan.request = plan.skipped = itsm::Json::object();
      plan.digest = "00";
      plan.created_at = plan.expires_at = now_;
      ITSM_TRY(const PlanId planned, insert_plan(transaction, plan, {}, {}));
      ITSM_TRY(const PushId push, insert_push(transaction, {.plan = planned, .created_at = now_}));
      NewIntents wanted{.owner = company_, .integration = kDesk, .plan = planned, .push = push};
      for (std::int64_t i = 0; i < kRows; ++i)
        wanted.intents.push_back({.group_key = std::to_string(i),
                                  .correlation_key = "key" + std::to_string(i),
                                  .draft = itsm::Json::object(),
                                  .members = {findings[static_cast<std::size_t>(i)]}});
      ITSM_TRY(auto inserted, insert_intents(transaction, wanted, now_));
      intents_ = std::move(inserted.ids);
      std::vector<PushRecord> records;
      for (std::size_t i = 0; i < intents_.size(); ++i) {
        PushRecord& record = records.emplace_back();
        record.finding = findings[i];
        record.place = static_cast<std::int64_t>(i);
        record.intent = intents_[i];
      }
      return insert_records(transaction, push, records, now_);
    });
  }

  // Each call is a transaction of its own, as in the outbox.
  Result<double> claims(std::int64_t batch) {
    return timed(batch, [&](Transaction& transaction, std::int64_t) -> Result<> {
      ITSM_TRY(const auto jobs, claim_jobs(transaction, batch, std::chrono::hours(1), now_));
      if (std::ssize(jobs) != batch)
        return problem(ProblemKind::internal, "bench_short", "fewer jobs were claimed than there are", "");
      return {};
    });
  }
  Result<double> outcomes(std::int64_t batch) {
    return timed(batch, [&](Transaction& transaction, std::int64_t first) {
      std::vector<RecordChange> changes;
      for (std::int64_t i = first; i < first + batch; ++i)
        changes.push_back({.intent = intents_[static_cast<std::size_t>(i)], .reason = "waits"});
      return change_records(transaction, changes, now_);
    });
  }

 private:
  template <class Work>
  Result<double> timed(std::int64_t batch, const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    for (std::int64_t first = 0; first < kRows; first += batch)
      ITSM_CHECK(database_->in_company(
          company_, [&](Transaction& transaction) -> Result<> { return work(transaction, first); }));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

  const TestDatabase& database_;
  const CompanyId company_;
  const Time now_ = *from_rfc3339("2026-11-21T09:00:00Z");
  std::vector<IntentId> intents_{};
};

Result<> measure() {
  const auto database = TestDatabase::create();
  if (!database) return problem(ProblemKind::unavailable, "no_postgresql", "PostgreSQL is not installed", "");
  Queue queue(*database);
  ITSM_CHECK(queue.fill());
  ITSM_TRY(const double claim_single, queue.claims(1));
  ITSM_TRY(const double claim_batch, queue.claims(kBatch));
  ITSM_TRY(const double single, queue.outcomes(1));
  ITSM_TRY(const double batch, queue.outcomes(kBatch));
  std::printf("{\"claim\": [%f, %f], \"outcome\": [%f, %f]}\n", claim_single, claim_batch, single, batch);
  return {};
}

}  // namespace

int main() {
  const auto measured = measure();
  if (!measured) std::fprintf(stderr, "%s\n", measured.error().message.c_str());
  return measured ? 0 : 1;
}
