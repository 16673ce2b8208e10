// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/erasures.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace itsm::host::store {
namespace {

struct ErasedTable {
  std::string_view name;
  std::string_view condition;
  std::string_view order;
};

constexpr std::string_view kUnclaimed = " AND (lease_until IS NULL OR lease_until < now())";

// What refers to others stands before them, so that no statement deletes more than it was told to.
constexpr ErasedTable kErasedTables[] = {
    {"api_token", "", ""},
    {"person_session", "", ""},
    {"person_identity", "", ""},
    {"person", "", ""},
    {"sign_in_failure", "", ""},
    {"outbox_job", kUnclaimed, ""},
    {"inbox", kUnclaimed, ""},
    {"credential", "", ""},
    {"oauth_token", "", ""},
    {"oauth_consent", "", ""},
    {"company_secret", "", ""},
    {"sign_in_secret", "", ""},
    {"data_key", "", ""},
    {"wrapping_key", "", ""},
    {"take_back", "", ""},
    {"comment_delivery", "", ""},
    {"finding_comment", "", ""},
    {"ticket_comment", "", ""},
    {"own_write", "", ""},
    {"workflow_step", "", ""},
    {"ticket_agreement", "", ""},
    {"agreement_difference", "", ""},
    {"agreement_sweep", "", ""},
    {"review", "", ""},
    {"alert", "", ""},
    {"resync_run", "", ""},
    {"policy_backfill", "", ""},
    {"saved_view", "", ""},
    {"idempotency_key", "", ""},
    {"activity", "", ""},
    {"ticket_link", "", ""},
    {"ticket_route", "", ""},
    {"push_record", "", ""},
    {"intent_member", "", ""},
    {"intent", "", ""},
    {"push", "", " ORDER BY push_id DESC"},  // a retry before what it repeats
    {"plan_batch", "", ""},
    {"plan_group", "", ""},
    {"plan", "", ""},
    {"ticket", "", ""},
    {"finding", "", ""},
    {"import", "", ""},
    {"integration_form", "", ""},
    {"integration_pace", "", ""},
    {"integration_channel", "", ""},
    {"integration_connection", "", ""},
    {"integration_company", "", ""},
    {"integration", "", ""},
    {"policy_version", "", ""},
    {"custom_field", "", ""},
    {"audit_entry", "", ""},
};

constexpr std::string_view kSealedTables[] = {"credential",     "oauth_token",    "oauth_consent",
                                              "company_secret", "sign_in_secret", "data_key"};

constexpr auto kMarkErased = "UPDATE company SET state = 1 WHERE company_id = $1 AND state = 0";
constexpr auto kMarked = "SELECT state FROM company WHERE company_id = $1 AND state = 1";
// cross-tenant: the directory itself.
constexpr auto kBeingErased = "SELECT company_id FROM company WHERE state = 1 ORDER BY company_id";

constexpr auto kDeleteCompany = "DELETE FROM company WHERE company_id = $1";

constexpr auto kInsertErasure = R"(
  INSERT INTO erasure (company_id, erased_company_id, name, actor, document, begun_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING)";
constexpr auto kListErasures = R"(
  SELECT erased_company_id, name, actor, document, begun_at, updated_at, ended_at FROM erasure
  WHERE company_id = $1 ORDER BY begun_at DESC, erased_company_id DESC)";
constexpr auto kLoadErasure = R"(
  SELECT erased_company_id, name, actor, document, begun_at, updated_at, ended_at FROM erasure
  WHERE company_id = $1 AND erased_company_id = $2)";
constexpr auto kHoldErasure = R"(
  SELECT erased_company_id, name, actor, document, begun_at, updated_at, ended_at FROM erasure
  WHERE company_id = $1 AND erased_company_id = $2 FOR UPDATE)";
constexpr auto kStoreErasure = R"(
  UPDATE erasure SET document = $3, updated_at = $4, ended_at = coalesce(ended_at, $5)
  WHERE company_id = $1 AND erased_company_id = $2)";
constexpr auto kDeleteProgress = "DELETE FROM erasure WHERE company_id = $1";

constexpr auto kKeysOf =
    "SELECT key_id, wrapping_key_id FROM data_key WHERE company_id = $1 ORDER BY created_at";

