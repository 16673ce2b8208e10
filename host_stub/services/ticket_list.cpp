// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/ticket_list.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "host_stub/core/text.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/enum_word.hpp"
#include "host_stub/services/selection.hpp"
#include "host_stub/store/ticket_list.hpp"

namespace itsm::host::services {
namespace {

constexpr std::size_t kMostCompanies = 50;
constexpr std::string_view kNobody = "nobody";

// "<milliseconds>.<finding>.<ticket>": the last row of the page before. No two companies have the same.
std::string cursor_of(const store::LinkRow& row) {
  return std::to_string(row.linked_at.time_since_epoch().count()) + "." + std::to_string(row.finding.value) +
         "." + std::to_string(row.ticket.id.value);
}

Result<store::LinkFilter::Position> position_of(const std::string& cursor) {
  long long time = 0;
  long long finding = 0;
  long long ticket = 0;
  char rest = 0;
  // The count of conversions says whether all three were numbers.
  // NOLINTNEXTLINE(cert-err34-c)
  const int read = std::sscanf(cursor.c_str(), "%lld.%lld.%lld%c", &time, &finding, &ticket, &rest);
  if (cursor.size() > 70 || read != 3)
    return problem(ProblemKind::invalid, "cursor_wrong", "the cursor is none that this host gave",
                   "take next_cursor of the page before, or none");
  return store::LinkFilter::Position{Time(std::chrono::milliseconds(time)), FindingId{finding},
                                     TicketId{ticket}};
}

template <class E>
Result<std::optional<E>> word(const std::string& what, const std::string& text) {
  if (text.empty()) return std::optional<E>();
  ITSM_TRY(const E value, value_named<E>("filter_wrong", what, text));
  return std::optional<E>(value);
}

std::string_view channel_of(store::ConfirmedBy confirmed_by) {
  switch (confirmed_by) {
    case store::ConfirmedBy::own_write:
      return "own_write";
    case store::ConfirmedBy::webhook:
      return "webhook";
    case store::ConfirmedBy::poll:
      return "poll";
    case store::ConfirmedBy::resync:
      return "resync";
    case store::ConfirmedBy::sweep:
      return "sweep";
  }
  return "";
}

TicketItem item_of(const store::LinkRow& row, const std::map<IntegrationId, std::string>& names) {
  TicketItem item;
  item.ticket = row.ticket.id.value;
  item.ticket_key = row.ticket.ref.key;
  item.ticket_url = row.ticket.ref.url;
  item.ticket_state = name_of(row.ticket.state);
  item.ticket_status = row.ticket.status.name;
  item.priority = row.ticket.priority;
  const auto name = names.find(row.ticket.integration);
  if (name != names.end()) item.integration = name->second;
  item.finding = row.finding.value;
  item.title = row.title;
  item.severity = name_of(row.severity);
  item.status = name_of(row.status);
  item.asset = row.asset;
  if (row.due_at) item.due_at = to_rfc3339(*row.due_at);
  if (row.ticket.assignee) item.assignee = row.ticket.assignee->name;
  item.linked_at = to_rfc3339(row.linked_at);
  if (row.ticket.confirmed_at) {
    item.confirmed_at = to_rfc3339(*row.ticket.confirmed_at);
    item.confirmed_by = channel_of(row.ticket.confirmed_by);
  }
  return item;
}

// A word that only one value can be.
Result<bool> is_chosen(const std::string& what, const std::string& text, std::string_view value) {
  if (text.empty() || text == value) return !text.empty();
  return problem(ProblemKind::invalid, "filter_wrong", "'" + text + "' is no value of " + what,
                 "the value is: " + std::string(value));
}

Result<store::LinkFilter> filter_of(Services& services, const TicketQuery& query) {
  store::LinkFilter filter;
  ITSM_TRY(filter.severity, word<Severity>("severity", query.severity));
  ITSM_TRY(filter.status, word<FindingStatus>("status", query.status));
  ITSM_TRY(filter.state, word<TicketState>("ticket_state", query.ticket_state));
  ITSM_TRY(filter.sla_breached, is_chosen("sla", query.sla, "breached"));
  ITSM_TRY(filter.needs_person, is_chosen("needs", query.needs, "person"));
  ITSM_TRY(filter.by_ticket, is_chosen("group", query.group, "ticket"));
  if (!query.assignee.empty())
    filter.assignee = to_lower(query.assignee) == kNobody ? std::string() : query.assignee;
  if (!query.import.empty()) {
    ITSM_TRY(const auto findings, read_filter({{"import", query.import}}));
    filter.import = findings.import;
  }
  filter.text = query.text;
  filter.now = services.clock.now();
  filter.limit = std::clamp<std::int64_t>(query.limit, 1, 200);
  if (!query.cursor.empty()) {
    ITSM_TRY(filter.after, position_of(query.cursor));
  }
  return filter;
}

// What is told of a page's rows beside the rows.
struct Beside {
  std::set<FindingId> waiting{};
  std::map<TicketId, store::FoldedLinks> folds{};
};

Result<Beside> beside(store::Transaction& transaction, const store::LinkFilter& filter,
                      const std::vector<store::LinkRow>& rows) {
  Beside told;
  std::vector<FindingId> findings;
  std::vector<TicketId> tickets;
  for (const auto& row : rows) {
    findings.push_back(row.finding);
    tickets.push_back(row.ticket.id);
  }
  if (filter.by_ticket) {
    ITSM_TRY(auto folds, store::fold_links(transaction, filter, tickets));
    for (auto& fold : folds) {
      std::ranges::copy(fold.finding_ids, std::back_inserter(findings));
      told.folds.emplace(fold.ticket, std::move(fold));
    }
  }
  ITSM_TRY(told.waiting, store::awaiting_person(transaction, findings));
  return told;
}

void tell_beside(TicketItem& item, const store::LinkRow& row, const Beside& told) {
  item.needs_person = told.waiting.contains(row.finding);
  const auto found = told.folds.find(row.ticket.id);
  if (found == told.folds.end()) return;
  const store::FoldedLinks& fold = found->second;
  item.severity = name_of(fold.severity);
  item.due_at = fold.due_at ? to_rfc3339(*fold.due_at) : std::string();
  item.needs_person = std::ranges::any_of(
      fold.finding_ids, [&](const FindingId finding) { return told.waiting.contains(finding); });
  item.folded = TicketMembers{fold.findings, fold.open, {}};
  for (const FindingId finding : fold.finding_ids) item.folded->finding_ids.push_back(finding.value);
}

// A row and where it stands in the list.
struct Placed {
  store::LinkRow row{};
  TicketItem item{};
};

auto place_of(const Placed& one) { return std::tuple(one.row.linked_at, one.row.finding, one.row.ticket.id); }

// The rows of one company; none where it is not served by the integration that is asked for.
Result<std::vector<Placed>> rows_of(Services& services, const store::CompanyRow& company,
                                    const TicketQuery& query, store::LinkFilter filter) {
  ITSM_TRY(const auto serving, services.directory.serving(company.id));
  std::map<IntegrationId, std::string> names;
  for (const auto& service : serving) {
    names.emplace(service.integration.id, service.integration.name);
    if (!query.integration.empty() && service.integration.name == query.integration)
      filter.integration = service.integration.id;
  }
  std::vector<Placed> placed;
  if (!query.integration.empty() && !filter.integration) return placed;
  ITSM_CHECK(services.database.in_company(company.id, [&](store::Transaction& transaction) -> Result<> {
    placed.clear();
    ITSM_TRY(const auto rows, store::list_links(transaction, filter));
    ITSM_TRY(const Beside told, beside(transaction, filter, rows));
    for (const auto& row : rows) {
      Placed& one = placed.emplace_back(Placed{row, item_of(row, names)});
      tell_beside(one.item, row, told);
    }
    return {};
  }));
  return placed;
}

// An integration that serves none of them is refused, not answered with an empty list.
Result<> check_serving(Services& services, const TicketScope& scope, const std::string& name) {
  if (name.empty()) return {};
  Result<> refused;
  for (const auto& company : scope.companies) {
    const auto serving = services.directory.serving(company.id, name);
    if (serving) return {};
    refused = unexpected(serving.error());
  }
  return refused;
}

}  // namespace

Result<TicketScope> ticket_scope(Services& services, const Caller& caller, CompanyId company,
                                 const std::string& named) {
  TicketScope scope;
  if (named.empty()) {
    scope.companies.push_back(store::CompanyRow{company, {}, {}});
    return scope;
  }
  std::set<std::string> wanted;
  for (std::size_t at = 0; at <= named.size();) {
    const std::size_t end = std::min(named.find(',', at), named.size());
    if (const auto name = trimmed(std::string_view(named).substr(at, end - at)); !name.empty())
      wanted.emplace(name);
    at = end + 1;
  }
  if (wanted.empty() || wanted.size() > kMostCompanies)
    return problem(ProblemKind::invalid, "filter_wrong",
                   "companies names " + std::to_string(wanted.size()) + " companies",
                   "name 1 to " + std::to_string(kMostCompanies) + ", with commas");
  scope.several = true;
  ITSM_TRY(auto companies, services.database.in_house(
                               [](store::Transaction& house) { return store::list_companies(house); }));
  for (auto& one : companies)
    if (wanted.contains(one.name) && std::ranges::count(caller.companies, one.id) > 0)
      scope.companies.push_back(std::move(one));
  // One that there is not is told like one that is another's.
  scope.not_yours = static_cast<std::int64_t>(wanted.size() - scope.companies.size());
  return scope;
}

Result<TicketPage> list_tickets(Services& services, const TicketScope& scope, const TicketQuery& query) {
  ITSM_TRY(const store::LinkFilter filter, filter_of(services, query));
  ITSM_CHECK(check_serving(services, scope, query.integration));
  std::vector<Placed> placed;
  for (const auto& company : scope.companies) {
    ITSM_TRY(auto rows, rows_of(services, company, query, filter));
    for (auto& one : rows) {
      if (scope.several) one.item.company = company.name;
      placed.push_back(std::move(one));
    }
  }
  // Each company's rows are in this order; the page is the first of all of them.
  if (scope.companies.size() > 1)
    std::ranges::sort(placed, [](const auto& a, const auto& b) { return place_of(a) > place_of(b); });
  const auto limit = static_cast<std::size_t>(filter.limit);
  const bool more = placed.size() >= limit;
  if (placed.size() > limit) placed.erase(placed.begin() + filter.limit, placed.end());
  TicketPage page;
  page.not_yours = scope.not_yours;
  if (more) page.next_cursor = cursor_of(placed.back().row);
  for (auto& one : placed) page.items.push_back(std::move(one.item));
  return page;
}

Result<TicketPage> list_tickets(Services& services, const TicketQuery& query) {
  ITSM_TRY(const CompanyId company, company_named(services, query.company));
  TicketScope scope;
  scope.companies.push_back(store::CompanyRow{company, {}, {}});
  return list_tickets(services, scope, query);
}

}  // namespace itsm::host::services
