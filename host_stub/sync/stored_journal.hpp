// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/observe/log.hpp"
#include "host_stub/sync/journal.hpp"

namespace itsm::host::sync {

// The journal in PostgreSQL, shared by all hosts. Any thread.
class StoredJournal final : public Journal {
 public:
  // Borrowed.
  StoredJournal(store::Database& database, observe::Log& log) : database_(database), log_(log) {}

  Result<std::vector<CompanyId>> owners_due(std::int64_t limit, Time now) override;
  Result<std::vector<store::InboxRow>> claim(CompanyId owner, std::int64_t limit,
                                             std::chrono::milliseconds lease, Time now) override;
  Result<> end(CompanyId owner, const std::vector<store::InboxEnding>& endings, Time now) override;
  Result<> postpone(const Place& place, Time until, const std::string& why, Time now) override;
  Result<> take_in(const Place& place, const std::vector<Read>& deliveries, Time now) override;
  Result<std::map<std::string, CompanyId>> routes(const Place& place,
                                                  const std::vector<std::string>& tickets) override;
  Result<Missing> missing(const Place& place) override;
  Result<std::vector<Applied>> apply(CompanyId company, const Place& place,
                                     const std::vector<Arrival>& arrivals, Time now) override;
  Result<> judge_webhooks(const Place& place, const std::vector<Time>& told_by_poll_only,
                          std::optional<Time> told_by_webhook, Time now) override;
  Result<> raise(CompanyId company, const Place& place, const std::string& what, const std::string& message,
                 const std::string& remedy, Time now) override;
  Result<> close_alert(CompanyId company, const Place& place, const std::string& what, Time now) override;
  Result<std::optional<outbox::Wait>> enter(const Place& place, const outbox::PaceLimits& limits,
                                            const std::string& holder, std::chrono::milliseconds longest,
                                            Time now) override;
  Result<> leave(const Place& place, const std::string& holder, const outbox::Experience& seen, Time now,
                 double random) override;

 private:
  store::Database& database_;
  observe::Log& log_;
};

// Within an owner's transaction: what was told of tickets that somebody linked is due. Answers which.
Result<std::set<std::string>> hear(store::Transaction& owner, IntegrationId integration,
                                   const std::map<std::string, Heard>& told, Time now);

}  // namespace itsm::host::sync