constexpr auto kDeleteHeard = R"(
  DELETE FROM inbox USING (
    SELECT integration_id, remote_id FROM ticket_route WHERE company_id = $1 AND routed_company_id = $2
    ORDER BY integration_id, remote_id LIMIT $3) AS route
  WHERE inbox.company_id = $1 AND inbox.kind = 1 AND inbox.integration_id = route.integration_id
    AND inbox.identity = convert_to(route.remote_id, 'UTF8'))";
constexpr auto kDeleteRoutes = R"(
  DELETE FROM ticket_route WHERE company_id = $1 AND (integration_id, remote_id) IN (
    SELECT integration_id, remote_id FROM ticket_route WHERE company_id = $1 AND routed_company_id = $2
    ORDER BY integration_id, remote_id LIMIT $3))";
constexpr auto kDeletePeople = R"(
  DELETE FROM person WHERE company_id = $1 AND companies <> '{}' AND companies <@ ARRAY[$2::bigint])";
constexpr auto kDeleteTokens = R"(
  DELETE FROM api_token WHERE company_id = $1 AND companies <> '{}' AND companies <@ ARRAY[$2::bigint])";
// An empty list would stand for all companies: those are deleted above.
constexpr auto kLeavePeople = R"(
  UPDATE person SET companies = array_remove(companies, $2::bigint)
  WHERE company_id = $1 AND $2::bigint = ANY (companies))";
constexpr auto kLeaveTokens = R"(
  UPDATE api_token SET companies = array_remove(companies, $2::bigint)
  WHERE company_id = $1 AND $2::bigint = ANY (companies))";
constexpr auto kCountTraces = R"(
  SELECT (SELECT count(*) FROM ticket_route WHERE company_id = $1 AND routed_company_id = $2),
         (SELECT count(*) FROM person
          WHERE company_id = $1 AND companies <> '{}' AND companies <@ ARRAY[$2::bigint]),
         (SELECT count(*) FROM api_token
          WHERE company_id = $1 AND companies <> '{}' AND companies <@ ARRAY[$2::bigint]))";

ErasureRow erasure_of(const Row& row) {
  ErasureRow out;
  row.read(out.erased, out.name, out.actor, out.document, out.begun_at, out.updated_at, out.ended_at);
  return out;
}

const ErasedTable& table_named(std::string_view name) {
  return *std::find_if(std::begin(kErasedTables), std::end(kErasedTables),
                       [&](const ErasedTable& table) { return table.name == name; });
}

// Only a marked company is erased, whoever asks.
Result<> require_mark(Transaction& eraser) {
  ITSM_TRY(const Rows rows, eraser.query(kMarked, eraser.company()));
  if (!rows.empty()) return {};
  return problem(ProblemKind::conflict, "company_not_marked",
                 "the company " + std::to_string(eraser.company().value) + " is not being erased",
                 "begin with: host_stub companies erase NAME");
}

// The names are those of the list above; a statement for each would say the same fifty times.
std::string delete_from(const ErasedTable& table) {
  const std::string name(table.name);
  return "DELETE FROM " + name + " WHERE company_id = $1 AND ctid = ANY (ARRAY(SELECT ctid FROM " + name +
         " WHERE company_id = $1" + std::string(table.condition) + std::string(table.order) + " LIMIT $2))";
}

}  // namespace

Result<bool> mark_for_erasure(Transaction& house, const ErasureRow& row) {
  ITSM_TRY(const std::int64_t marked, house.execute(kMarkErased, row.erased));
  if (marked == 0) return false;
  ITSM_CHECK(house.execute(kInsertErasure, house.company(), row.erased, row.name, row.actor, row.document,
                           row.begun_at, row.updated_at));
  return true;
}

Result<std::vector<CompanyId>> companies_being_erased(Transaction& house) {
  ITSM_TRY(const Rows rows, house.query(kBeingErased));
  std::vector<CompanyId> companies;
  for (const Row row : rows) companies.push_back(row.get<CompanyId>(0));
  return companies;
}

Result<std::vector<ErasureRow>> list_receipts(Transaction& house) {
  ITSM_TRY(const Rows rows, house.query(kListErasures, house.company()));
  std::vector<ErasureRow> receipts;
  for (const Row row : rows) receipts.push_back(erasure_of(row));
  return receipts;
}

Result<std::optional<ErasureRow>> load_receipt(Transaction& house, CompanyId erased) {
  ITSM_TRY(const Rows rows, house.query(kLoadErasure, house.company(), erased));
  if (rows.empty()) return std::optional<ErasureRow>();
  return std::optional(erasure_of(rows.front()));
}

