// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/findings.hpp"

#include <map>

#include "host_stub/store/finding_columns.hpp"
#include "host_stub/store/outward_jobs.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kLoadFinding = "SELECT " ITSM_FINDING_COLUMNS
                              " FROM finding JOIN unnest($2::bigint[]) WITH ORDINALITY AS wanted (id, place) "
                              "ON finding_id = wanted.id WHERE company_id = $1 ORDER BY wanted.place";

// In one order for everybody, so that two imports do not wait for each other. The planner cannot count an
// array that comes out of a subquery, takes it for short, and goes through the index. Where it can, it looks
// at every element for milliseconds, and reads all findings of the company for each batch as long as the
// table has no statistics.
constexpr auto kLockFinding =
    "SELECT " ITSM_FINDING_COLUMNS
    " FROM finding WHERE company_id = $1 AND fingerprint = ANY((SELECT $2::text[])::text[]) "
    "ORDER BY fingerprint FOR UPDATE";

#define ITSM_FINDING_SETTERS                                                                               \
  "title = EXCLUDED.title, severity = EXCLUDED.severity, original_severity = EXCLUDED.original_severity, " \
  "status = EXCLUDED.status, category = EXCLUDED.category, asset = EXCLUDED.asset, "                       \
  "application = EXCLUDED.application, branch = EXCLUDED.branch, scanner = EXCLUDED.scanner, "             \
  "rule_id = EXCLUDED.rule_id, details = EXCLUDED.details, custom = EXCLUDED.custom, "                     \
  "first_seen = EXCLUDED.first_seen, last_seen = EXCLUDED.last_seen, reported_at = EXCLUDED.reported_at, " \
  "due_at = EXCLUDED.due_at, times_reopened = EXCLUDED.times_reopened, updated_at = EXCLUDED.updated_at, " \
  "row_version = EXCLUDED.row_version"

// $2 is now, $22 the import. A row that is not the one that was read is left alone and does not come back.
constexpr auto kStoreFinding =
    "INSERT INTO finding (company_id, created_at, updated_at, first_import_id, last_import_id, fingerprint, "
    "title, "
    "severity, original_severity, status, category, asset, application, branch, scanner, rule_id, details, "
    "custom, "
    "first_seen, last_seen, reported_at, due_at, times_reopened, row_version) "
    "SELECT $1, $2, $2, $22, $22, fingerprint, title, severity, original_severity, status, category, asset, "
    "application, branch, scanner, rule_id, details, custom, first_seen, last_seen, reported_at, due_at, "
    "times_reopened, row_version + 1 FROM (SELECT " ITSM_FINDING_INCOMING
    ") AS batch ORDER BY fingerprint "
    "ON CONFLICT (company_id, fingerprint) DO UPDATE SET last_import_id = "
    "greatest(finding.last_import_id, EXCLUDED.last_import_id), not_seen_since = NULL, not_seen_scans = "
    "0, " ITSM_FINDING_SETTERS
    " WHERE finding.row_version = EXCLUDED.row_version - 1 RETURNING fingerprint, finding_id";

// The array as in kLockFinding.
constexpr auto kTouch = R"(
  UPDATE finding SET last_seen = greatest(last_seen, $4), last_import_id = greatest(last_import_id, $3),
    not_seen_since = NULL, not_seen_scans = 0, row_version = row_version + 1
  WHERE company_id = $1 AND finding_id = ANY((SELECT $2::bigint[])::bigint[]))";

constexpr auto kUpdate =
    "UPDATE finding SET title = batch.title, severity = batch.severity, "
    "original_severity = batch.original_severity, status = batch.status, category = batch.category, "
    "asset = batch.asset, application = batch.application, branch = batch.branch, scanner = batch.scanner, "
    "rule_id = batch.rule_id, details = batch.details, custom = batch.custom, first_seen = batch.first_seen, "
    "last_seen = batch.last_seen, reported_at = batch.reported_at, due_at = batch.due_at, "
    "times_reopened = batch.times_reopened, updated_at = $2, row_version = finding.row_version + 1 "
    "FROM (SELECT " ITSM_FINDING_INCOMING
    ") AS batch WHERE finding.company_id = $1 AND finding.finding_id = $22 "
    "AND finding.row_version = batch.row_version";

