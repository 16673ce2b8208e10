// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/policy_backtest.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "host_stub/config/scalars.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/replay.hpp"
#include "host_stub/push/open_forms.hpp"
#include "host_stub/push/outlook.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/finding_list.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/ticket_list.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kFindingsAtOnce = 1'000;
constexpr std::int64_t kLinksAtOnce = 200;

Result<std::optional<Time>> time_since(const std::string& text, Time now) {
  if (text.empty()) return std::optional<Time>();
  if (const auto duration = config::duration_of(text)) return std::optional<Time>(now - *duration);
  if (const auto time = from_date_or_time(text)) return std::optional<Time>(*time);
  return problem(ProblemKind::invalid, "since_wrong",
                 "'" + text + "' is neither a time back from now nor a date",
                 "write for example 30d or 2026-11-01");
}

Result<std::vector<Finding>> stored_findings(Services& services, CompanyId company,
                                             const std::string& integration, std::optional<Time> since) {
  ITSM_TRY(const auto routing, findings::routing_in_force(services.database, company));
  store::FindingFilter filter;
  filter.reported_since = since;
  std::vector<Finding> all;
  FindingId after{};
  for (bool more = true; more;) {
    ITSM_TRY(auto page, services.database.in_company(
                            company, [&](store::Transaction& transaction) -> Result<std::vector<Finding>> {
                              ITSM_TRY(const auto ids,
                                       store::select_findings(transaction, filter, after, kFindingsAtOnce));
                              return store::load_findings(transaction, ids);
                            }));
    more = page.size() == static_cast<std::size_t>(kFindingsAtOnce);
    if (more) after = page.back().id;
    for (Finding& finding : page) {
      const std::string routed = findings::routed_integration(routing, finding);
      if (routed.empty() || routed == integration) all.push_back(std::move(finding));
    }
    if (all.size() > kMostJudged)
      return problem(ProblemKind::too_large, "too_many_findings",
                     "more than " + std::to_string(kMostJudged) + " findings would be judged",
                     "take a shorter time, such as --since 7d");
  }
  return all;
}

// The newest first.
Result<std::vector<store::LinkRow>> stored_links(Services& services, CompanyId company,
                                                 IntegrationId integration) {
  store::LinkFilter filter;
  filter.integration = integration;
  filter.limit = kLinksAtOnce;
  std::vector<store::LinkRow> all;
  for (bool more = true; more;) {
    ITSM_TRY(auto page, services.database.in_company(company, [&](store::Transaction& transaction) {
      return store::list_links(transaction, filter);
    }));
    more = page.size() == static_cast<std::size_t>(kLinksAtOnce) && all.size() < kMostJudged;
    for (store::LinkRow& link : page) {
      filter.after = {link.linked_at, link.finding, link.ticket.id};
      all.push_back(std::move(link));
    }
  }
  return all;
}

// Counts every finding and keeps what differs.
class Comparing {
 public:
  Comparing(BacktestSide& side, std::size_t rows) : side_(side), rows_(rows) {}

  void add(const push::Foreseen& before, const push::Foreseen& after, FindingId finding,
           const std::string& title, const std::string& ticket_key) {
    add(push::changes(before, after), finding, title, ticket_key);
  }

  void add(std::vector<push::FactChange> found, FindingId finding, const std::string& title,
           const std::string& ticket_key) {
    ++side_.judged;
    if (found.empty()) return;
    ++side_.changed;
    for (const push::FactChange& change : found) ++side_.counts[change.what];
    if (side_.rows.size() == rows_) return;
    BacktestRow row{finding.value, title, ticket_key, {}};
    for (push::FactChange& change : found)
      row.changes.push_back({std::move(change.what), std::move(change.before), std::move(change.after)});
    side_.rows.push_back(std::move(row));
  }

 private:
  BacktestSide& side_;
  const std::size_t rows_;
};

struct Both {
  push::Outlook before{};
  push::Outlook after{};
};

Result<Both> both_on_live_forms(Services& services, const integrations::Serving& serving,
                                const policy::Policy& active, const policy::Policy& edited,
                                const std::vector<Finding>& findings) {
  ITSM_TRY(const auto live, services.directory.open(serving.integration));
  push::TargetSchemas forms(*live, CreationMode::standalone, serving.projects);
  const policy::RenderContext context = services.planner.context({});
  Both both;
  ITSM_TRY(both.before, push::outlook(active, findings, forms, context));
  ITSM_TRY(both.after, push::outlook(edited, findings, forms, context));
  return both;
}

