// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/policy_backfill.hpp"

#include <algorithm>
#include <map>

#include "host_stub/services/existing_tickets.hpp"
#include "host_stub/store/backfills.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/store/outward_jobs.hpp"
#include "host_stub/store/ticket_mirror.hpp"

namespace itsm::host::services {
namespace {

// Tickets of back-fills that wait at a time, in one company.
constexpr std::int64_t kMostWaiting = 200;
// A run is stored before its version is activated.
constexpr std::chrono::minutes kLongestActivation{1};

// Which integrations an activation is about.
using InForce = std::map<std::pair<std::int64_t, Time>, std::vector<IntegrationId>>;

Result<InForce> in_force(Services& services, CompanyId company) {
  InForce all;
  ITSM_TRY(const auto serving, services.directory.serving(company));
  for (const auto& one : serving) {
    std::optional<store::PolicyVersion> version;
    for (const CompanyId owner : {company, store::kHouse}) {
      if (version) break;
      ITSM_TRY(version, services.database.in_company(owner, [&](store::Transaction& transaction) {
        return store::active_policy(transaction, one.integration.policy);
      }));
    }
    if (version && version->activated_at)
      all[{version->id, *version->activated_at}].push_back(one.integration.id);
  }
  return all;
}

struct Seen {
  std::optional<store::Backfill> run{};
  std::int64_t waiting = 0;  // tickets that are due and not looked at
};

// The next tickets of one run; answers how many.
Result<std::int64_t> carry_on(store::Transaction& transaction, store::Backfill& run,
                              const std::vector<IntegrationId>& integrations, Time now) {
  ITSM_TRY(const std::int64_t waiting, store::count_backfilled(transaction, run.after));
  if (waiting > kMostWaiting / 2) return 0;
  ITSM_TRY(const auto next,
           store::open_tickets(transaction, integrations, run.after, kMostWaiting - waiting));
  std::vector<TicketId> tickets;
  for (const store::TicketRow& ticket : next) tickets.push_back(ticket.id);
  ITSM_CHECK(store::look_at_tickets(transaction, tickets, now, store::Lane::backfill));
  run.queued += static_cast<std::int64_t>(tickets.size());
  if (!tickets.empty()) run.after = tickets.back();
  if (tickets.empty() && waiting == 0) run.ended_at = now;
  return static_cast<std::int64_t>(tickets.size());
}

Result<std::int64_t> carry_on_in(store::Transaction& transaction, const InForce& decide, Time now) {
  std::int64_t queued = 0;
  ITSM_TRY(auto runs, store::lock_backfills(transaction));
  for (store::Backfill& run : runs) {
    const auto integrations = decide.find({run.policy_version, run.activated_at});
    if (integrations != decide.end()) {
      ITSM_TRY(const std::int64_t more, carry_on(transaction, run, integrations->second, now));
      queued += more;
    } else if (now - run.started_at > kLongestActivation) {
      run.ended_at = now;
      run.superseded = true;
    }
    ITSM_CHECK(store::save_backfill(transaction, run));
  }
  return queued;
}

}  // namespace

Result<> begin_backfills(Services& services, const store::PolicyVersion& version, Time activated_at) {
  ITSM_TRY(const auto deciding, where_it_decides(services, version));
  std::map<CompanyId, std::vector<IntegrationId>> by_company;
  for (const Deciding& at : deciding) by_company[at.company].push_back(at.integration.id);
  for (const auto& [company, integrations] : by_company)
    ITSM_CHECK(services.database.in_company(
        company, [&, &integrations = integrations](store::Transaction& transaction) -> Result<> {
          store::Backfill run;
          run.policy_version = version.id;
          run.activated_at = activated_at;
          run.started_at = activated_at;
          ITSM_TRY(run.tickets, store::count_open_tickets(transaction, integrations));
          return run.tickets == 0 ? Result<>() : store::begin_backfill(transaction, run);
        }));
  return {};
}

Result<std::int64_t> carry_on_backfills(Services& services) {
  ITSM_TRY(const auto companies, services.database.across_companies([](store::Transaction& scheduler) {
    return store::companies_with_backfills(scheduler);
  }));
  std::int64_t queued = 0;
  for (const CompanyId company : companies) {
    ITSM_TRY(const InForce decide, in_force(services, company));
    ITSM_TRY(const std::int64_t more,
             services.database.in_company(company, [&](store::Transaction& transaction) {
               return carry_on_in(transaction, decide, services.clock.now());
             }));
    queued += more;
  }
  return queued;
}

Result<std::optional<BackfillProgress>> backfill_progress(Services& services,
                                                          std::optional<CompanyId> company,
                                                          const store::PolicyVersion& version) {
  std::optional<BackfillProgress> progress;
  if (version.existing == store::Existing::leave || !version.activated_at) return progress;
  std::vector<CompanyId> companies;
  if (company) {
    companies.push_back(*company);
  } else {
    ITSM_TRY(const auto all, services.database.in_house(
                                 [](store::Transaction& house) { return store::list_companies(house); }));
    for (const auto& one : all) companies.push_back(one.id);
  }
  bool under_way = false;
  for (const CompanyId one : companies) {
    ITSM_TRY(const auto seen,
             services.database.in_company(one, [&](store::Transaction& transaction) -> Result<Seen> {
               ITSM_TRY(const auto run, store::backfill_of(transaction, version.id, *version.activated_at));
               if (!run || run->ended_at) return Seen{run, 0};
               ITSM_TRY(const std::int64_t waiting, store::count_backfilled(transaction, run->after));
               return Seen{run, waiting};
             }));
    if (!seen.run) continue;
    if (!progress) progress.emplace();
    // Tickets that came meanwhile are taken along.
    progress->tickets += std::max(seen.run->tickets, seen.run->queued);
    progress->looked_at += std::max<std::int64_t>(0, seen.run->queued - seen.waiting);
    progress->superseded = progress->superseded || seen.run->superseded;
    progress->started_at = to_rfc3339(seen.run->started_at);
    under_way = under_way || !seen.run->ended_at;
    if (seen.run->ended_at)
      progress->ended_at = std::max(progress->ended_at, to_rfc3339(*seen.run->ended_at));
  }
  if (under_way) progress->ended_at.clear();
  return progress;
}

}  // namespace itsm::host::services
