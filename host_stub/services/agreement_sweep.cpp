// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/agreement_sweep.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/sync/agreement_sweep.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kShown = 200;

SweptDifference shown(const store::DifferenceRow& row) {
  return {row.id, row.cause, row.key, row.url, row.field, row.ours, row.theirs, row.waits};
}

Result<std::vector<integrations::Serving>> chosen(Services& services, CompanyId company,
                                                  const std::string& integration) {
  std::vector<integrations::Serving> serving;
  if (!integration.empty()) {
    ITSM_TRY(auto named, services.directory.serving(company, integration));
    serving.push_back(std::move(named));
    return serving;
  }
  ITSM_TRY(serving, services.directory.serving(company));
  std::erase_if(serving, [](const integrations::Serving& one) {
    return one.integration.state != store::IntegrationState::enabled;
  });
  return serving;
}

Result<SweepReport> report_of(Services& services, CompanyId company, const std::string& name,
                              const store::SweepRow& row) {
  SweepReport report;
  report.integration = name;
  if (row.result.empty()) return report;
  const auto found = from_document<sync::SweepProgress>(row.result);
  report.as_of = found.as_of;
  report.linked = found.linked;
  report.agree = found.agree;
  report.differ = found.differ;
  report.waiting = found.waiting;
  report.unreachable = found.unreachable;
  report.causes = found.causes;
  report.repaired = found.repaired;
  report.oldest_confirmed_at = found.oldest_confirmed_at;
  const std::int64_t run = row.result.value("run", std::int64_t{0});
  ITSM_TRY(const auto rows, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::list_differences(transaction, row.integration, run, {}, 0, kShown);
  }));
  for (const auto& one : rows) report.differences.push_back(shown(one));
  return report;
}

Result<store::SweepRow> run(Services& services, CompanyId company, const store::IntegrationRow& integration,
                            const sync::SweepWish& wish, const std::stop_token& stop) {
  const sync::SweepTools tools{services.database,    services.journal, services.sources,
                               services.instruments, services.log,     services.settings.server.public_url};
  sync::SweepScope scope;
  scope.company = company;
  scope.place = {integration.owner, integration.id, integration.name};
  ITSM_TRY(scope.source, services.sources.of(integration.owner, integration.id));
  ITSM_TRY(scope.terms, sync::terms_of(services.database, company, scope.place, services.log));
  return sync::AgreementSweep(tools, scope).run(wish, stop);
}

bool is_due(const store::SyncOptions& options, const std::vector<store::SweepRow>& sweeps,
            IntegrationId integration, Time now) {
  if (options.sweep_off) return false;
  const auto last = std::find_if(sweeps.begin(), sweeps.end(),
                                 [&](const store::SweepRow& one) { return one.integration == integration; });
  if (last == sweeps.end() || last->phase != store::SweepPhase::none) return true;
  return !last->finished_at || *last->finished_at + std::chrono::seconds(options.sweep_every_s) <= now;
}

Result<> sweep_company(Services& services, CompanyId company, const std::stop_token& stop) {
  ITSM_TRY(const auto serving, chosen(services, company, {}));
  if (serving.empty()) return {};
  ITSM_TRY(const auto sweeps, services.database.in_company(company, store::list_sweeps));
  for (const auto& one : serving) {
    const store::SyncOptions& options = one.integration.sync;
    if (stop.stop_requested() || !is_due(options, sweeps, one.integration.id, services.clock.now())) continue;
    const auto swept = run(services, company, one.integration, {options.sweep_repairs, true}, stop);
    if (!swept)
      services.log.warning("agreement_sweep", swept.error().message,
                           {{"company", company.value}, {"integration", one.integration.name}});
  }
  return {};
}

}  // namespace

Result<std::vector<SweepReport>> sweep_agreement(Services& services, CompanyId company,
                                                 const std::string& integration, bool repair,
                                                 const std::stop_token& stop) {
  ITSM_TRY(const auto serving, chosen(services, company, integration));
  std::vector<SweepReport> reports;
  for (const auto& one : serving) {
    const auto swept = run(services, company, one.integration, {repair, false}, stop);
    if (!swept) {
      SweepReport& report = reports.emplace_back();
      report.integration = one.integration.name;
      report.failure = swept.error().message;
      continue;
    }
    ITSM_TRY(auto report, report_of(services, company, one.integration.name, *swept));
    if (swept->phase != store::SweepPhase::none)
      report.failure = "somebody else goes on with it: host_stub sweep --last shows what it finds";
    reports.push_back(std::move(report));
  }
  return reports;
}

Result<std::vector<SweepReport>> last_sweeps(Services& services, CompanyId company,
                                             const std::string& integration) {
  ITSM_TRY(const auto serving, chosen(services, company, integration));
  ITSM_TRY(const auto sweeps, services.database.in_company(company, store::list_sweeps));
  std::vector<SweepReport> reports;
  for (const auto& one : serving)
    for (const auto& row : sweeps) {
      if (row.integration != one.integration.id) continue;
      ITSM_TRY(auto report, report_of(services, company, one.integration.name, row));
      reports.push_back(std::move(report));
    }
  return reports;
}

Result<std::vector<SweptDifference>> list_swept(Services& services, CompanyId company,
                                                const std::string& integration,
                                                const DifferenceQuery& query) {
  ITSM_TRY(const auto serving, services.directory.serving(company, integration));
  const auto cause = enum_from<store::DifferenceCause>(query.cause);
  if (!query.cause.empty() && !cause)
    return problem(ProblemKind::invalid, "cause_unknown", "'" + query.cause + "' is no cause of a difference",
                   "host_stub sweep --last lists those that were found");
  return services.database.in_company(
      company, [&](store::Transaction& transaction) -> Result<std::vector<SweptDifference>> {
        ITSM_TRY(const auto sweeps, store::list_sweeps(transaction));
        std::vector<SweptDifference> found;
        for (const auto& row : sweeps) {
          if (row.integration != serving.integration.id || row.result.empty()) continue;
          ITSM_TRY(const auto rows, store::list_differences(transaction, row.integration,
                                                            row.result.value("run", std::int64_t{0}), cause,
                                                            query.after, query.limit));
          for (const auto& one : rows) found.push_back(shown(one));
        }
        return found;
      });
}

Result<> sweep_where_due(Services& services, const std::stop_token& stop) {
  ITSM_TRY(const auto companies, services.database.in_house(
                                     [](store::Transaction& house) { return store::list_companies(house); }));
  // What keeps from comparing one company's links keeps from nothing else.
  for (const auto& company : companies) {
    const auto swept = sweep_company(services, company.id, stop);
    if (!swept)
      services.log.warning("agreement_sweep", swept.error().message,
                           {{"company", company.id.value}, {"code", swept.error().code}});
  }
  return {};
}

}  // namespace itsm::host::services
