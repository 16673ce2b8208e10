// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/re_tests.hpp"

#include <algorithm>

#include "host_stub/findings/due_dates.hpp"
#include "host_stub/services/finding_change.hpp"
#include "host_stub/services/known_finding.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::services {
namespace {

ReTestItem item_of(const Finding& finding, const findings::DueDates& terms) {
  ReTestItem item;
  item.finding = finding.id.value;
  item.title = finding.title;
  item.severity = finding.severity;
  item.asset = finding.asset.name;
  item.application = finding.application;
  item.branch = finding.branch;
  item.scanner = finding.scanner;
  if (finding.not_seen_since) item.not_seen_since = to_rfc3339(*finding.not_seen_since);
  item.not_seen_scans = finding.not_seen_scans;
  const policy::ReTest* const rules = terms.re_test_for(finding);
  if (rules != nullptr && rules->close_when == policy::CloseWhen::not_seen) item.scans_needed = rules->scans;
  return item;
}

// What sent each of them here, and where it was dealt with.
Result<> add_history(store::Transaction& transaction, const std::vector<FindingId>& ids,
                     std::map<std::int64_t, ReTestItem*>& items) {
  ITSM_TRY(const auto changes, store::status_changes(transaction, ids));
  for (const Activity& change : changes) {
    if (change.to != name_of(FindingStatus::re_test)) continue;
    ReTestItem& item = *items.at(change.finding.value);
    item.since = to_rfc3339(change.at);
    item.why = change.why;
  }
  ITSM_TRY(const auto links, store::links_of(transaction, ids, false));
  for (const auto& link : links) {
    ReTestItem& item = *items.at(link.finding.value);
    item.ticket_key = link.ticket.ref.key;
    item.ticket_url = link.ticket.ref.url;
  }
  return {};
}

}  // namespace

Result<ReTestPage> list_re_tests(Services& services, CompanyId company,
                                 const std::optional<store::FindingCursor>& after, std::int64_t limit) {
  ITSM_TRY(const auto terms, findings::DueDates::of(services.database, company));
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<ReTestPage> {
    store::FindingFilter filter;
    filter.statuses = {FindingStatus::re_test};
    ITSM_TRY(const auto rows, store::list_findings(transaction, filter, after, limit));
    std::vector<FindingId> ids;
    for (const auto& row : rows) ids.push_back(row.id);
    ITSM_TRY(const auto found, store::load_findings(transaction, ids));
    ReTestPage page;
    for (const FindingId id : ids)
      for (const Finding& finding : found)
        if (finding.id == id) page.items.push_back(item_of(finding, terms));
    std::map<std::int64_t, ReTestItem*> items;
    for (ReTestItem& item : page.items) items[item.finding] = &item;
    ITSM_CHECK(add_history(transaction, ids, items));
    if (static_cast<std::int64_t>(rows.size()) == limit)
      page.next = store::FindingCursor{rows.back().updated_at, rows.back().id};
    return page;
  });
}

Result<> decide_re_test(Services& services, CompanyId company, FindingId finding,
                        const ReTestDecision& decision, const std::string& actor) {
  const bool passed = decision.outcome == ReTestOutcome::pass;
  if (!passed && decision.evidence.empty())
    return problem(ProblemKind::invalid, "evidence_missing", "a re-test that failed needs what was seen",
                   "say where it is still there, in a sentence");
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(const Finding found, known_finding(transaction, finding));
    if (found.status != FindingStatus::re_test)
      return problem(
          ProblemKind::conflict, "not_in_re_test",
          "the finding is " + std::string(name_of(found.status)) + " and does not wait for a re-test",
          "host_stub retest list shows those that do");
    return change_status(transaction, finding, passed ? FindingStatus::closed : FindingStatus::in_progress,
                         decision.evidence, passed ? "It passed its re-test." : std::string(), actor,
                         services.clock.now(), Cause::re_test);
  });
}

}  // namespace itsm::host::services
