// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/pushes.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kInsertPush = R"(
  INSERT INTO push (company_id, plan_id, retry_of, state, actor, created_at)
  VALUES ($1, $2, $3, $4, $5, $6) RETURNING push_id)";

constexpr auto kInsertRecords = R"(
  INSERT INTO push_record (company_id, push_id, finding_id, place, outcome, group_key, intent_id, ticket_id, reason,
                           fields, remedy, decided_by, updated_at)
  SELECT $1, $2, r.*, $13
  FROM unnest($3::bigint[], $4::bigint[], $5::smallint[], $6::text[], $7::bigint[], $8::bigint[], $9::text[],
              $10::jsonb[], $11::text[], $12::timestamptz[]) AS r)";

constexpr auto kChangeRecords = R"(
  UPDATE push_record r SET outcome = c.outcome, ticket_id = c.ticket_id, reason = c.reason, fields = c.fields,
                           remedy = c.remedy, decided_by = c.decided_by, warning = c.warning,
                           foretold = c.foretold, updated_at = $11
  FROM unnest($2::bigint[], $3::smallint[], $4::bigint[], $5::text[], $6::jsonb[], $7::text[], $8::timestamptz[],
              $9::text[], $10::boolean[])
    AS c (intent_id, outcome, ticket_id, reason, fields, remedy, decided_by, warning, foretold)
  WHERE r.company_id = $1 AND r.intent_id = c.intent_id AND r.outcome IN (0, 5))";

// Two transactions that decide the last records at the same time do not see each other's: the second one
// waits here for the first.
constexpr auto kLockPushes =
    "SELECT push_id FROM push WHERE company_id = $1 AND push_id = ANY ($2) ORDER BY push_id FOR UPDATE";

constexpr auto kFinishPush = R"(
  UPDATE push SET state = 1, finished_at = $3
  WHERE company_id = $1 AND push_id = ANY ($2) AND state = 0 AND NOT EXISTS (
    SELECT FROM push_record r WHERE r.company_id = $1 AND r.push_id = push.push_id AND r.outcome IN (0, 5)))";

constexpr auto kLoadPush = R"(
  SELECT push_id, plan_id, retry_of, state, actor, created_at, finished_at
  FROM push WHERE company_id = $1 AND push_id = $2)";

constexpr auto kListPushes = R"(
  SELECT push_id, plan_id, retry_of, state, actor, created_at, finished_at
  FROM push WHERE company_id = $1 AND ($2 = 0 OR push_id < $2) ORDER BY push_id DESC LIMIT $3)";

constexpr auto kLoadRecords = R"(
  SELECT r.finding_id, r.place, r.outcome, r.group_key, r.intent_id, r.ticket_id, r.reason, r.fields, r.remedy,
         r.decided_by, r.warning, f.title, coalesce(t.key, ''), coalesce(t.url, '')
  FROM push_record r
  JOIN finding f ON f.company_id = $1 AND f.finding_id = r.finding_id
  LEFT JOIN ticket t ON t.company_id = $1 AND t.ticket_id = r.ticket_id
  WHERE r.company_id = $1 AND r.push_id = $2 ORDER BY r.place)";

// A queued record has a reason once it waits for a retry.
constexpr auto kCountRecords = R"(
  SELECT count(*), count(*) FILTER (WHERE outcome = 0), count(*) FILTER (WHERE outcome = 0 AND reason = ''),
         count(*) FILTER (WHERE outcome = 5)
  FROM push_record WHERE company_id = $1 AND push_id = $2)";

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
  if (records.empty()) return {};
  const auto column = [&](auto&& member) { return column_of(records, member); };
  using Each = const PushRecord&;
  ITSM_CHECK(transaction.execute(
      kInsertRecords, transaction.company(), push, column([](Each r) { return r.finding; }),
      column([](Each r) { return r.place; }), column([](Each r) { return r.outcome; }),
      column([](Each r) { return r.group_key; }), column([](Each r) { return r.intent; }),
      column([](Each r) { return r.ticket; }), column([](Each r) { return r.reason; }),
      column([](Each r) { return Json(r.fields); }), column([](Each r) { return r.remedy; }),
      column([](Each r) { return r.decided_by; }), now));
  return {};
}

Result<> change_records(Transaction& transaction, std::span<const RecordChange> changes, Time now) {
  if (changes.empty()) return {};
  std::vector<IntentId> intents;
  std::vector<RecordOutcome> outcomes;
  std::vector<std::optional<TicketId>> tickets;
  std::vector<std::string> reasons;
  std::vector<Json> fields;
  std::vector<std::string> remedies;
  std::vector<std::optional<Time>> decided_by;
  std::vector<std::string> warnings;
  std::vector<std::optional<bool>> foretold;
  for (const auto& change : changes) {
    intents.push_back(change.intent);
    outcomes.push_back(change.outcome);
    tickets.push_back(change.ticket);
    reasons.push_back(change.reason);
    fields.emplace_back(change.fields);
    remedies.push_back(change.remedy);
    decided_by.push_back(change.decided_by);
    warnings.push_back(change.warning);
    foretold.push_back(change.foretold);
  }
  ITSM_CHECK(transaction.execute(kChangeRecords, transaction.company(), intents, outcomes, tickets, reasons,
                                 fields, remedies, decided_by, warnings, foretold, now));
  return {};
}

Result<> finish_pushes_if_done(Transaction& transaction, const std::vector<PushId>& pushes, Time now) {
  ITSM_CHECK(transaction.query(kLockPushes, transaction.company(), pushes));
  ITSM_CHECK(transaction.execute(kFinishPush, transaction.company(), pushes, now));
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
             record.reason, fields, record.remedy, record.decided_by, record.warning, record.title,
             record.ticket_key, record.ticket_url);
    record.fields = fields.get<std::map<std::string, std::string>>();
  }
  return records;
}

Result<RecordCounts> count_records(Transaction& transaction, PushId push) {
  ITSM_TRY(const Rows rows, transaction.query(kCountRecords, transaction.company(), push));
  RecordCounts counts;
  rows.front().read(counts.all, counts.queued, counts.under_way, counts.uncertain);
  return counts;
}

}  // namespace itsm::host::store
