// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "host_stub/store/rows.hpp"
#include "host_stub/store/tickets.hpp"

// Internal to the store: the active links of a company ($1) with their findings (f) and tickets (t).
namespace itsm::host::store {

inline constexpr std::string_view kLinkColumns = R"(
  SELECT l.finding_id, f.title, f.severity, f.status, f.asset, f.due_at, l.role, l.linked_at,
         t.ticket_id, t.owner_id, t.integration_id, t.remote_id, t.key, t.url, t.project_id, t.project, t.type_id,
         t.type, t.summary, t.state, t.status_id, t.status, t.resolution, t.priority, t.assignee_id, t.assignee,
         t.correlation_key, t.policy_version_id, t.remote_version, t.confirmed_at, t.confirmed_by
  FROM ticket_link l
  JOIN finding f ON f.company_id = $1 AND f.finding_id = l.finding_id
  JOIN ticket t ON t.company_id = $1 AND t.ticket_id = l.ticket_id
  WHERE l.company_id = $1 AND l.active)";

std::vector<LinkRow> read_links(const Rows& rows);

}  // namespace itsm::host::store
