// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/write_back.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "host_stub/core/activity.hpp"
#include "host_stub/core/prediction.hpp"
#include "host_stub/outbox/create_job.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/plans.hpp"
#include "host_stub/store/pushes.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::outbox {
namespace {

constexpr auto kActor = "host";

store::TicketRow row_of(const Move& move, Time now) {
  const store::Intent& intent = *move.intent;
  store::TicketRow row = store::row_of(move.ticket, now, store::ConfirmedBy::own_write);
  row.owner = intent.owner;
  row.integration = intent.integration;
  row.correlation_key = intent.correlation_key;
  row.policy_version = intent.policy_version;
  return row;
}

// What the plan said that the vendor would compute, held against what became of it.
struct Foretold {
  std::optional<bool> came_true{};
  std::string warning{};
};
Foretold judge(const Move& move, const std::map<std::string, Json>& predictions) {
  Foretold out;
  const auto known = predictions.find(move.intent->group_key);
  if (known == predictions.end()) return out;
  for (const Json& one : known->second) {
    const auto prediction = from_document<Prediction>(one);
    if (prediction.role != FieldRole::priority) continue;
    const Named& actual = move.ticket.priority;
    out.came_true = came_true(prediction, actual);
    if (out.came_true == false)
      out.warning = prediction.name + " is " + (actual.name.empty() ? actual.id : actual.name) + ", where " +
                    prediction.value.name + " was expected from " + prediction.from + ".";
  }
  return out;
}

void add_entries(std::vector<Activity>& entries, const Move& move, const std::string& integration,
                 const std::string& warning, Time now) {
  const std::string& key = move.ticket.ref.key;
  for (const FindingId finding : move.intent->members) {
    Activity& entry = entries.emplace_back(ticket_entry(finding, Cause::policy, kActor, now));
    entry.to = key;
    entry.why = move.way == Way::created
                    ? "Ticket " + key + " was made in " + integration + "."
                    : "Ticket " + key + " was found in " + integration +
                          " after its create had been left without an answer, and is linked now.";
    if (!warning.empty()) entry.why += " " + warning;
  }
}

std::string refusals_in(const std::string& project) { return "refused/" + project + "/"; }

// Writes the moves of one job, kind by kind, and keeps what their pushes are to be told.
class WriteBack {
 public:
  WriteBack(store::Transaction& transaction, const store::Job& job, Time now)
      : transaction_(transaction), job_(job), now_(now) {}

  Result<std::vector<const Move*>> link(const std::vector<const Move*>& moves,
                                        const std::string& integration) {
    std::vector<const Move*> linked;
    std::vector<store::TicketRow> rows;
    for (const Move* move : moves) rows.push_back(row_of(*move, now_));
    ITSM_TRY(const auto tickets, store::upsert_tickets(transaction_, rows, now_));
    std::vector<store::LinkedIntent> intents;
    for (std::size_t i = 0; i < moves.size(); ++i) intents.push_back({moves[i]->intent->id, tickets[i]});
    ITSM_TRY(const auto moved, store::mark_linked(transaction_, intents, now_));

    ITSM_TRY(const auto predictions, predictions_for(moves));
    std::vector<store::NewLink> links;
    std::vector<Activity> entries;
    for (std::size_t i = 0; i < moves.size(); ++i) {
      const Move& move = *moves[i];
      if (!contains(moved, move)) continue;
      linked.push_back(&move);
      for (const FindingId finding : move.intent->members)
        links.push_back({finding, tickets[i], move.intent->id});
      const Foretold foretold = judge(move, predictions);
      add_entries(entries, move, integration, foretold.warning, now_);
      auto& change = tell(
          move, move.way == Way::created ? store::RecordOutcome::created : store::RecordOutcome::adopted);
      change.reason.clear();
      change.ticket = tickets[i];
      change.warning = foretold.warning;
      change.foretold = foretold.came_true;
    }
    ITSM_CHECK(store::insert_links(transaction_, links, kActor, now_));
    ITSM_CHECK(store::append_activity(transaction_, entries));
    ITSM_CHECK(close_alerts(linked));
    return linked;
  }

  Result<> fail(const std::vector<const Move*>& moves, const std::string& integration) {
    std::vector<store::FailedIntent> failed;
    for (const Move* move : moves)
      failed.push_back(
          {move->intent->id,
           Json{{"code", move->refusal.code}, {"message", move->reason}, {"fields", move->refusal.fields}}});
    ITSM_TRY(const auto moved, store::mark_failed(transaction_, failed, job_.fence, now_));
    for (const Move* move : moves) {
      if (!contains(moved, *move)) continue;
      auto& change = tell(*move, store::RecordOutcome::failed);
      change.fields = move->refusal.fields;
      change.remedy = move->remedy;
      count_refusal(*move, integration);
    }
    for (const auto& [cause, alert] : alerts_) ITSM_CHECK(store::raise_alert(transaction_, alert, now_));
    return {};
  }

  void wait(const std::vector<const Move*>& moves) {
    for (const Move* move : moves) tell(*move, store::RecordOutcome::queued);
  }

  Result<> retry(const std::vector<const Move*>& moves) {
    ITSM_TRY(const auto moved, store::return_to_wanted(transaction_, ids_of(moves), job_.fence, now_));
    for (const Move* move : moves)
      if (contains(moved, *move)) tell(*move, store::RecordOutcome::queued);
    return {};
  }

