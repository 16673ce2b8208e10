// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "host_stub/outbox/ledger.hpp"
#include "tests/unit/outbox/simulation/trouble.hpp"

namespace itsm::host::outbox::simulation {

// The rows behind a ledger. Moves them as the statements of the store do (ledger_pgtest compares the two).
class MemoryRows {
 public:
  explicit MemoryRows(const Rules& rules) : rules_(rules) {}

  struct IntentRow {
    store::Intent intent{};
    std::int64_t fence = 0;
    std::string ticket{};
  };
  struct JobRow {
    store::Job job{};
    store::JobState state = store::JobState::open;
    Time due_at{};
    std::optional<Time> lease_until{};
  };

  void add(store::Intent intent);
  void add(store::Job job, Time due_at);

  // database_now is the clock by which leases end.
  std::optional<store::Job> claim(std::chrono::milliseconds lease, Time now, Time database_now);
  void end(const store::Job& job, const Ending& ending);
  std::vector<store::Intent> load(const std::vector<IntentId>& ids) const;
  bool begin_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now);
  void apply(const store::Job& job, const std::vector<Move>& moves);

  Pace& pace() { return pace_; }
  bool all_jobs_ended() const;
  // A person has looked at what was set aside.
  void replay_parked(Time now);
  const std::map<IntentId, IntentRow>& intents() const { return intents_; }
  const std::map<std::int64_t, JobRow>& jobs() const { return jobs_; }

 private:
  bool may_write(std::int64_t written_by, std::int64_t fence) const {
    return !rules_.fence || written_by <= fence;
  }
  bool store_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now);
  void move(IntentRow& row, const store::Job& job, const Move& move) const;

  const Rules& rules_;
  std::map<IntentId, IntentRow> intents_{};
  std::map<std::int64_t, JobRow> jobs_{};
  Pace pace_{};
  // Without intent_first: what is kept until the outcome is stored, per job and fence.
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<IntentId>> unstored_{};
};

// A worker's way to these rows, through everything that can happen on it.
class MemoryLedger final : public Ledger {
 public:
  MemoryLedger(MemoryRows& rows, Scheduler& scheduler, const Chances& chances, Hazard& hazard)
      : rows_(rows), scheduler_(scheduler), chances_(chances), hazard_(hazard) {}

  Result<std::vector<CompanyId>> companies_due(std::int64_t limit, Time now) override;
  Result<std::optional<store::Job>> claim(CompanyId company, std::chrono::milliseconds lease,
                                          Time now) override;
  Result<> end(const store::Job& job, const Ending& ending, Time now) override;
  Result<std::optional<Wait>> enter(const store::Job& job, const PaceLimits& limits,
                                    std::chrono::milliseconds longest, Time now) override;
  Result<> leave(const store::Job& job, const std::string& integration, const std::optional<Experience>& seen,
                 Time now, double random) override;
  Result<std::vector<store::Intent>> load(const store::Job& job, const std::vector<IntentId>& ids) override;
  Result<std::vector<TicketDraft>> drafts(const store::Job& job, const std::vector<IntentId>& ids) override;
  Result<integrations::VendorRequest> planned_request(const store::Job& job, PlanId plan,
                                                      std::int64_t batch) override;
  Result<bool> begin_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now) override;
  Result<std::map<std::string, std::string>> route(const store::Job& job,
                                                   const std::vector<const Move*>& moves, Time now) override;
  Result<> apply(const store::Job& job, const std::string& integration, const std::vector<Move>& moves,
                 Time now) override;

 private:
  // A transaction as Database::in_company runs it: again when its commit was left without an answer.
  template <class Work>
  auto transaction(const Work& work) -> Result<decltype(work())>;

  MemoryRows& rows_;
  Scheduler& scheduler_;
  const Chances& chances_;
  Hazard& hazard_;
};

}  // namespace itsm::host::outbox::simulation