Result<> store_receipt(Transaction& house, const ErasureRow& row) {
  ITSM_CHECK(
      house.execute(kStoreErasure, house.company(), row.erased, row.document, row.updated_at, row.ended_at));
  return {};
}

Result<HouseTraces> erase_from_house(Transaction& house, CompanyId erased, std::int64_t limit) {
  HouseTraces gone;
  ITSM_TRY(gone.heard, house.execute(kDeleteHeard, house.company(), erased, limit));
  ITSM_TRY(gone.routes, house.execute(kDeleteRoutes, house.company(), erased, limit));
  ITSM_TRY(gone.people, house.execute(kDeletePeople, house.company(), erased));
  ITSM_TRY(gone.tokens, house.execute(kDeleteTokens, house.company(), erased));
  ITSM_CHECK(house.execute(kLeavePeople, house.company(), erased));
  ITSM_CHECK(house.execute(kLeaveTokens, house.company(), erased));
  return gone;
}

Result<HouseTraces> count_in_house(Transaction& house, CompanyId company) {
  ITSM_TRY(const Rows rows, house.query(kCountTraces, house.company(), company));
  HouseTraces traces;
  rows.front().read(traces.routes, traces.people, traces.tokens);
  return traces;
}

std::vector<std::string_view> erased_tables() {
  std::vector<std::string_view> names;
  for (const ErasedTable& table : kErasedTables) names.push_back(table.name);
  return names;
}

Result<std::int64_t> count_rows(Transaction& company, std::string_view table) {
  const std::string sql = "SELECT count(*) FROM " + std::string(table) + " WHERE company_id = $1";
  ITSM_TRY(const Rows rows, company.query(sql.c_str(), company.company()));
  return rows.front().get<std::int64_t>(0);
}

Result<std::int64_t> erase_rows(Transaction& eraser, std::string_view table, std::int64_t limit) {
  ITSM_CHECK(require_mark(eraser));
  return eraser.execute(delete_from(table_named(table)).c_str(), eraser.company(), limit);
}

Result<ErasedKeys> erase_keys(Transaction& eraser) {
  ITSM_CHECK(require_mark(eraser));
  ErasedKeys erased;
  std::set<Bytes> wrapping;
  ITSM_TRY(const Rows rows, eraser.query(kKeysOf, eraser.company()));
  for (const Row row : rows) {
    erased.data_keys.push_back(row.get<Bytes>(0));
    wrapping.insert(row.get<Bytes>(1));
  }
  erased.wrapping_keys.assign(wrapping.begin(), wrapping.end());
  for (const std::string_view table : kSealedTables) {
    const std::string sql = "DELETE FROM " + std::string(table) + " WHERE company_id = $1";
    ITSM_TRY(const std::int64_t gone, eraser.execute(sql.c_str(), eraser.company()));
    erased.rows.emplace_back(table, gone);
  }
  return erased;
}

Result<ErasureRow> hold_progress(Transaction& eraser, const ErasureRow& begun) {
  ITSM_CHECK(require_mark(eraser));
  ITSM_CHECK(eraser.execute(kInsertErasure, eraser.company(), eraser.company(), begun.name, begun.actor,
                            Json(Json::object()), begun.begun_at, begun.updated_at));
  ITSM_TRY(const Rows rows, eraser.query(kHoldErasure, eraser.company(), eraser.company()));
  if (rows.empty()) return eraser.changed_meanwhile();
  return erasure_of(rows.front());
}

Result<> store_progress(Transaction& eraser, const Json& document, Time now) {
  ITSM_CHECK(eraser.execute(kStoreErasure, eraser.company(), eraser.company(), document, now,
                            std::optional<Time>()));
  return {};
}

Result<bool> erase_company(Transaction& eraser) {
  ITSM_CHECK(require_mark(eraser));
  for (const ErasedTable& table : kErasedTables) {
    ITSM_TRY(const std::int64_t left, count_rows(eraser, table.name));
    if (left > 0) return false;
  }
  ITSM_CHECK(eraser.execute(kDeleteProgress, eraser.company()));
  ITSM_CHECK(eraser.execute(kDeleteCompany, eraser.company()));
  return true;
}

}  // namespace itsm::host::store