// An older import that ends late takes back nothing that a newer one saw.
constexpr auto kMarkNotSeen = R"(
  WITH missing AS (
    SELECT finding_id FROM finding
    WHERE company_id = $1 AND asset = $2 AND scanner = $3 AND branch = $4 AND last_import_id < $5 AND status < $6
      AND finding_id > $7
    ORDER BY finding_id LIMIT $8 FOR UPDATE),
  marked AS (
    UPDATE finding SET not_seen_since = coalesce(not_seen_since, $9), not_seen_scans = not_seen_scans + 1,
      row_version = row_version + 1
    FROM missing WHERE company_id = $1 AND finding.finding_id = missing.finding_id
    RETURNING finding.finding_id, not_seen_scans, status)
  SELECT finding_id, not_seen_scans, status FROM marked ORDER BY finding_id)";

Parameters columns_of(const Transaction& transaction, Time now, std::span<const Finding> findings) {
  FindingColumns columns;
  for (const auto& finding : findings) columns.add(finding);
  Parameters parameters = Parameters::of(transaction.company(), now);
  columns.add_to(parameters);
  return parameters;
}

std::vector<Finding> read_findings(const Rows& rows) {
  std::vector<Finding> findings;
  findings.reserve(static_cast<std::size_t>(rows.size()));
  for (const Row row : rows) findings.push_back(read_finding(row));
  return findings;
}

}  // namespace

Result<std::vector<Finding>> load_findings(Transaction& transaction, std::span<const FindingId> ids) {
  ITSM_TRY(const Rows rows,
           transaction.query(kLoadFinding, transaction.company(), std::vector(ids.begin(), ids.end())));
  return read_findings(rows);
}

Result<std::vector<Finding>> lock_findings(Transaction& transaction,
                                           std::span<const std::string> fingerprints) {
  ITSM_TRY(const Rows rows, transaction.query(kLockFinding, transaction.company(),
                                              std::vector(fingerprints.begin(), fingerprints.end())));
  return read_findings(rows);
}

Result<std::vector<FindingId>> store_findings(Transaction& transaction, ImportId import,
                                              std::span<const Finding> findings, Time now) {
  if (findings.empty()) return std::vector<FindingId>();
  Parameters parameters = columns_of(transaction, now, findings);
  parameters.add(import);
  ITSM_TRY(const Rows rows, transaction.run(kStoreFinding, parameters));
  std::map<std::string, FindingId, std::less<>> stored;
  for (const Row row : rows) stored.emplace(row.get<std::string>(0), row.get<FindingId>(1));
  std::vector<FindingId> ids;
  std::vector<FindingId> known;  // the others have no tickets yet
  for (const auto& finding : findings) {
    const auto found = stored.find(finding.fingerprint);
    if (found == stored.end()) return transaction.changed_meanwhile();
    ids.push_back(found->second);
    if (finding.row_version > 0) known.push_back(found->second);
  }
  ITSM_CHECK(look_at_tickets_of(transaction, known, now));
  return ids;
}

Result<> touch_findings(Transaction& transaction, ImportId import, std::span<const FindingId> ids,
                        Time seen) {
  if (ids.empty()) return {};
  ITSM_CHECK(
      transaction.execute(kTouch, transaction.company(), std::vector(ids.begin(), ids.end()), import, seen));
  return {};
}

Result<> update_finding(Transaction& transaction, const Finding& finding, Time now) {
  Parameters parameters = columns_of(transaction, now, std::span(&finding, 1));
  parameters.add(finding.id);
  ITSM_TRY(const Rows rows, transaction.run(kUpdate, parameters));
  if (rows.affected() == 1) return look_at_tickets_of(transaction, {finding.id}, now);
  return problem(ProblemKind::conflict, "finding_changed",
                 "The finding was changed by somebody else in the meantime.",
                 "Load it again and repeat the change.");
}

Result<std::vector<NotSeen>> mark_not_seen(Transaction& transaction, ImportId import, const ScanScope& scope,
                                           FindingId after, std::int64_t limit, Time now) {
  ITSM_TRY(const Rows rows,
           transaction.query(kMarkNotSeen, transaction.company(), scope.asset, scope.scanner, scope.branch,
                             import, FindingStatus::closed, after, limit, now));
  std::vector<NotSeen> marked;
  for (const Row row : rows)
    marked.push_back({row.get<FindingId>(0), row.get<std::int64_t>(1), row.get<FindingStatus>(2)});
  return marked;
}

}  // namespace itsm::host::store
