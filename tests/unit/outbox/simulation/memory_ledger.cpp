// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/outbox/simulation/memory_ledger.hpp"

#include <algorithm>

namespace itsm::host::outbox::simulation {

using store::IntentState;
using store::JobState;

void MemoryRows::add(store::Intent intent) {
  const IntentId id = intent.id;
  intents_[id] = {std::move(intent), 0, {}};
}

void MemoryRows::add(store::Job job, Time due_at) {
  const std::int64_t id = job.id;
  jobs_[id] = {std::move(job), JobState::open, due_at, std::nullopt};
}

std::optional<store::Job> MemoryRows::claim(std::chrono::milliseconds lease, Time now, Time database_now) {
  JobRow* first = nullptr;
  for (auto& [id, row] : jobs_) {
    const bool free = !row.lease_until || *row.lease_until < database_now;
    if (row.state == JobState::open && row.due_at <= now && free && (!first || row.due_at < first->due_at))
      first = &row;
  }
  if (first == nullptr) return std::nullopt;
  first->job.interrupted = first->lease_until ? first->job.interrupted + 1 : 0;
  first->lease_until = database_now + lease;
  ++first->job.fence;
  ++first->job.attempts;
  return first->job;
}

void MemoryRows::end(const store::Job& job, const Ending& ending) {
  JobRow& row = jobs_.at(job.id);
  if (row.state != JobState::open || (rules_.fence && row.job.fence != job.fence)) return;
  row.lease_until = std::nullopt;
  switch (ending.kind) {
    case Ending::done:
      row.state = JobState::done;
      break;
    case Ending::held:
      row.job.attempts = row.job.interrupted = 0;
      row.due_at = ending.due;
      break;
    case Ending::later:
      row.due_at = ending.due;
      break;
    case Ending::parked:
      row.state = JobState::parked;
      break;
  }
}

std::vector<store::Intent> MemoryRows::load(const std::vector<IntentId>& ids) const {
  std::vector<store::Intent> loaded;
  for (const IntentId id : ids) loaded.push_back(intents_.at(id).intent);
  return loaded;
}

bool MemoryRows::begin_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now) {
  if (rules_.intent_first) return store_sending(job, ids, now);
  unstored_[{job.id, job.fence}] = ids;
  return std::all_of(ids.begin(), ids.end(),
                     [&](IntentId id) { return intents_.at(id).intent.state == IntentState::wanted; });
}

bool MemoryRows::store_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now) {
  const auto ready = [&](IntentId id) {
    const IntentRow& row = intents_.at(id);
    return row.intent.state == IntentState::wanted && (!rules_.fence || row.fence < job.fence);
  };
  const bool all = std::all_of(ids.begin(), ids.end(), ready);
  for (const IntentId id : ids) {
    IntentRow& row = intents_.at(id);
    if (ready(id)) {
      row.fence = job.fence;
      ++row.intent.attempts;
      row.intent.state = all ? IntentState::sending : IntentState::wanted;
      row.intent.sent_at = all ? std::optional(now) : std::nullopt;
    } else if (!all && row.intent.state == IntentState::sending &&
               (!rules_.fence || row.fence == job.fence)) {
      // Ours already, by a commit that was left without an answer: nothing has been sent yet.
      row.intent.state = IntentState::wanted;
      row.intent.sent_at = std::nullopt;
    }
  }
  return all;
}

void MemoryRows::apply(const store::Job& job, const std::vector<Move>& moves) {
  if (const auto unstored = unstored_.extract({job.id, job.fence}); !unstored.empty())
    store_sending(job, unstored.mapped(), Time{});
  for (const auto& each : moves) move(intents_.at(each.intent->id), job, each);
}

