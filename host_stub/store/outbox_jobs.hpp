// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// The queue of everything that is to be written to a vendor. Work is due by the host's clock and is claimed
// with a lease by the database's, which all hosts share; the fence grows with each claim, and only its holder
// may end the job.
namespace itsm::host::store {

// update: everything that is to be written to one ticket that exists.
enum class JobKind : std::int16_t { create = 0, step = 1, update = 2, transition = 3, comment = 4 };
// What goes first: a person's click, what is critical, the rest, what nobody waits for.
enum class Lane : std::int16_t { person = 0, critical = 1, rest = 2, backfill = 3 };
enum class JobState : std::int16_t { open = 0, done = 1, parked = 2 };

struct NewJob {
  CompanyId owner{};  // of the integration
  IntegrationId integration{};
  JobKind kind = JobKind::create;
  Lane lane = Lane::rest;
  std::string order_key{};
  Json payload{};
  Time due_at{};
};

struct Job {
  std::int64_t id = 0;
  CompanyId company{};
  CompanyId owner{};
  IntegrationId integration{};
  JobKind kind = JobKind::create;
  TicketId ticket{};  // update
  Json payload{};
  std::int64_t fence = 0;
  std::int64_t revision = 1;  // grows when there is more to do than there was at the claim
  std::int64_t attempts = 0;
  std::int64_t interrupted = 0;  // claims before this one whose worker vanished, in a row
  Lane lane = Lane::rest;
  std::optional<Time> held_since{};  // update: what it has to write waits for more, since then
};

// A dead letter.
struct ParkedJob {
  std::int64_t id = 0;
  IntegrationId integration{};
  JobKind kind = JobKind::create;
  Json payload{};
  std::int64_t attempts = 0;
  std::string reason{};
  Time parked_at{};
};

Result<std::int64_t> insert_job(Transaction& transaction, const NewJob& job, Time now);

// Which companies have something due that nobody holds, the most urgent lane first, in it the longest
// waiting. Run across companies.
Result<std::vector<CompanyId>> companies_with_due_jobs(Transaction& scheduler, std::int64_t limit, Time now);

// Takes up to `limit` due jobs of the transaction's company for the length of the lease, the most urgent
// first.
Result<std::vector<Job>> claim_jobs(Transaction& transaction, std::int64_t limit,
                                    std::chrono::milliseconds lease, Time now);

// Whether the worker still has the job, and nobody takes it over until the transaction ends.
Result<bool> holds_job(Transaction& transaction, const Job& job);

// Ends of a job; false when another worker has claimed it since. One whose revision has grown is due again.
Result<bool> finish_job(Transaction& transaction, const Job& job, Time now);
Result<bool> postpone_job(Transaction& transaction, const Job& job, const Json& payload, Time due_at,
                          const std::string& reason, Time now);
// Nothing went wrong: what it has to write waits for more until then.
Result<bool> hold_job(Transaction& transaction, const Job& job, Time due_at, const std::string& reason,
                      Time now);
// Set aside for a person to look at.
Result<bool> park_job(Transaction& transaction, const Job& job, const std::string& reason, Time now);

// The newest first, at most `limit` of those before `before` (0: from the newest).
Result<std::vector<ParkedJob>> list_parked(Transaction& transaction, std::int64_t before, std::int64_t limit);
// A parked job is due again, as if it were new. False when it is not parked.
Result<bool> replay_job(Transaction& transaction, std::int64_t id, Time now);

// Jobs of this integration that wait are due now.
Result<> hasten_jobs(Transaction& transaction, IntegrationId integration, Time now);

// When the next open job of the company is due; nothing when there is none.
Result<std::optional<Time>> next_due(Transaction& transaction);

}  // namespace itsm::host::store