Result<Both> on_open_forms(Services& services, const policy::Policy& active, const policy::Policy& edited,
                           const std::vector<Finding>& findings) {
  const policy::RenderContext context = services.planner.context({});
  push::OpenForms forms_before(active);
  push::OpenForms forms_after(edited);
  Both both;
  ITSM_TRY(both.before, push::outlook(active, findings, forms_before, context));
  ITSM_TRY(both.after, push::outlook(edited, findings, forms_after, context));
  return both;
}

std::vector<push::FactChange> changes(const policy::Fate& before, const policy::Fate& after) {
  std::vector<push::FactChange> all;
  const auto compare = [&](const char* what, std::string one, std::string other) {
    if (one != other) all.push_back({what, std::move(one), std::move(other)});
  };
  compare("ends as", std::string(name_of(before.status)), std::string(name_of(after.status)));
  compare("decisions of a person", std::to_string(before.decisions), std::to_string(after.decisions));
  compare("what the ticket was told", joined(before.to_ticket, "; "), joined(after.to_ticket, "; "));
  return all;
}

// Each finding once, with the ticket that it got last.
Result<> compare_events(Services& services, CompanyId company, const integrations::Serving& serving,
                        std::span<const store::LinkRow> links, std::optional<Time> since,
                        const policy::Policy& active, const policy::Policy& edited, Comparing& out) {
  std::set<FindingId> seen;
  for (std::size_t at = 0; at < links.size(); at += kFindingsAtOnce) {
    const auto page = links.subspan(at, std::min<std::size_t>(kFindingsAtOnce, links.size() - at));
    std::vector<FindingId> ids;
    for (const store::LinkRow& link : page) ids.push_back(link.finding);
    ITSM_TRY(const auto events, services.database.in_company(company, [&](store::Transaction& transaction) {
      return store::events_since(transaction, ids, since);
    }));
    std::map<FindingId, std::vector<Activity>> feeds;
    for (const Activity& event : events) feeds[event.finding].push_back(event);
    for (const store::LinkRow& link : page) {
      const auto feed = feeds.find(link.finding);
      if (feed == feeds.end() || !seen.insert(link.finding).second) continue;
      const policy::History history{policy::status_before(feed->second, link.status), link.ticket.project,
                                    link.ticket.type, feed->second, serving.integration.sync.auto_close};
      out.add(changes(policy::replay(active, history), policy::replay(edited, history)), link.finding,
              link.title, link.ticket.ref.key);
    }
  }
  return {};
}

policy::TicketFacts ticket_facts(const store::TicketRow& ticket) {
  policy::TicketFacts facts;
  facts.project = ticket.project;
  facts.type = ticket.type;
  facts.status = ticket.status;
  facts.resolution.name = ticket.resolution;
  facts.state = ticket.state;
  return facts;
}

}  // namespace

Result<BacktestReport> backtest(Services& services, CompanyId company, const policy::Policy& edited,
                                const std::string& label, const BacktestQuery& query) {
  ITSM_TRY(const auto serving,
           push::choose_integration(services.database, services.directory, company, query.integration, {}));
  ITSM_TRY(const auto active, push::policy_in_force(services.database, company, serving.integration));
  BacktestReport report;
  report.integration = serving.integration.name;
  report.before = active.version.name + " version " + std::to_string(active.version.number);
  report.after = label;
  ITSM_TRY(const auto since, time_since(query.since, services.clock.now()));
  if (since) report.since = to_rfc3339(*since);

  ITSM_TRY(const auto findings, stored_findings(services, company, report.integration, since));
  Both both;
  report.note = "the vendor was not asked";
  if (query.live) {
    auto made = both_on_live_forms(services, serving, active.policy, edited, findings);
    report.checked_live = made.has_value();
    report.note = made ? std::string() : made.error().message;
    if (made) both = *std::move(made);
  }
  if (!report.checked_live) {
    ITSM_TRY(both, on_open_forms(services, active.policy, edited, findings));
  }
  report.tickets_before = both.before.tickets;
  report.tickets_after = both.after.tickets;
  Comparing outward(report.to_tickets, query.rows);
  for (std::size_t i = 0; i < findings.size(); ++i)
    outward.add(both.before.findings[i], both.after.findings[i], findings[i].id, findings[i].title, {});

  ITSM_TRY(const auto links, stored_links(services, company, serving.integration.id));
  Comparing inward(report.to_findings, query.rows);
  for (const store::LinkRow& link : links) {
    if (since && link.linked_at < *since) break;
    const policy::TicketFacts ticket = ticket_facts(link.ticket);
    inward.add(push::outlook_on(active.policy, ticket, link.status),
               push::outlook_on(edited, ticket, link.status), link.finding, link.title, link.ticket.ref.key);
  }
  Comparing again(report.events, query.rows);
  ITSM_CHECK(compare_events(services, company, serving, links, since, active.policy, edited, again));
  return report;
}

}  // namespace itsm::host::services
