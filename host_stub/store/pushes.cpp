// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/pushes.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kInsertPush = R"(
  INSERT INTO push (company_id, plan_id, retry_of, state, actor, created_at)
  VALUES ($1, $2, $3, $4, $5, $6) RETURNING push_id)";

constexpr auto kInsertRecord = R"(
  INSERT INTO push_record (company_id, push_id, finding_id, place, outcome, group_key, intent_id, ticket_id, reason,
                           fields, remedy, decided_by, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))";

constexpr auto kChangeRecords = R"(
  UPDATE push_record SET outcome = $3, ticket_id = $4, reason = $5, fields = $6, remedy = $7, decided_by = $8,
                         updated_at = $9
  WHERE company_id = $1 AND intent_id = $2 AND outcome IN (0, 5))";

constexpr auto kFinish = R"(
  UPDATE push SET state = 1, finished_at = $3
  WHERE company_id = $1 AND push_id = $2 AND state = 0 AND NOT EXISTS (
    SELECT FROM push_record r WHERE r.company_id = $1 AND r.push_id = $2 AND r.outcome IN (0, 5)))";

constexpr auto kLoadPush = R"(
  SELECT push_id, plan_id, retry_of, state, actor, created_at, finished_at
  FROM push WHERE company_id = $1 AND push_id = $2)";

constexpr auto kListPushes = R"(
  SELECT push_id, plan_id, retry_of, state, actor, created_at, finished_at
  FROM push WHERE company_id = $1 AND ($2 = 0 OR push_id < $2) ORDER BY push_id DESC LIMIT $3)";

constexpr auto kLoadRecords = R"(
  SELECT r.finding_id, r.place, r.outcome, r.group_key, r.intent_id, r.ticket_id, r.reason, r.fields, r.remedy,
         r.decided_by, f.title, coalesce(t.key, ''), coalesce(t.url, '')
  FROM push_record r
  JOIN finding f ON f.company_id = $1 AND f.finding_id = r.finding_id
  LEFT JOIN ticket t ON t.company_id = $1 AND t.ticket_id = r.ticket_id
  WHERE r.company_id = $1 AND r.push_id = $2 ORDER BY r.place)";

constexpr auto kCountOpen = R"(
  SELECT count(*) FROM push_record WHERE company_id = $1 AND push_id = $2 AND outcome IN (0, 5))";

PushRow read_push(const Row& row) {
  PushRow push;
  row.read(push.id, push.plan, push.retry_of, push.state, push.actor, push.created_at, push.finished_at);
  return push;
}

}  // namespace

Result<PushId> insert_push(Transaction& transaction, const PushRow& push) {
  ITSM_TRY(const Rows rows, transaction.query(kInsertPush, transaction.company(), push.plan, push.retry_of,
                                              push.state, push.actor, push.created_at));
  return rows.front().get<PushId>(0);
}

Result<> insert_records(Transaction& transaction, PushId push, std::span<const PushRecord> records,
                        Time now) {
  for (const auto& record : records)
    ITSM_CHECK(transaction.execute(kInsertRecord, transaction.company(), push, record.finding, record.place,
                                   record.outcome, record.group_key, record.intent, record.ticket,
                                   record.reason, Json(record.fields), record.remedy, record.decided_by,
                                   now));
  return {};
}

Result<> change_records(Transaction& transaction, IntentId intent, const RecordChange& change, Time now) {
  ITSM_CHECK(transaction.execute(kChangeRecords, transaction.company(), intent, change.outcome, change.ticket,
                                 change.reason, Json(change.fields), change.remedy, change.decided_by, now));
  return {};
}

Result<> finish_push_if_done(Transaction& transaction, PushId push, Time now) {
  ITSM_CHECK(transaction.execute(kFinish, transaction.company(), push, now));
  return {};
}

Result<std::optional<PushRow>> load_push(Transaction& transaction, PushId push) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadPush, transaction.company(), push));
  if (rows.empty()) return std::optional<PushRow>();
  return std::optional(read_push(rows.front()));
}

Result<std::vector<PushRow>> list_pushes(Transaction& transaction, PushId before, std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kListPushes, transaction.company(), before, limit));
  std::vector<PushRow> pushes;
  for (const Row row : rows) pushes.push_back(read_push(row));
  return pushes;
}

Result<std::vector<PushRecord>> load_records(Transaction& transaction, PushId push) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadRecords, transaction.company(), push));
  std::vector<PushRecord> records;
  for (const Row row : rows) {
    auto& record = records.emplace_back();
    Json fields;
    row.read(record.finding, record.place, record.outcome, record.group_key, record.intent, record.ticket,
             record.reason, fields, record.remedy, record.decided_by, record.title, record.ticket_key,
             record.ticket_url);
    record.fields = fields.get<std::map<std::string, std::string>>();
  }
  return records;
}

Result<std::int64_t> count_open_records(Transaction& transaction, PushId push) {
  ITSM_TRY(const Rows rows, transaction.query(kCountOpen, transaction.company(), push));
  return rows.front().get<std::int64_t>(0);
}

}  // namespace itsm::host::store