void MemoryRows::move(IntentRow& row, const store::Job& job, const Move& move) const {
  store::Intent& intent = row.intent;
  const bool open = intent.state == IntentState::wanted || intent.state == IntentState::sending ||
                    intent.state == IntentState::uncertain;
  switch (move.step) {
    case Step::link:
      if (!open) return;
      intent.state = IntentState::linked;
      row.ticket = move.ticket.ref.id;
      return;
    case Step::fail:
      if (!open || !may_write(row.fence, job.fence)) return;
      intent.state = IntentState::failed;
      return;
    case Step::retry:
      if (intent.state != IntentState::sending || (rules_.fence && row.fence != job.fence)) return;
      intent.state = IntentState::wanted;
      intent.sent_at = std::nullopt;
      return;
    case Step::look_up:
      if (intent.state != IntentState::sending || !may_write(row.fence, job.fence)) return;
      intent.state = IntentState::uncertain;
      intent.settles_at = move.next;
      intent.absent_count = 0;
      break;
    case Step::absent:
      if (intent.state != IntentState::uncertain || !may_write(row.fence, job.fence) ||
          *intent.settles_at > move.looked_at)
        return;
      ++intent.absent_count;
      intent.settles_at = move.next;
      if (intent.absent_count >= (rules_.second_look ? 2 : 1)) intent.state = IntentState::wanted;
      break;
    case Step::wait:
      return;
  }
  row.fence = job.fence;
}

bool MemoryRows::all_jobs_ended() const {
  return std::all_of(jobs_.begin(), jobs_.end(),
                     [](const auto& job) { return job.second.state == JobState::done; });
}

void MemoryRows::replay_parked(Time now) {
  for (auto& [id, row] : jobs_) {
    if (row.state != JobState::parked) continue;
    row.state = JobState::open;
    row.due_at = now;
    row.job.attempts = row.job.interrupted = 0;
  }
}

template <class Work>
auto MemoryLedger::transaction(const Work& work) -> Result<decltype(work())> {
  hazard_.step();
  if (scheduler_.chance(chances_.database_fails))
    return problem(ProblemKind::unavailable, "database_unreachable", "the connection broke");
  auto answer = work();
  hazard_.step();
  if (scheduler_.chance(chances_.database_fails)) {
    if (scheduler_.chance(0.3))
      return problem(ProblemKind::unavailable, "database_unreachable",
                     "the commit was left without an answer");
    answer = work();
    hazard_.step();
  }
  return answer;
}

Result<std::vector<CompanyId>> MemoryLedger::companies_due(std::int64_t, Time) {
  return std::vector{CompanyId{1}};
}

Result<std::optional<store::Job>> MemoryLedger::claim(CompanyId, std::chrono::milliseconds lease, Time now) {
  return transaction([&] { return rows_.claim(lease, now, scheduler_.now()); });
}

Result<> MemoryLedger::end(const store::Job& job, const Ending& ending, Time) {
  ITSM_CHECK(transaction([&] {
    rows_.end(job, ending);
    return true;
  }));
  return {};
}

Result<std::optional<Wait>> MemoryLedger::enter(const store::Job& job, const PaceLimits& limits,
                                                std::chrono::milliseconds longest, Time now) {
  return transaction(
      [&] { return outbox::enter(rows_.pace(), limits, std::to_string(job.id), longest, now); });
}

Result<> MemoryLedger::leave(const store::Job& job, const std::string&, const std::optional<Experience>& seen,
                             Time now, double random) {
  ITSM_CHECK(transaction([&] {
    if (seen)
      outbox::leave(rows_.pace(), std::to_string(job.id), *seen, now, random);
    else
      outbox::leave(rows_.pace(), std::to_string(job.id));
    return true;
  }));
  return {};
}

Result<std::vector<store::Intent>> MemoryLedger::load(const store::Job&, const std::vector<IntentId>& ids) {
  return transaction([&] { return rows_.load(ids); });
}

Result<std::vector<TicketDraft>> MemoryLedger::drafts(const store::Job&, const std::vector<IntentId>& ids) {
  return transaction([&] {
    std::vector<TicketDraft> drafts;
    for (const auto& intent : rows_.load(ids)) drafts.emplace_back().correlation_key = intent.correlation_key;
    return drafts;
  });
}

Result<integrations::VendorRequest> MemoryLedger::planned_request(const store::Job&, PlanId, std::int64_t) {
  return transaction([] { return integrations::VendorRequest{}; });
}

Result<bool> MemoryLedger::begin_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now) {
  return transaction([&] { return rows_.begin_sending(job, ids, now); });
}

Result<std::map<std::string, std::string>> MemoryLedger::route(const store::Job&,
                                                               const std::vector<const Move*>&, Time) {
  return transaction([] { return std::map<std::string, std::string>(); });
}

Result<> MemoryLedger::apply(const store::Job& job, const std::string&, const std::vector<Move>& moves,
                             Time) {
  ITSM_CHECK(transaction([&] {
    rows_.apply(job, moves);
    return true;
  }));
  return {};
}

}  // namespace itsm::host::outbox::simulation
