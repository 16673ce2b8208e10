// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/activity.hpp"

#include <string>

namespace itsm::host::store {
namespace {

constexpr auto kAppendActivity = R"(
  INSERT INTO activity (company_id, finding_id, kind, at, document)
  SELECT $1, entry.finding_id, entry.kind, entry.at, entry.document
  FROM unnest($2::bigint[], $3::smallint[], $4::timestamptz[], $5::jsonb[]) AS entry (finding_id, kind, at, document))";

constexpr auto kListActivity = R"(
  SELECT activity_id, finding_id, kind, at, document FROM activity
  WHERE company_id = $1 AND finding_id = $2 AND ($3 = 0 OR activity_id < $3)
  ORDER BY activity_id DESC LIMIT $4)";

constexpr auto kStatusChanges = R"(
  SELECT activity_id, finding_id, kind, at, document FROM activity
  WHERE company_id = $1 AND finding_id = ANY($2) AND kind = $3 ORDER BY activity_id)";

constexpr auto kEventsSince = R"(
  SELECT activity_id, finding_id, kind, at, document FROM activity
  WHERE company_id = $1 AND finding_id = ANY($2) AND (kind = $3 OR kind = $4 AND document ? 'news')
    AND ($5::timestamptz IS NULL OR at >= $5)
  ORDER BY activity_id)";

Activity read_entry(const Row& row) {
  auto entry = from_document<Activity>(row.get<Json>(4));
  entry.finding = row.get<FindingId>(1);
  entry.at = row.get<Time>(3);
  return entry;
}

}  // namespace

Result<> append_activity(Transaction& transaction, std::span<const Activity> entries) {
  if (entries.empty()) return {};
  std::vector<FindingId> findings;
  std::vector<ActivityKind> kinds;
  std::vector<Time> times;
  std::vector<Json> documents;
  for (const auto& entry : entries) {
    findings.push_back(entry.finding);
    kinds.push_back(entry.kind);
    times.push_back(entry.at);
    documents.push_back(to_document(entry));
  }
  ITSM_CHECK(transaction.execute(kAppendActivity, transaction.company(), findings, kinds, times, documents));
  return {};
}

Result<std::vector<ActivityRow>> list_activity(Transaction& transaction, FindingId finding,
                                               std::int64_t before, std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kListActivity, transaction.company(), finding, before, limit));
  std::vector<ActivityRow> list;
  for (const Row row : rows) list.push_back({row.get<std::int64_t>(0), read_entry(row)});
  return list;
}

Result<std::vector<Activity>> status_changes(Transaction& transaction,
                                             const std::vector<FindingId>& findings) {
  ITSM_TRY(const Rows rows,
           transaction.query(kStatusChanges, transaction.company(), findings, ActivityKind::status));
  std::vector<Activity> changes;
  for (const Row row : rows) changes.push_back(read_entry(row));
  return changes;
}

Result<std::vector<Activity>> events_since(Transaction& transaction, const std::vector<FindingId>& findings,
                                           std::optional<Time> since) {
  ITSM_TRY(const Rows rows, transaction.query(kEventsSince, transaction.company(), findings,
                                              ActivityKind::status, ActivityKind::ticket, since));
  std::vector<Activity> events;
  for (const Row row : rows) events.push_back(read_entry(row));
  return events;
}

}  // namespace itsm::host::store
