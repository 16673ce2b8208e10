// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/stored_ledger.hpp"

#include <algorithm>

#include "host_stub/outbox/write_back.hpp"
#include "host_stub/store/plans.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::outbox {

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
      case Ending::parked:
        break;
    }
    return store::park_job(transaction, job, ending.reason, now);
  }));
  return {};
}

Result<std::vector<store::Intent>> StoredLedger::load(const store::Job& job,
                                                      const std::vector<IntentId>& ids) {
  return database_.in_company(
      job.company, [&](store::Transaction& transaction) { return store::load_intents(transaction, ids); });
}

Result<integrations::VendorRequest> StoredLedger::planned_request(const store::Job& job, PlanId plan,
                                                                  std::int64_t number) {
  ITSM_TRY(const auto batches, database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::load_plan_batches(transaction, plan);
  }));
  const auto batch = std::find_if(batches.begin(), batches.end(), [&](const store::PlanBatchRow& candidate) {
    return candidate.number == number;
  });
  if (batch == batches.end())
    return problem(ProblemKind::internal, "plan_gone", "the plan of this create is no longer stored");
  return from_document<integrations::VendorRequest>(Json::parse(batch->recorded_request));
}

Result<bool> StoredLedger::begin_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now) {
  return database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::begin_sending(transaction, ids, job.fence, now);
  });
}

Result<std::set<std::string>> StoredLedger::route(const store::Job& job,
                                                  const std::vector<std::string>& tickets, Time now) {
  return database_.in_company(job.owner, [&](store::Transaction& transaction) {
    return store::insert_routes(transaction, job.integration, tickets, job.company, now);
  });
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
