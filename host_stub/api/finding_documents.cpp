// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/finding_documents.hpp"

#include "host_stub/api/ticket_documents.hpp"
#include "host_stub/core/transition.hpp"
#include "host_stub/services/known_finding.hpp"
#include "host_stub/store/activity.hpp"

namespace itsm::host::api {

FindingDocument document_of(const Finding& finding) {
  FindingDocument document;
  document.item.id = finding.id.value;
  document.item.title = finding.title;
  document.item.severity = finding.severity;
  document.item.status = finding.status;
  document.item.category = finding.category;
  document.item.asset = finding.asset.name;
  document.item.application = finding.application;
  document.item.branch = finding.branch;
  document.item.scanner = finding.scanner;
  document.item.rule = finding.rule_id;
  document.item.first_seen = to_rfc3339(finding.first_seen);
  document.item.last_seen = to_rfc3339(finding.last_seen);
  document.item.reported_at = to_rfc3339(finding.reported_at);
  if (finding.due_at) document.item.due_at = to_rfc3339(*finding.due_at);
  document.item.times_reopened = finding.times_reopened;
  document.description = finding.description;
  document.recommendation = finding.recommendation;
  document.can_become = legal_targets(finding.status, Cause::person);
  document.solution_id = finding.solution_id;
  document.solution = finding.solution;
  document.original_severity = finding.original_severity;
  document.asset_details = finding.asset;
  document.location = finding.location;
  document.cve = finding.cve;
  document.cwe = finding.cwe;
  document.owasp = finding.owasp;
  document.cvss_vector = finding.cvss_vector;
  document.cvss_score = finding.cvss_score;
  document.epss = finding.epss;
  if (finding.not_seen_since) document.not_seen_since = to_rfc3339(*finding.not_seen_since);
  document.not_seen_scans = finding.not_seen_scans;
  document.kev = finding.kev;
  document.custom = finding.custom;
  document.version = finding.row_version;
  return document;
}

Result<FindingDocument> finding_with_tickets(services::Services& services, CompanyId company, FindingId id) {
  ITSM_TRY(const Finding finding, services.database.in_company(company, [&](store::Transaction& transaction) {
    return services::known_finding(transaction, id);
  }));
  FindingDocument document = document_of(finding);
  ITSM_TRY(const auto links, links_of(services, company, {id}));
  for (const auto& link : links) document.tickets.push_back(link.ticket);
  return document;
}

Result<std::vector<ActivityItem>> feed_of(services::Services& services, CompanyId company, FindingId id,
                                          std::int64_t before, std::int64_t limit) {
  ITSM_TRY(const auto rows, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::list_activity(transaction, id, before, limit);
  }));
  std::vector<ActivityItem> items;
  for (const auto& row : rows) items.push_back({row.id, to_rfc3339(row.entry.at), row.entry});
  return items;
}

}  // namespace itsm::host::api
