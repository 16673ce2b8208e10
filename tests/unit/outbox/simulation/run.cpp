// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/outbox/simulation/run.hpp"

#include <deque>

#include "host_stub/outbox/create_job.hpp"
#include "host_stub/outbox/worker.hpp"
#include "tests/unit/outbox/simulation/memory_ledger.hpp"
#include "tests/unit/outbox/simulation/simulated_vendor.hpp"

namespace itsm::host::outbox::simulation {
namespace {

using std::chrono::milliseconds;

constexpr CompanyId kCompany{1};
// Retries go up to an hour apart, and some take several.
constexpr std::chrono::hours kLongest{72};
constexpr std::int64_t kLargestBatch = 5;

class SimulatedClock final : public Clock {
 public:
  SimulatedClock(const Scheduler& scheduler, const Process& process)
      : scheduler_(scheduler), process_(process) {}
  Time now() const override { return scheduler_.now() + process_.clock_is_wrong_by; }

 private:
  const Scheduler& scheduler_;
  const Process& process_;
};

class SimulatedMonotonic final : public Monotonic {
 public:
  explicit SimulatedMonotonic(const Scheduler& scheduler) : scheduler_(scheduler) {}
  Point now() const override { return Point(scheduler_.now().time_since_epoch()); }

 private:
  const Scheduler& scheduler_;
};

class SimulatedRandom final : public Random {
 public:
  explicit SimulatedRandom(Scheduler& scheduler) : scheduler_(scheduler) {}
  double uniform() override { return scheduler_.uniform(); }

 private:
  Scheduler& scheduler_;
};

Lease lease_for(const Rules& rules) {
  Lease lease;
  if (!rules.lease_budget) lease.margin = -std::chrono::hours(1000);
  return lease;
}

class Simulation {
 public:
  Simulation(std::uint64_t seed, const Settings& settings)
      : settings_(settings),
        scheduler_(seed),
        rows_(settings.rules),
        desk_(std::make_shared<Desk>(scheduler_, settings.chances)) {}

  Report run() {
    want_tickets();
    for (int i = 0; i < settings_.processes; ++i) {
      Process& process = processes_.emplace_back();
      process.clock_is_wrong_by = milliseconds(scheduler_.uniform(-1000, 1000));
      for (int k = 0; k < settings_.workers; ++k) scheduler_.start([this, &process] { work(process); });
    }
    scheduler_.run();
    judge();
    return report_;
  }

 private:
  void want_tickets() {
    std::int64_t intent_id = 0;
    for (std::int64_t job_id = 1; intent_id < settings_.tickets; ++job_id) {
      CreatePayload payload{1, job_id, {}};
      const std::int64_t batch =
          std::min(scheduler_.uniform(1, kLargestBatch), settings_.tickets - intent_id);
      for (std::int64_t i = 0; i < batch; ++i) {
        store::Intent intent;
        intent.id = IntentId{++intent_id};
        intent.integration = IntegrationId{1};
        intent.correlation_key = "key-" + std::to_string(intent_id);
        rows_.add(std::move(intent));
        payload.intents.push_back(intent_id);
      }
      store::Job job;
      job.id = job_id;
      job.company = kCompany;
      job.integration = IntegrationId{1};
      job.payload = to_document(payload);
      rows_.add(std::move(job), scheduler_.now() + milliseconds(scheduler_.uniform(0, 10'000)));
    }
  }

  // A worker of a process that is started again whenever it dies.
  void work(Process& process) {
    const Time end = scheduler_.now() + kLongest;
    Hazard hazard(scheduler_, settings_.chances, process);
    const SimulatedClock clock(scheduler_, process);
    const SimulatedMonotonic monotonic(scheduler_);
    SimulatedRandom random(scheduler_);
    MemoryLedger ledger(rows_, scheduler_, settings_.chances, hazard);
    SimulatedVendor vendor(desk_, scheduler_, settings_.rules, settings_.chances, hazard, clock);
    const auto log = observe::Log::silent();
    while (!rows_.all_jobs_ended() && scheduler_.now() < end) {
      hazard.begin_life();
      Worker worker(ledger, vendor, {clock, monotonic, random}, *log, lease_for(settings_.rules));
      try {
        while (!rows_.all_jobs_ended() && scheduler_.now() < end) {
          const auto ran = worker.run_one(kCompany);
          if (ran && *ran) continue;
          if (scheduler_.chance(0.01)) rows_.replay_parked(scheduler_.now());
          hazard.wait(milliseconds(scheduler_.uniform(1'000, 5'000)));
        }
      } catch (const Crash&) {
        ++report_.crashes;
        scheduler_.sleep(milliseconds(scheduler_.uniform(100, 30'000)));
      }
    }
  }

  // Every wanted ticket has exactly one at the vendor and is linked to it, or was refused and has none.
  void judge() {
    for (const auto& [id, row] : rows_.intents()) {
      const auto tickets = desk_->with(row.intent.correlation_key);
      ++report_.wanted;
      mix(static_cast<std::uint64_t>(row.intent.state), tickets.size());
      if (tickets.size() > 1) count(report_.duplicated, id, "was made more than once");
      switch (row.intent.state) {
        case store::IntentState::linked:
          ++report_.linked;
          if (std::find(tickets.begin(), tickets.end(), row.ticket) == tickets.end())
            count(report_.lost, id, "is linked to a ticket that is not there");
          break;
        case store::IntentState::failed:
          ++report_.failed;
          if (!tickets.empty()) count(report_.denied, id, "is said to have failed and exists");
          break;
        default:
          count(report_.stuck, id, "is not decided");
          break;
      }
    }
    mix(static_cast<std::uint64_t>(scheduler_.now().time_since_epoch().count()),
        static_cast<std::uint64_t>(desk_->made()));
  }

  void count(std::int64_t& counter, IntentId id, const char* what) {
    ++counter;
    if (report_.first_problem.empty())
      report_.first_problem = "ticket " + std::to_string(id.value) + " " + what;
  }

  void mix(std::uint64_t a, std::uint64_t b) {
    report_.digest = (report_.digest ^ a) * 1'099'511'628'211ULL;
    report_.digest = (report_.digest ^ b) * 1'099'511'628'211ULL;
  }

  const Settings settings_;
  Scheduler scheduler_;
  MemoryRows rows_;
  std::shared_ptr<Desk> desk_;
  std::deque<Process> processes_{};
  Report report_{};
};

}  // namespace

Report run(std::uint64_t seed, const Settings& settings) { return Simulation(seed, settings).run(); }

}  // namespace itsm::host::outbox::simulation
