// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/saved_views.hpp"

namespace itsm::host::store {
namespace {

#define ITSM_SAVED_VIEW \
  "SELECT view_id, owner, name, shared, filters, updated_at FROM saved_view WHERE company_id = $1"

constexpr auto kListSavedViews = ITSM_SAVED_VIEW " AND (owner = $2 OR shared) ORDER BY lower(name), view_id";
constexpr auto kLoadSavedView = ITSM_SAVED_VIEW " AND view_id = $2";

constexpr auto kPutSavedView = R"(
  INSERT INTO saved_view (company_id, owner, name, shared, filters, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $6)
  ON CONFLICT (company_id, owner, name) DO UPDATE SET shared = EXCLUDED.shared, filters = EXCLUDED.filters,
    updated_at = EXCLUDED.updated_at
  RETURNING view_id)";

constexpr auto kRemoveSavedView = "DELETE FROM saved_view WHERE company_id = $1 AND view_id = $2";

SavedViewRow read_view(const Row& row) {
  SavedViewRow view;
  Json filters;
  row.read(view.id, view.owner, view.name, view.shared, filters, view.updated_at);
  for (const auto& [key, value] : filters.items()) view.filters.emplace(key, value.get<std::string>());
  return view;
}

}  // namespace

Result<std::vector<SavedViewRow>> list_saved_views(Transaction& transaction, const std::string& owner) {
  ITSM_TRY(const Rows rows, transaction.query(kListSavedViews, transaction.company(), owner));
  std::vector<SavedViewRow> views;
  for (const Row row : rows) views.push_back(read_view(row));
  return views;
}

Result<std::optional<SavedViewRow>> load_saved_view(Transaction& transaction, std::int64_t id) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadSavedView, transaction.company(), id));
  return rows.empty() ? std::nullopt : std::optional(read_view(rows.front()));
}

Result<std::int64_t> put_saved_view(Transaction& transaction, const SavedViewRow& row) {
  ITSM_TRY(const Rows rows, transaction.query(kPutSavedView, transaction.company(), row.owner, row.name,
                                              row.shared, Json(row.filters), row.updated_at));
  return rows.front().get<std::int64_t>(0);
}

Result<> remove_saved_view(Transaction& transaction, std::int64_t id) {
  ITSM_CHECK(transaction.execute(kRemoveSavedView, transaction.company(), id));
  return {};
}

}  // namespace itsm::host::store
