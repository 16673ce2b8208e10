// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/inbox_items.hpp"

#include <algorithm>
#include <map>

#include "host_stub/store/alerts.hpp"
#include "host_stub/store/audit.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kMostOpen = 200;

// The alert says that something is set aside; once nothing is, it is past.
Result<> close_when_empty(store::Transaction& transaction, IntegrationId integration, Time now) {
  ITSM_TRY(const auto left, store::list_inbox(transaction, store::InboxState::parked, 0, kMostOpen));
  const bool more = std::any_of(left.begin(), left.end(), [&](const store::InboxItem& item) {
    return item.integration == integration;
  });
  if (more) return {};
  return store::close_alerts(transaction, integration, store::alert_cause(integration, "inbox"), now);
}

Result<> decide(Services& services, CompanyId owner, std::int64_t id, store::InboxState state,
                const std::string& action, const std::string& actor) {
  const Time now = services.clock.now();
  return services.database.in_company(owner, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(const auto integration, store::decide_parked_inbox(transaction, id, state, now));
    if (!integration)
      return problem(ProblemKind::not_found, "inbox_item_unknown",
                     "nothing of the number " + std::to_string(id) + " was set aside",
                     "host_stub inbox list shows what there is");
    ITSM_CHECK(close_when_empty(transaction, *integration, now));
    store::AuditEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = action;
    entry.subject = std::to_string(id);
    return store::append_audit(transaction, entry);
  });
}

}  // namespace

Result<std::vector<InboxItem>> list_parked_inbox(Services& services, CompanyId owner, std::int64_t before,
                                                 std::int64_t limit) {
  std::vector<InboxItem> items;
  ITSM_CHECK(services.database.in_company(owner, [&](store::Transaction& transaction) -> Result<> {
    items.clear();
    std::map<IntegrationId, std::string> names;
    ITSM_TRY(const auto integrations, store::list_integrations(transaction));
    for (const auto& integration : integrations) names[integration.id] = integration.name;
    ITSM_TRY(const auto rows, store::list_inbox(transaction, store::InboxState::parked, before, limit));
    for (const auto& row : rows)
      items.push_back({row.id, names[row.integration], row.kind, row.remote_id, row.attempts, row.problem,
                       to_rfc3339(row.received_at), to_rfc3339(row.updated_at)});
    return {};
  }));
  return items;
}

Result<> retry_inbox(Services& services, CompanyId owner, std::int64_t id, const std::string& actor) {
  return decide(services, owner, id, store::InboxState::due, "inbox.retry", actor);
}

Result<> drop_inbox(Services& services, CompanyId owner, std::int64_t id, const std::string& actor) {
  return decide(services, owner, id, store::InboxState::dropped, "inbox.drop", actor);
}

}  // namespace itsm::host::services
