// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/finding_columns.hpp"

#include <utility>

namespace itsm::host::store {
namespace {

// The column `details` of a finding, to be read into it or written from it: everything that no list filters
// by.
template <class AnyFinding>
struct FindingDetails {
  AnyFinding& finding;

  static constexpr std::string_view kDocument = "finding_details";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    AnyFinding& finding = self.finding;
    visit.optional("description", finding.description, "");
    visit.optional("recommendation", finding.recommendation, "");
    visit.optional("solution_id", finding.solution_id, "");
    visit.optional("solution", finding.solution, "");
    visit.required("asset", finding.asset, "");
    visit.required("location", finding.location, "");
    visit.optional("scanner_fingerprint", finding.scanner_fingerprint, "");
    visit.optional("cve", finding.cve, "");
    visit.optional("cwe", finding.cwe, "");
    visit.optional("owasp", finding.owasp, "");
    visit.optional("cvss_vector", finding.cvss_vector, "");
    visit.optional("cvss_score", finding.cvss_score, "");
    visit.optional("epss", finding.epss, "");
    visit.optional("kev", finding.kev, "");
  }
};

}  // namespace

Finding read_finding(const Row& row) {
  Finding finding;
  Json details;
  Json custom;
  row.read(finding.id, finding.company, finding.fingerprint, finding.title, finding.severity,
           finding.original_severity, finding.status, finding.category, finding.application, finding.branch,
           finding.scanner, finding.rule_id, details, custom, finding.first_seen, finding.last_seen,
           finding.reported_at, finding.due_at, finding.times_reopened, finding.row_version,
           finding.not_seen_since, finding.not_seen_scans);
  finding.custom = custom.get<std::map<std::string, Json>>();
  FindingDetails<Finding> rest{finding};
  itsm::detail::read_value(details, rest, "");
  return finding;
}

void FindingColumns::add(const Finding& finding) {
  fingerprint_.push_back(finding.fingerprint);
  title_.push_back(finding.title);
  severity_.push_back(finding.severity);
  original_severity_.push_back(finding.original_severity);
  status_.push_back(finding.status);
  category_.push_back(finding.category);
  asset_.push_back(finding.asset.name);
  application_.push_back(finding.application);
  branch_.push_back(finding.branch);
  scanner_.push_back(finding.scanner);
  rule_id_.push_back(finding.rule_id);
  details_.push_back(to_document(FindingDetails<const Finding>{finding}));
  custom_.emplace_back(finding.custom);
  first_seen_.push_back(finding.first_seen);
  last_seen_.push_back(finding.last_seen);
  reported_at_.push_back(finding.reported_at);
  due_at_.push_back(finding.due_at);
  times_reopened_.push_back(finding.times_reopened);
  row_version_.push_back(finding.row_version);
}

void FindingColumns::add_to(Parameters& parameters) const {
  const auto add_all = [&parameters](const auto&... columns) { (parameters.add(columns), ...); };
  add_all(fingerprint_, title_, severity_, original_severity_, status_, category_, asset_, application_,
          branch_, scanner_, rule_id_, details_, custom_, first_seen_, last_seen_, reported_at_, due_at_,
          times_reopened_, row_version_);
}

}  // namespace itsm::host::store
