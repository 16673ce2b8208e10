// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/custom_fields.hpp"

#include <algorithm>

namespace itsm::host::store {
namespace {

constexpr auto kListCustomFields =
    "SELECT document, origin FROM custom_field WHERE company_id = $1 ORDER BY key";

constexpr auto kPut = R"(
  INSERT INTO custom_field (company_id, key, origin, document, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $5)
  ON CONFLICT (company_id, key) DO UPDATE SET origin = EXCLUDED.origin, document = EXCLUDED.document,
    updated_at = EXCLUDED.updated_at)";

constexpr auto kRemoveCustomField = "DELETE FROM custom_field WHERE company_id = $1 AND key = $2";

}  // namespace

Result<std::vector<CustomFieldRow>> list_custom_fields(Transaction& transaction) {
  ITSM_TRY(const Rows rows, transaction.query(kListCustomFields, transaction.company()));
  std::vector<CustomFieldRow> fields;
  for (const Row row : rows)
    fields.push_back({from_document<CustomField>(row.get<Json>(0)), row.get<FieldOrigin>(1)});
  return fields;
}

const CustomFieldRow* field_of(const std::vector<CustomFieldRow>& rows, const std::string& key) {
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const auto& candidate) { return candidate.field.key == key; });
  return row == rows.end() ? nullptr : &*row;
}

Result<> put_custom_field(Transaction& transaction, const CustomFieldRow& row, Time now) {
  ITSM_CHECK(transaction.execute(kPut, transaction.company(), row.field.key, row.origin,
                                 to_document(row.field), now));
  return {};
}

Result<bool> remove_custom_field(Transaction& transaction, const std::string& key) {
  ITSM_TRY(const auto removed, transaction.execute(kRemoveCustomField, transaction.company(), key));
  return removed == 1;
}

}  // namespace itsm::host::store
