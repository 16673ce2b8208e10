// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/queueing.hpp"

#include <algorithm>

#include "host_stub/outbox/create_job.hpp"
#include "host_stub/push/open_groups.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/intent_places.hpp"
#include "host_stub/store/intents.hpp"
#include "host_stub/store/outbox_jobs.hpp"
#include "host_stub/store/pushes.hpp"

namespace itsm::host::push {
namespace {

constexpr auto kPlanAgain = "plan again and look at what changed";

// More findings than a person pushes by a click wait behind those that somebody waits for.
constexpr std::size_t kClickSize = 10;

store::PushRecord record_of(const LeftOutFinding& left) {
  store::PushRecord record;
  record.finding = FindingId{left.finding};
  record.reason = left.reason;
  record.remedy = left.remedy;
  record.fields = left.fields;
  if (left.ticket != 0) record.ticket = TicketId{left.ticket};
  switch (left.why) {
    case LeftOut::already_linked:
    case LeftOut::joins:
      record.outcome = store::RecordOutcome::already_linked;
      break;
    case LeftOut::blocked:
      record.outcome = store::RecordOutcome::failed;
      break;
    default:
      record.outcome = store::RecordOutcome::skipped;
      break;
  }
  return record;
}

store::PushRecord record_of(const PlannedTicket& ticket, const Member& member) {
  store::PushRecord record;
  record.finding = FindingId{member.finding};
  record.group_key = ticket.group_key;
  return record;
}

// Carries one plan over into rows; lives for one transaction.
class Queueing {
 public:
  Queueing(store::Transaction& transaction, const PlanDraft& plan, PushId push, std::string actor,
           Asked asked, Time now)
      : transaction_(transaction),
        plan_(plan),
        push_(push),
        actor_(std::move(actor)),
        asked_(asked),
        now_(now) {}

  // What was done, cancelled or is gone does not stand in the way of a new ticket, nor of joining an open
  // one.
  Result<> release_ended() {
    std::vector<std::string> groups;
    std::vector<FindingId> findings;
    for (const auto& ticket : plan_.plan.tickets) {
      groups.push_back(ticket.group_key);
      for (const auto& member : ticket.members_) findings.push_back(FindingId{member.finding});
    }
    for (const auto& left : plan_.plan.left_out)
      if (left.why == LeftOut::joins) findings.push_back(FindingId{left.finding});
    return store::release_ended(transaction_, plan_.integration, groups, findings, now_);
  }

  Result<> add_left_out() {
    ITSM_TRY(const auto joined, join_open_groups(transaction_, plan_, actor_, now_));
    for (const auto& left : plan_.plan.left_out) {
      if (left.why == LeftOut::unknown) continue;
      store::PushRecord record = record_of(left);
      if (left.why == LeftOut::joins &&
          std::find(joined.begin(), joined.end(), record.finding) == joined.end()) {
        record.outcome = store::RecordOutcome::failed;
        record.reason = left.ticket_key + " was open when this was planned, and has ended since";
        record.remedy = kPlanAgain;
      }
      add(std::move(record));
    }
    return {};
  }

  Result<> add_stale(const PlannedWrite& write, const std::vector<std::string>& reasons) {
    std::string all = "not sent, since it is not what was planned: ";
    for (std::size_t i = 0; i < reasons.size(); ++i) all += (i == 0 ? "" : "; ") + reasons[i];
    fail_all(write, all);
    return {};
  }

  Result<> add_write(const PlannedWrite& write) {
    const auto tickets = tickets_of(write);
    ITSM_TRY(const auto inserted, store::insert_intents(transaction_, intents_of(tickets), now_));
    if (!inserted.taken) return queue(write, inserted.ids);
    fail_all(write, "not sent, since a ticket for finding " +
                        std::to_string(tickets[*inserted.taken]->members_.front().finding) +
                        " of the same request is being made by another push");
    return {};
  }

  Result<> finish() { return store::insert_records(transaction_, push_, records_, now_); }

 private:
  std::vector<const PlannedTicket*> tickets_of(const PlannedWrite& write) const {
    std::vector<const PlannedTicket*> tickets;
    for (std::int64_t place = write.first_place; place < write.first_place + write.size; ++place)
      tickets.push_back(&plan_.plan.tickets.at(static_cast<std::size_t>(place)));
    return tickets;
  }