  // All of one call, so that they settle at the same time.
  Result<> doubt(const std::vector<const Move*>& moves) {
    std::vector<store::Doubt> doubts;
    for (const Move* move : moves) doubts.push_back({move->intent->id, move->reason});
    ITSM_TRY(const auto moved,
             store::mark_uncertain(transaction_, doubts, job_.fence, moves.front()->next, now_));
    for (const Move* move : moves)
      if (contains(moved, *move)) tell(*move, store::RecordOutcome::uncertain).decided_by = move->decided_by;
    return {};
  }

  Result<> absent(const std::vector<const Move*>& moves) {
    const Move& any = *moves.front();
    ITSM_CHECK(store::count_absent(transaction_, ids_of(moves), job_.fence, any.looked_at, any.next, now_));
    return {};
  }

  Result<> tell_pushes() {
    ITSM_CHECK(store::change_records(transaction_, changes_, now_));
    if (decided_.empty()) return {};
    return store::finish_pushes_if_done(transaction_, {decided_.begin(), decided_.end()}, now_);
  }

 private:
  Result<std::map<std::string, Json>> predictions_for(const std::vector<const Move*>& moves) {
    std::vector<std::string> groups;
    for (const Move* move : moves) groups.push_back(move->intent->group_key);
    const auto payload = from_document<CreatePayload>(job_.payload);
    return store::load_predictions(transaction_, PlanId{payload.plan}, groups);
  }

  // What went through shows that nothing is in the way any more.
  Result<> close_alerts(const std::vector<const Move*>& linked) {
    std::set<std::string> projects;
    for (const Move* move : linked) projects.insert(move->ticket.project.id);
    if (projects.empty()) return {};
    for (const char* what : {"unreachable", "configuration"})
      ITSM_CHECK(store::close_alerts(transaction_, job_.integration,
                                     store::alert_cause(job_.integration, what), now_));
    for (const auto& project : projects)
      ITSM_CHECK(store::close_alerts(transaction_, job_.integration,
                                     store::alert_cause(job_.integration, refusals_in(project)), now_));
    return {};
  }

  // The same refusal of many tickets is one thing to look at.
  void count_refusal(const Move& move, const std::string& integration) {
    const auto& fields = move.refusal.fields;
    std::string what = refusals_in(move.ticket.project.id) + move.refusal.code;
    if (!fields.empty()) what += "/" + fields.begin()->first;
    const std::string cause = store::alert_cause(job_.integration, what);
    auto& alert = alerts_.try_emplace(cause, store::NewAlert{.cause = cause, .count = 0}).first->second;
    alert.owner = job_.owner;
    alert.integration = job_.integration;
    alert.message = integration + " refuses tickets: " + move.reason;
    alert.remedy = move.remedy;
    ++alert.count;
  }

  static std::vector<IntentId> ids_of(const std::vector<const Move*>& moves) {
    std::vector<IntentId> ids;
    for (const Move* move : moves) ids.push_back(move->intent->id);
    return ids;
  }

  static bool contains(const std::vector<IntentId>& moved, const Move& move) {
    return std::find(moved.begin(), moved.end(), move.intent->id) != moved.end();
  }

  store::RecordChange& tell(const Move& move, store::RecordOutcome outcome) {
    if (outcome != store::RecordOutcome::queued && outcome != store::RecordOutcome::uncertain)
      decided_.insert(move.intent->push);
    auto& change = changes_.emplace_back();
    change.intent = move.intent->id;
    change.outcome = outcome;
    change.reason = move.reason;
    return change;
  }

  store::Transaction& transaction_;
  const store::Job& job_;
  const Time now_;
  std::vector<store::RecordChange> changes_{};
  std::set<PushId> decided_{};
  std::map<std::string, store::NewAlert> alerts_{};
};

}  // namespace

Result<std::vector<const Move*>> write_back(store::Transaction& transaction, const store::Job& job,
                                            const std::string& integration, const std::vector<Move>& moves,
                                            Time now) {
  std::map<Step, std::vector<const Move*>> by_step;
  // One row cannot be written twice at once: a second intent with the same ticket comes again.
  std::set<std::string> tickets;
  for (const auto& move : moves)
    if (move.step != Step::link || tickets.insert(move.ticket.ref.id).second)
      by_step[move.step].push_back(&move);

  std::vector<const Move*> linked;
  WriteBack writing(transaction, job, now);
  for (const auto& [step, of_step] : by_step) {
    switch (step) {
      case Step::link: {
        ITSM_TRY(linked, writing.link(of_step, integration));
        break;
      }
      case Step::fail:
        ITSM_CHECK(writing.fail(of_step, integration));
        break;
      case Step::retry:
        ITSM_CHECK(writing.retry(of_step));
        break;
      case Step::look_up:
        ITSM_CHECK(writing.doubt(of_step));
        break;
      case Step::absent:
        ITSM_CHECK(writing.absent(of_step));
        break;
      case Step::wait:
        writing.wait(of_step);
        break;
    }
  }
  ITSM_CHECK(writing.tell_pushes());
  return linked;
}

}  // namespace itsm::host::outbox
