// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/finding_documents.hpp"

#include "host_stub/core/transition.hpp"

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

}  // namespace itsm::host::api