  store::NewIntents intents_of(const std::vector<const PlannedTicket*>& tickets) const {
    store::NewIntents wanted;
    wanted.owner = plan_.integration_owner;
    wanted.integration = plan_.integration;
    wanted.policy_version = plan_.inputs.policy_version;
    wanted.plan = PlanId{plan_.plan.id};
    wanted.push = push_;
    for (const PlannedTicket* ticket : tickets) {
      store::NewIntent& intent = wanted.intents.emplace_back();
      intent.group_key = ticket->group_key;
      intent.generation = plan_.generations.at(static_cast<std::size_t>(ticket->place));
      intent.correlation_key = ticket->draft.correlation_key;
      intent.draft = to_document(ticket->draft);
      for (const auto& member : ticket->members_) intent.members.push_back(FindingId{member.finding});
    }
    return wanted;
  }

  Result<> queue(const PlannedWrite& write, const std::vector<IntentId>& intents) {
    const auto tickets = tickets_of(write);
    outbox::CreatePayload payload{plan_.plan.id, write.number, {}};
    for (std::size_t i = 0; i < intents.size(); ++i) {
      payload.intents.push_back(intents[i].value);
      for (const auto& member : tickets[i]->members_) {
        store::PushRecord record = record_of(*tickets[i], member);
        record.intent = intents[i];
        add(std::move(record));
      }
    }
    store::NewJob job;
    job.owner = plan_.integration_owner;
    job.integration = plan_.integration;
    job.lane = lane_of(tickets);
    job.order_key = "push:" + std::to_string(push_.value) + ":" + std::to_string(write.number);
    job.payload = to_document(payload);
    job.due_at = now_;
    ITSM_CHECK(store::insert_job(transaction_, job, now_));
    return {};
  }

  store::Lane lane_of(const std::vector<const PlannedTicket*>& tickets) const {
    if (asked_ == Asked::by_person && plan_.request.findings.size() <= kClickSize) return store::Lane::person;
    const bool critical = std::any_of(tickets.begin(), tickets.end(), [](const PlannedTicket* ticket) {
      return ticket->severity == Severity::critical;
    });
    return critical ? store::Lane::critical : store::Lane::rest;
  }

  void fail_all(const PlannedWrite& write, const std::string& reason) {
    for (const PlannedTicket* ticket : tickets_of(write)) {
      for (const auto& member : ticket->members_) {
        store::PushRecord record = record_of(*ticket, member);
        record.outcome = store::RecordOutcome::failed;
        record.reason = reason;
        record.remedy = kPlanAgain;
        add(std::move(record));
      }
    }
  }

  void add(store::PushRecord record) {
    record.place = static_cast<std::int64_t>(records_.size());
    records_.push_back(std::move(record));
  }

  store::Transaction& transaction_;
  const PlanDraft& plan_;
  const PushId push_;
  const std::string actor_;
  const Asked asked_;
  const Time now_;
  std::vector<store::PushRecord> records_;
};

}  // namespace

std::string plan_cause(PlanId plan) { return "plan/" + std::to_string(plan.value) + "/"; }

Result<PushId> queue_push(store::Transaction& transaction, const PlanDraft& plan,
                          const std::map<std::int64_t, std::vector<std::string>>& stale,
                          std::optional<PushId> retry_of, const std::string& actor, Asked asked, Time now) {
  ITSM_TRY(const bool ours, store::move_plan(transaction, PlanId{plan.plan.id}, store::PlanState::ready,
                                             store::PlanState::pushed));
  if (!ours)
    return problem(ProblemKind::conflict, "plan_used",
                   "the plan " + std::to_string(plan.plan.id) + " was pushed already",
                   "make a new plan; findings that have their ticket will be left out");
  store::PushRow row;
  row.plan = PlanId{plan.plan.id};
  row.retry_of = retry_of;
  row.actor = actor;
  row.created_at = now;
  ITSM_TRY(const PushId push, store::insert_push(transaction, row));
  Queueing queueing(transaction, plan, push, actor, asked, now);
  ITSM_CHECK(queueing.release_ended());
  for (const auto& write : plan.plan.writes) {
    const auto reasons = stale.find(write.number);
    ITSM_CHECK(reasons == stale.end() ? queueing.add_write(write)
                                      : queueing.add_stale(write, reasons->second));
  }
  ITSM_CHECK(queueing.add_left_out());
  ITSM_CHECK(queueing.finish());
  ITSM_CHECK(store::finish_pushes_if_done(transaction, {push}, now));
  ITSM_CHECK(store::close_alerts(transaction, plan.integration,
                                 store::alert_cause(plan.integration, plan_cause(PlanId{plan.plan.id})),
                                 now));
  return push;
}

}  // namespace itsm::host::push
