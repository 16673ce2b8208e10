// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/create_job.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "host_stub/outbox/write_back.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::outbox {
namespace {

// The longest that a call of a plugin takes, requests included; LiveIntegration keeps it.
constexpr std::chrono::milliseconds kCallTime{60'000};

std::vector<IntentId> ids_of(const std::vector<store::Intent>& intents) {
  std::vector<IntentId> ids;
  for (const auto& intent : intents) ids.push_back(intent.id);
  return ids;
}

double uniform() {
  thread_local std::minstd_rand generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

}  // namespace

CreateJob::CreateJob(store::Database& database, integrations::IntegrationSource& integrations,
                     const Clock& clock, observe::Log& log, const store::Job& job,
                     std::chrono::steady_clock::time_point claimed, std::chrono::milliseconds lease)
    : database_(database),
      integrations_(integrations),
      clock_(clock),
      log_(log),
      job_(job),
      claimed_(claimed),
      lease_(lease) {}

Result<> CreateJob::run() {
  ITSM_CHECK(load());
  auto live = integrations_.live(job_.owner, job_.integration);
  if (live) {
    live_ = *std::move(live);
    ITSM_CHECK(distrust_interrupted());
    ITSM_CHECK(look_up());
    ITSM_CHECK(send());
    ITSM_CHECK(load());
  } else {
    // Nothing is lost: a disabled or broken integration keeps its work until it is back.
    reason_ = live.error().message;
    retry_in_ = std::chrono::minutes(1);
  }
  return conclude();
}

Result<> CreateJob::load() {
  payload_ = from_document<CreatePayload>(job_.payload);
  std::vector<IntentId> ids;
  for (const std::int64_t id : payload_.intents) ids.push_back(IntentId{id});
  ITSM_TRY(intents_, database_.in_company(job_.company, [&](store::Transaction& transaction) {
    return store::load_intents(transaction, ids);
  }));
  return {};
}

CreateJob::Intents CreateJob::in_state(store::IntentState state) const {
  Intents found;
  std::copy_if(intents_.begin(), intents_.end(), std::back_inserter(found),
               [state](const store::Intent& intent) { return intent.state == state; });
  return found;
}

std::chrono::seconds CreateJob::settle_time() const {
  return std::chrono::seconds(live_->manifest().timing.settle_s);
}

Result<> CreateJob::distrust_interrupted() {
  const Intents interrupted = in_state(store::IntentState::sending);
  if (interrupted.empty()) return {};
  const Time now = clock_.now();
  const Time settles = settles_at(interrupted.front().sent_at.value_or(now), settle_time());
  ITSM_CHECK(database_.in_company(job_.company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_CHECK(store::mark_uncertain(transaction, ids_of(interrupted), job_.fence, settles,
                                     "the host stopped while the create was on its way", now));
    for (const auto& intent : interrupted) {
      store::RecordChange pending{.outcome = store::RecordOutcome::pending,
                                  .reason = "the host stopped while the create was on its way"};
      pending.decided_by = second_look(settles, settle_time());
      ITSM_CHECK(store::change_records(transaction, intent.id, pending, now));
    }
    return {};
  }));
  return load();
}

Result<> CreateJob::look_up() {
  const Time now = clock_.now();
  Intents due = in_state(store::IntentState::uncertain);
  std::erase_if(due,
                [now](const store::Intent& intent) { return intent.settles_at && *intent.settles_at > now; });
  if (due.empty()) return {};

  FindRequest request;
  for (const auto& intent : due) request.correlation_keys.push_back(intent.correlation_key);
  auto found = live_->find(request);
  if (!found) {
    // Not conclusive: whatever was sent stays uncertain, and we ask again.
    reason_ = found.error().message;
    retry_in_ = retry_delay(job_.attempts, std::nullopt, uniform());
    return {};
  }
  std::vector<IntentId> absent;
  for (const auto& intent : due) {
    const auto ticket =
        std::find_if(found->tickets.begin(), found->tickets.end(), [&](const Ticket& candidate) {
          const auto& keys = candidate.correlation_keys;
          return std::find(keys.begin(), keys.end(), intent.correlation_key) != keys.end();
        });
    if (ticket == found->tickets.end()) {
      absent.push_back(intent.id);
    } else {
      ITSM_CHECK(adopt(intent, *ticket));
    }
  }
  if (!absent.empty())
    ITSM_CHECK(database_.in_company(job_.company, [&](store::Transaction& transaction) {
      return store::count_absent(transaction, absent, second_look(now, settle_time()), now);
    }));
  return load();
}

Result<> CreateJob::adopt(const store::Intent& intent, const Ticket& ticket) {
  const Time now = clock_.now();
  ITSM_TRY(const bool ours, database_.in_company(job_.owner, [&](store::Transaction& transaction) {
    return store::insert_route(transaction, job_.integration, ticket.ref.id, job_.company, now);
  }));
  if (!ours)
    return problem(ProblemKind::conflict, "ticket_of_another_company",
                   "the ticket " + ticket.ref.key + " belongs to another company",
                   "look at the integration's allowed projects");
  log_.info("ticket_adopted", "a create without an answer had made its ticket",
            {{"company", job_.company.value}, {"ticket", ticket.ref.key}, {"intent", intent.id.value}});
  return database_.in_company(job_.company, [&](store::Transaction& transaction) {
    return store_ticket(transaction, intent, live_->identity().name, ticket, Way::adopted, now);
  });
}

Result<integrations::VendorRequest> CreateJob::planned_request(const Intents& wanted,
                                                               const CreateRequest& request) {
  const bool whole_batch = wanted.size() == payload_.intents.size() &&
                           std::all_of(wanted.begin(), wanted.end(),
                                       [](const store::Intent& intent) { return intent.absent_count == 0; });
  // What is left of a batch is another request than the planned one; it is rehearsed anew from the same
  // drafts.
  if (!whole_batch) return live_->rehearse(request);
  ITSM_TRY(const auto batches, database_.in_company(job_.company, [&](store::Transaction& transaction) {
    return store::load_plan_batches(transaction, PlanId{payload_.plan});
  }));
  const auto batch = std::find_if(batches.begin(), batches.end(), [&](const store::PlanBatchRow& candidate) {
    return candidate.number == payload_.batch;
  });
  if (batch == batches.end())
    return problem(ProblemKind::internal, "plan_gone", "the plan of this create is no longer stored");
  return from_document<integrations::VendorRequest>(Json::parse(batch->recorded_request));
}

Result<> CreateJob::send() {
  const Intents wanted = in_state(store::IntentState::wanted);
  if (wanted.empty()) return {};
  CreateRequest request;
  for (const auto& intent : wanted) request.drafts.push_back(from_document<TicketDraft>(intent.draft));
  auto planned = planned_request(wanted, request);
  if (!planned && planned.error().kind == ProblemKind::unavailable) {
    reason_ = planned.error().message;
    retry_in_ = retry_delay(job_.attempts, std::nullopt, uniform());
    return {};
  }
  if (!planned) return unexpected(std::move(planned).error());

  // Stored before the effect: whoever finds "sending" later knows that the create may have happened.
  const Time now = clock_.now();
  ITSM_TRY(const std::int64_t begun, database_.in_company(job_.company, [&](store::Transaction& transaction) {
    return store::begin_sending(transaction, ids_of(wanted), job_.fence, now);
  }));
  const bool fenced = begun != static_cast<std::int64_t>(wanted.size());
  if (fenced || !lease_allows(claimed_, std::chrono::steady_clock::now(), lease_, kCallTime)) {
    reason_ = "the lease on this work is too short to send";
    ITSM_CHECK(database_.in_company(job_.company, [&](store::Transaction& transaction) {
      return store::return_to_wanted(transaction, ids_of(wanted), job_.fence, now);
    }));
    return {};
  }
  return settle(wanted, live_->create(request, *planned));
}

Result<> CreateJob::settle(const Intents& sent, const integrations::Judgement& judgement) {
  const Time now = clock_.now();
  // Routes belong to the integration's owner and are written before any link.
  std::set<std::string> foreign;
  ITSM_CHECK(database_.in_company(job_.owner, [&](store::Transaction& transaction) -> Result<> {
    for (const auto& outcome : judgement.outcomes) {
      if (outcome.kind != OutcomeKind::created) continue;
      ITSM_TRY(const bool ours,
               store::insert_route(transaction, job_.integration, outcome.ticket->id, job_.company, now));
      if (!ours) foreign.insert(outcome.ticket->id);
    }
    return {};
  }));

  std::vector<IntentId> retried;
  const auto store_all = [&](store::Transaction& transaction) -> Result<> {
    retried.clear();
    for (std::size_t i = 0; i < sent.size(); ++i) {
      const auto& intent = sent[i];
      const auto& outcome = judgement.outcomes[i];
      const Next next = after(outcome, intent.attempts + 1);
      switch (next.step) {
        case Step::link: {
          if (foreign.contains(outcome.ticket->id)) {
            ITSM_CHECK(store_failure(transaction, intent, {},
                                     "the vendor answered a ticket of another company",
                                     "report this to the plugin's author", now));
            break;
          }
          const auto draft = from_document<TicketDraft>(intent.draft);
          ITSM_CHECK(store_ticket(transaction, intent, live_->identity().name,
                                  ticket_from_draft(draft, *outcome.ticket), Way::created, now));
          break;
        }
        case Step::fail:
          ITSM_CHECK(store_failure(transaction, intent, outcome.refusal.value_or(Refusal{}), next.reason,
                                   next.remedy, now));
          break;
        case Step::retry: {
          retried.push_back(intent.id);
          store::RecordChange queued{.outcome = store::RecordOutcome::queued, .reason = next.reason};
          ITSM_CHECK(store::change_records(transaction, intent.id, queued, now));
          break;
        }
        case Step::look_up: {
          const Time settles = settles_at(now, settle_time());
          ITSM_CHECK(store::mark_uncertain(transaction, {intent.id}, job_.fence, settles, next.reason, now));
          store::RecordChange pending{.outcome = store::RecordOutcome::pending, .reason = next.reason};
          pending.decided_by = second_look(settles, settle_time());
          ITSM_CHECK(store::change_records(transaction, intent.id, pending, now));
          break;
        }
      }
    }
    if (!retried.empty()) ITSM_CHECK(store::return_to_wanted(transaction, retried, job_.fence, now));
    return {};
  };
  ITSM_CHECK(database_.in_company(job_.company, store_all));
  if (!retried.empty()) {
    reason_ = after(judgement.outcomes.front(), 1).reason;
    retry_in_ = retry_delay(job_.attempts, judgement.retry_after, uniform());
  }
  return {};
}

Result<> CreateJob::conclude() {
  const Time now = clock_.now();
  const bool to_send =
      !in_state(store::IntentState::wanted).empty() || !in_state(store::IntentState::sending).empty();
  std::optional<Time> next;
  if (to_send) next = now + retry_in_;
  for (const auto& intent : in_state(store::IntentState::uncertain)) {
    const Time look = std::max(intent.settles_at.value_or(now), now + retry_in_);
    next = next ? std::min(*next, look) : look;
  }
  ITSM_CHECK(database_.in_company(job_.company, [&](store::Transaction& transaction) -> Result<bool> {
    if (!next) return store::finish_job(transaction, job_, now);
    return store::postpone_job(transaction, job_, job_.payload, *next, reason_, now);
  }));
  return {};
}

}  // namespace itsm::host::outbox
