// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/observe/log.hpp"
#include "host_stub/outbox/ledger.hpp"
#include "host_stub/store/database.hpp"

namespace itsm::host::outbox {

// The ledger in PostgreSQL, shared by all hosts. Any thread.
class StoredLedger final : public Ledger {
 public:
  // Borrowed.
  StoredLedger(store::Database& database, observe::Log& log) : database_(database), log_(log) {}

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
  store::Database& database_;
  observe::Log& log_;
};

}  // namespace itsm::host::outbox
