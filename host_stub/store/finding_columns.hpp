// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "host_stub/core/finding.hpp"
#include "host_stub/store/parameters.hpp"
#include "host_stub/store/rows.hpp"

// Internal to the store: a Finding as columns of its table.
namespace itsm::host::store {

// The select list that read_finding takes.
#define ITSM_FINDING_COLUMNS                                                                                 \
  "finding_id, company_id, fingerprint, title, severity, original_severity, status, category, application, " \
  "branch, scanner, rule_id, details, custom, first_seen, last_seen, reported_at, due_at, times_reopened, "  \
  "row_version, not_seen_since, not_seen_scans"

Finding read_finding(const Row& row);

// The select list and the table of what add_to appends to the parameters as arrays, from number $3 on.
#define ITSM_FINDING_INCOMING                                                                                \
  "fingerprint, title, severity, original_severity, status, category, asset, application, branch, scanner, " \
  "rule_id, details, custom, first_seen, last_seen, reported_at, due_at, times_reopened, row_version "       \
  "FROM unnest($3::text[], $4::text[], $5::smallint[], $6::smallint[], $7::smallint[], $8::smallint[], "     \
  "$9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::jsonb[], $15::jsonb[], "             \
  "$16::timestamptz[], $17::timestamptz[], $18::timestamptz[], $19::timestamptz[], $20::bigint[], "          \
  "$21::bigint[]) AS incoming (fingerprint, title, severity, original_severity, status, category, asset, "   \
  "application, branch, scanner, rule_id, details, custom, first_seen, last_seen, reported_at, due_at, "     \
  "times_reopened, row_version)"

// Findings turned into arrays, one for each column.
class FindingColumns {
 public:
  void add(const Finding& finding);
  void add_to(Parameters& parameters) const;

 private:
  std::vector<std::string> fingerprint_, title_, asset_, application_, branch_, scanner_, rule_id_;
  std::vector<Severity> severity_, original_severity_;
  std::vector<FindingStatus> status_;
  std::vector<Category> category_;
  std::vector<Json> details_, custom_;
  std::vector<Time> first_seen_, last_seen_, reported_at_;
  std::vector<std::optional<Time>> due_at_;
  std::vector<std::int64_t> times_reopened_, row_version_;
};

}  // namespace itsm::host::store
