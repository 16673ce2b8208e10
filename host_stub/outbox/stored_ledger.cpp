// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/stored_ledger.hpp"

#include <algorithm>

#include "host_stub/outbox/create_job.hpp"
#include "host_stub/outbox/stored_pace.hpp"
#include "host_stub/outbox/write_back.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/plans.hpp"
#include "host_stub/store/pushes.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::outbox {
namespace {

// A job's number is its company's own.
std::string holder_of(const store::Job& job) {
  return std::to_string(job.company.value) + "/" + std::to_string(job.id);
}

store::NewAlert alert_of(const store::Job& job, const std::string& integration, const Experience& seen) {
  store::NewAlert alert;
  alert.owner = job.owner;
  alert.integration = job.integration;
  if (seen.kind == Experience::refused) {
    alert.cause = store::alert_cause(job.integration, "configuration");
    alert.message = integration + " lets nothing in: " + seen.reason;
    alert.remedy =
        "store a valid credential or correct the settings, then run: host_stub integrations check " +
        integration + "; queued tickets are made after that";
  } else {
    alert.cause = store::alert_cause(job.integration, "unreachable");
    alert.message = integration + " does not answer: " + seen.reason;
    alert.remedy = "queued tickets are made when it answers again";
  }
  return alert;
}

// Its tickets stay wanted, or uncertain, until somebody has looked.
Result<> tell_parked(store::Transaction& transaction, const store::Job& job, const std::string& reason,
                     Time now) {
  std::vector<store::RecordChange> changes;
  for (const IntentId intent : intents_in(job.kind, job.payload)) {
    auto& change = changes.emplace_back();
    change.intent = intent;
    change.reason = "set aside: " + reason;
  }
  ITSM_CHECK(store::change_records(transaction, changes, now));
  store::NewAlert alert;
  alert.cause = store::alert_cause(job.integration, "parked");
  alert.owner = job.owner;
  alert.integration = job.integration;
  alert.message = "work was set aside: " + reason;
  alert.remedy = "look at it with: host_stub outbox parked; go on with: host_stub outbox replay";
  return store::raise_alert(transaction, alert, now);
}

}  // namespace

Result<std::vector<CompanyId>> StoredLedger::companies_due(std::int64_t limit, Time now) {
  return database_.across_companies([&](store::Transaction& transaction) {
    return store::companies_with_due_jobs(transaction, limit, now);
  });
}

Result<std::optional<store::Job>> StoredLedger::claim(CompanyId company, std::chrono::milliseconds lease,
                                                      Time now) {
  ITSM_TRY(auto jobs, database_.in_company(company, [&](store::Transaction& transaction) {
    return store::claim_jobs(transaction, 1, lease, now);
  }));
  if (jobs.empty()) return std::optional<store::Job>();
  return std::optional(std::move(jobs.front()));
}

Result<> StoredLedger::end(const store::Job& job, const Ending& ending, Time now) {
  ITSM_CHECK(database_.in_company(job.company, [&](store::Transaction& transaction) -> Result<bool> {
    switch (ending.kind) {
      case Ending::done:
        return store::finish_job(transaction, job, now);
      case Ending::later:
        return store::postpone_job(transaction, job, job.payload, ending.due, ending.reason, now);
      case Ending::held:
        return store::hold_job(transaction, job, ending.due, ending.reason, now);
      case Ending::parked:
        break;
    }
    ITSM_TRY(const bool parked, store::park_job(transaction, job, ending.reason, now));
    if (parked) ITSM_CHECK(tell_parked(transaction, job, ending.reason, now));
    return parked;
  }));
  return {};
}

Result<std::optional<Wait>> StoredLedger::enter(const store::Job& job, const PaceLimits& limits,
                                                std::chrono::milliseconds longest, Time now) {
  return enter_stored(database_, job.owner, job.integration, limits, holder_of(job), longest, now);
}

Result<> StoredLedger::leave(const store::Job& job, const std::string& integration,
                             const std::optional<Experience>& seen, Time now, double random) {
  ITSM_TRY(const bool alarming,
           leave_stored(database_, job.owner, job.integration, holder_of(job), seen, now, random));
  if (!alarming) return {};
  return database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::raise_alert(transaction, alert_of(job, integration, *seen), now);
  });
}

Result<std::vector<store::Intent>> StoredLedger::load(const store::Job& job,
                                                      const std::vector<IntentId>& ids) {
  return database_.in_company(
      job.company, [&](store::Transaction& transaction) { return store::load_intents(transaction, ids); });
}

Result<std::vector<TicketDraft>> StoredLedger::drafts(const store::Job& job,
                                                      const std::vector<IntentId>& ids) {
  ITSM_TRY(const auto documents, database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::load_drafts(transaction, ids);
  }));
  std::vector<TicketDraft> drafts;
  for (const Json& document : documents) drafts.push_back(from_document<TicketDraft>(document));
  return drafts;
}

Result<integrations::VendorRequest> StoredLedger::planned_request(const store::Job& job, PlanId plan,
                                                                  std::int64_t number) {
  ITSM_TRY(const auto batch, database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::load_plan_batch(transaction, plan, number);
  }));
  if (!batch)
    return problem(ProblemKind::internal, "plan_gone", "the plan of this create is no longer stored");
  return from_document<integrations::VendorRequest>(Json::parse(batch->recorded_request));
}

Result<bool> StoredLedger::begin_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now) {
  return database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::begin_sending(transaction, ids, job.fence, now);
  });
}

Result<std::map<std::string, std::string>> StoredLedger::route(const store::Job& job,
                                                               const std::vector<const Move*>& moves,
                                                               Time now) {
  std::vector<std::string> tickets;
  for (const Move* move : moves) tickets.push_back(move->ticket.ref.id);
  ITSM_TRY(const auto foreign, database_.in_company(job.owner, [&](store::Transaction& transaction) {
    return store::insert_routes(transaction, job.integration, tickets, job.company, now);
  }));
  ITSM_TRY(const auto wishes, database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::wishes_of(transaction, job.integration, tickets);
  }));
  std::map<std::string, std::string> taken;
  for (const Move* move : moves) {
    const TicketRef& ref = move->ticket.ref;
    const auto wish = wishes.find(ref.id);
    if (foreign.contains(ref.id))
      taken[ref.id] = "a ticket of another company";
    else if (wish != wishes.end() && wish->second != move->intent->correlation_key)
      taken[ref.id] = ref.key + ", which is the ticket of other findings already";
  }
  return taken;
}

Result<> StoredLedger::apply(const store::Job& job, const std::string& integration,
                             const std::vector<Move>& moves, Time now) {
  ITSM_TRY(const auto linked, database_.in_company(job.company, [&](store::Transaction& transaction) {
    return write_back(transaction, job, integration, moves, now);
  }));
  for (const Move* move : linked)
    if (move->way == Way::adopted)
      log_.info("ticket_adopted", "a create without an answer had made its ticket",
                {{"company", job.company.value},
                 {"ticket", move->ticket.ref.key},
                 {"intent", move->intent->id.value}});
  return {};
}

}  // namespace itsm::host::outbox
