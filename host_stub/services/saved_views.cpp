// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/saved_views.hpp"

#include <algorithm>
#include <array>

#include "host_stub/core/text.hpp"
#include "host_stub/store/saved_views.hpp"

namespace itsm::host::services {
namespace {

constexpr std::size_t kLongestViewName = 80;
constexpr std::size_t kLongestFilter = 400;
constexpr std::ptrdiff_t kMostOwnViews = 100;
constexpr std::array<std::string_view, 11> kViewFilters{"integration", "severity", "status",       "q",
                                                        "sla",         "import",   "ticket_state", "assignee",
                                                        "needs",       "group",    "companies"};

SavedView view_of(const store::SavedViewRow& row, const Caller& caller) {
  return {row.id,
          row.name,
          row.shared,
          row.owner == caller.actor(),
          row.owner,
          row.filters,
          to_rfc3339(row.updated_at)};
}

std::vector<Complaint> mistakes_in(const ViewOrder& order) {
  std::vector<Complaint> mistakes;
  if (trimmed(order.name).empty()) mistakes.push_back({"/name", "is empty"});
  if (order.name.size() > kLongestViewName)
    mistakes.push_back({"/name", "is longer than " + std::to_string(kLongestViewName) + " characters"});
  if (clean_text(order.name) != order.name || order.name.find('\n') != std::string::npos)
    mistakes.push_back({"/name", "has control characters"});
  for (const auto& [key, value] : order.filters) {
    if (std::find(kViewFilters.begin(), kViewFilters.end(), key) == kViewFilters.end())
      mistakes.push_back(
          {"/filters/" + shortened(key, kLongestViewName), "is no filter of the list of tickets"});
    else if (value.size() > kLongestFilter || clean_text(value) != value)
      mistakes.push_back({"/filters/" + key, "is too long, or has control characters"});
  }
  return mistakes;
}

}  // namespace

Result<std::vector<SavedView>> saved_views(Services& services, CompanyId company, const Caller& caller) {
  ITSM_TRY(const auto rows, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::list_saved_views(transaction, caller.actor());
  }));
  std::vector<SavedView> views;
  for (const auto& row : rows) views.push_back(view_of(row, caller));
  return views;
}

Result<SavedView> keep_view(Services& services, CompanyId company, const ViewOrder& order,
                            const Caller& caller) {
  if (auto mistakes = mistakes_in(order); !mistakes.empty())
    return unexpected(Problem{ProblemKind::invalid, "view_wrong", "the view cannot be kept so",
                              "correct these places", std::move(mistakes)});
  store::SavedViewRow row;
  row.owner = caller.actor();
  row.name = trimmed(order.name);
  row.shared = order.shared;
  row.filters = order.filters;
  row.updated_at = services.clock.now();
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<SavedView> {
    ITSM_TRY(const auto kept, store::list_saved_views(transaction, row.owner));
    const auto own = std::count_if(kept.begin(), kept.end(), [&](const auto& one) {
      return one.owner == row.owner && one.name != row.name;
    });
    if (own >= kMostOwnViews)
      return problem(ProblemKind::conflict, "too_many_views",
                     "you keep " + std::to_string(own) + " views, which is the most", "remove one first");
    ITSM_TRY(row.id, store::put_saved_view(transaction, row));
    return view_of(row, caller);
  });
}

Result<> remove_view(Services& services, CompanyId company, std::int64_t id, const Caller& caller) {
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(const auto row, store::load_saved_view(transaction, id));
    const bool own = row && row->owner == caller.actor();
    if (!row || (!own && !row->shared))
      return problem(ProblemKind::not_found, "view_unknown", "there is no view " + std::to_string(id),
                     "GET /api/v1/views lists those that there are");
    if (!own && caller.role != store::Role::admin)
      return problem(ProblemKind::forbidden, "view_of_another",
                     "the view " + row->name + " is kept by " + row->owner, "ask them, or an administrator");
    return store::remove_saved_view(transaction, id);
  });
}

}  // namespace itsm::host::services
