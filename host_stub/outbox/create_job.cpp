// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/create_job.hpp"

#include <algorithm>

namespace itsm::host::outbox {
namespace {

std::vector<IntentId> ids_of(const std::vector<store::Intent>& intents) {
  std::vector<IntentId> ids;
  for (const auto& intent : intents) ids.push_back(intent.id);
  return ids;
}

// What is known of a ticket that was just made from a draft, before it is read back.
Ticket ticket_from_draft(const TicketDraft& draft, const Outcome& outcome) {
  Ticket ticket;
  ticket.ref = *outcome.ticket;
  ticket.project = draft.project;
  ticket.type = draft.type;
  ticket.summary = draft.summary;
  for (const auto& [id, value] : draft.fields) {
    if (value.kind == FieldKind::priority && value.value.is_object())
      ticket.priority = from_document<Named>(value.value);
  }
  if (outcome.priority) ticket.priority = *outcome.priority;
  return ticket;
}

}  // namespace

std::vector<IntentId> intents_in(store::JobKind kind, const Json& payload) {
  std::vector<IntentId> ids;
  if (kind != store::JobKind::create) return ids;
  for (const std::int64_t id : from_document<CreatePayload>(payload).intents) ids.push_back(IntentId{id});
  return ids;
}

Result<> CreateJob::run() {
  ITSM_CHECK(load());
  auto vendor = vendors_.of(job_);
  if (vendor) {
    vendor_ = *std::move(vendor);
    ITSM_CHECK(distrust_interrupted());
    ITSM_CHECK(ask_vendor());
  } else {
    // Nothing is lost: a disabled or broken integration keeps its work until it is back.
    reason_ = vendor.error().message;
    retry_in_ = std::chrono::minutes(1);
  }
  return conclude();
}

Result<> CreateJob::load() {
  payload_ = from_document<CreatePayload>(job_.payload);
  ITSM_TRY(intents_, ledger_.load(job_, intents_in(job_.kind, job_.payload)));
  return {};
}

CreateJob::Intents CreateJob::in_state(store::IntentState state) const {
  Intents found;
  std::copy_if(intents_.begin(), intents_.end(), std::back_inserter(found),
               [state](const store::Intent& intent) { return intent.state == state; });
  return found;
}

Result<> CreateJob::apply(std::vector<Move> moves, Time at) {
  if (moves.empty()) return {};
  std::vector<const Move*> links;
  for (const auto& move : moves)
    if (move.step == Step::link) links.push_back(&move);
  if (!links.empty()) {
    ITSM_TRY(const auto taken, ledger_.route(job_, links, at));
    for (auto& move : moves) {
      const auto why = taken.find(move.ticket.ref.id);
      if (move.step != Step::link || why == taken.end()) continue;
      move.step = Step::fail;
      move.reason = "the vendor answered " + why->second;
      move.refusal.code = "ticket_taken";
      move.remedy = "report this to the plugin's author";
    }
  }
  ITSM_CHECK(ledger_.apply(job_, vendor_->name(), moves, at));
  return load();
}

Move CreateJob::doubt(const store::Intent& intent, std::string reason, Time at) const {
  Move move{.step = Step::look_up, .intent = &intent, .reason = std::move(reason)};
  move.next = settles_at(at, vendor_->settle_time());
  move.decided_by = second_look(move.next, vendor_->settle_time());
  return move;
}

// Whatever the worker before us sent, it sent before its lease ended, which was before ours began. So what it
// sent settles no later than what would be sent now.
Result<> CreateJob::distrust_interrupted() {
  const Intents interrupted = in_state(store::IntentState::sending);
  std::vector<Move> moves;
  for (const auto& intent : interrupted)
    moves.push_back(doubt(intent, "the host stopped while the create was on its way", now()));
  return apply(std::move(moves), now());
}

Result<> CreateJob::ask_vendor() {
  const Intents wanted = in_state(store::IntentState::wanted);
  if (wanted.empty() && due_for_look_up(now()).empty()) return {};
  ITSM_TRY(const auto wait, ledger_.enter(job_, vendor_->limits(), lease_.length, now()));
  if (wait) {
    reason_ = wait->reason;
    retry_in_ = std::max(wait->until - now(), std::chrono::milliseconds(0));
    if (reason_.empty()) return {};
    std::vector<Move> moves;
    for (const auto& intent : wanted)
      moves.push_back({.step = Step::wait, .intent = &intent, .reason = reason_});
    return apply(std::move(moves), now());
  }
  auto done = look_up();
  if (done) done = send();
  const auto left = ledger_.leave(job_, vendor_->name(), seen_, now(), instruments_.random.uniform());
  return done ? left : done;
}

CreateJob::Intents CreateJob::due_for_look_up(Time at) const {
  Intents due = in_state(store::IntentState::uncertain);
  std::erase_if(due,
                [&](const store::Intent& intent) { return intent.settles_at && *intent.settles_at > at; });
  return due;
}

Result<> CreateJob::look_up() {
  const Time looked_at = now();
  const Intents due = due_for_look_up(looked_at);
  if (due.empty()) return {};

  FindRequest request;
  for (const auto& intent : due) request.correlation_keys.push_back(intent.correlation_key);
  const auto found = vendor_->find(request);
  if (!found) {
    // Not conclusive: whatever was sent stays uncertain, and we ask again.
    seen_ = experience_of(found.error());
    reason_ = found.error().message;
    retry_in_ = retry_delay(job_.attempts, std::nullopt, instruments_.random.uniform());
    return {};
  }
  seen_ = Experience{};
  std::vector<Move> moves;
  for (const auto& intent : due) {
    const auto ticket =
        std::find_if(found->tickets.begin(), found->tickets.end(), [&](const Ticket& candidate) {
          const auto& keys = candidate.correlation_keys;
          return std::find(keys.begin(), keys.end(), intent.correlation_key) != keys.end();
        });
    Move& move = moves.emplace_back(Move{.step = Step::absent, .intent = &intent});
    if (ticket == found->tickets.end()) {
      move.looked_at = looked_at;
      move.next = second_look(now(), vendor_->settle_time());
    } else {
      move.step = Step::link;
      move.ticket = *ticket;
      move.way = Way::adopted;
    }
  }
  return apply(std::move(moves), now());
}

Result<integrations::VendorRequest> CreateJob::planned_request(const Intents& wanted,
                                                               const CreateRequest& request) {
  const bool whole_batch = wanted.size() == payload_.intents.size() &&
                           std::all_of(wanted.begin(), wanted.end(),
                                       [](const store::Intent& intent) { return intent.absent_count == 0; });
  // What is left of a batch is another request than the planned one; it is rehearsed anew from the same
  // drafts.
  if (!whole_batch) return vendor_->rehearse(request);
  return ledger_.planned_request(job_, PlanId{payload_.plan}, payload_.batch);
}

Result<> CreateJob::send() {
  const Intents wanted = in_state(store::IntentState::wanted);
  if (wanted.empty()) return {};
  CreateRequest request;
  ITSM_TRY(request.drafts, ledger_.drafts(job_, ids_of(wanted)));
  const auto planned = planned_request(wanted, request);
  if (!planned && planned.error().kind == ProblemKind::unavailable) {
    reason_ = planned.error().message;
    retry_in_ = retry_delay(job_.attempts, std::nullopt, instruments_.random.uniform());
    return {};
  }
  if (!planned) return unexpected(planned.error());

  ITSM_TRY(const bool begun, ledger_.begin_sending(job_, ids_of(wanted), now()));
  if (!begun) return load();  // somebody has taken over
  if (!lease_allows(claimed_, instruments_.monotonic.now(), lease_)) {
    reason_ = "the lease on this work is too short to send";
    std::vector<Move> moves;
    for (const auto& intent : wanted)
      moves.push_back({.step = Step::retry, .intent = &intent, .reason = reason_});
    return apply(std::move(moves), now());
  }
  return settle(wanted, request, vendor_->create(request, *planned, now() + lease_.call));
}

Result<> CreateJob::settle(const Intents& sent, const CreateRequest& request,
                           const integrations::Judgement& judgement) {
  const Time at = now();
  seen_ = experience_of(judgement);
  std::vector<Move> moves;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    const auto& outcome = judgement.outcomes[i];
    Next next = after(outcome);
    Move move{.step = next.step, .intent = &sent[i], .reason = std::move(next.reason)};
    switch (next.step) {
      case Step::link:
        move.ticket = ticket_from_draft(request.drafts[i], outcome);
        break;
      case Step::fail:
        move.ticket.project = request.drafts[i].project;
        move.refusal = outcome.refusal.value_or(Refusal{});
        move.remedy = std::move(next.remedy);
        break;
      case Step::retry:
        reason_ = move.reason;
        retry_in_ = retry_delay(job_.attempts, judgement.retry_after, instruments_.random.uniform());
        break;
      case Step::look_up:
        move = doubt(sent[i], std::move(move.reason), at);
        break;
      case Step::absent:
      case Step::wait:
        break;
    }
    moves.push_back(std::move(move));
  }
  return apply(std::move(moves), at);
}

Result<> CreateJob::conclude() {
  const Time at = now();
  const bool to_send =
      !in_state(store::IntentState::wanted).empty() || !in_state(store::IntentState::sending).empty();
  std::optional<Time> next;
  if (to_send) next = at + retry_in_;
  for (const auto& intent : in_state(store::IntentState::uncertain)) {
    const Time look = std::max(intent.settles_at.value_or(at), at + retry_in_);
    next = next ? std::min(*next, look) : look;
  }
  if (!next) return ledger_.end(job_, {.kind = Ending::done}, at);
  return ledger_.end(job_, {.kind = Ending::later, .due = *next, .reason = reason_}, at);
}

}  // namespace itsm::host::outbox
