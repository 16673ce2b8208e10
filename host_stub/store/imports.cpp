// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/imports.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kBegin = R"(
  INSERT INTO import (company_id, format, source, asset, application, branch, complete, actor, started_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING import_id)";

constexpr auto kFinishImport = R"(
  UPDATE import SET state = $3, report = $4, finished_at = $5 WHERE company_id = $1 AND import_id = $2)";

#define ITSM_IMPORT_COLUMNS                                                                        \
  "SELECT import_id, state, format, source, asset, application, branch, complete, actor, report, " \
  "started_at, "                                                                                   \
  "finished_at FROM import WHERE company_id = $1"

constexpr auto kLoadImport = ITSM_IMPORT_COLUMNS " AND import_id = $2";
constexpr auto kListImports =
    ITSM_IMPORT_COLUMNS " AND ($2 = 0 OR import_id < $2) ORDER BY import_id DESC LIMIT $3";

ImportRow read_import(const Row& row) {
  ImportRow import;
  row.read(import.id, import.state, import.format, import.source, import.asset, import.application,
           import.branch, import.complete, import.actor, import.report, import.started_at,
           import.finished_at);
  return import;
}

}  // namespace

Result<ImportId> begin_import(Transaction& transaction, const ImportRow& import, Time now) {
  ITSM_TRY(const Rows rows,
           transaction.query(kBegin, transaction.company(), import.format, import.source, import.asset,
                             import.application, import.branch, import.complete, import.actor, now));
  return rows.front().get<ImportId>(0);
}

Result<> finish_import(Transaction& transaction, ImportId id, ImportState state, const Json& report,
                       Time now) {
  ITSM_CHECK(transaction.execute(kFinishImport, transaction.company(), id, state, report, now));
  return {};
}

Result<std::optional<ImportRow>> load_import(Transaction& transaction, ImportId id) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadImport, transaction.company(), id));
  if (rows.empty()) return std::optional<ImportRow>();
  return std::optional(read_import(rows.front()));
}

Result<std::vector<ImportRow>> list_imports(Transaction& transaction, ImportId before, std::int64_t limit) {
  ITSM_TRY(const Rows rows, transaction.query(kListImports, transaction.company(), before, limit));
  std::vector<ImportRow> imports;
  for (const Row row : rows) imports.push_back(read_import(row));
  return imports;
}

}  // namespace itsm::host::store
