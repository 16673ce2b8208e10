// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/custom_fields.hpp"

#include <algorithm>

#include "host_stub/core/near_match.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::services {
namespace {

using Rows = std::vector<store::CustomFieldRow>;

Unexpected<Problem> of_file(const std::string& key) {
  return problem(ProblemKind::conflict, "custom_field_of_file",
                 "the custom field " + key + " is declared by a file that was applied",
                 "change it in that file (companies, custom_fields) and apply it");
}

Unexpected<Problem> unknown(const Rows& rows, const std::string& key) {
  std::vector<std::string> keys;
  for (const auto& row : rows) keys.push_back(row.field.key);
  const std::string_view near = nearest(key, keys);
  return problem(ProblemKind::not_found, "custom_field_unknown", "there is no custom field " + key,
                 (near.empty() ? std::string() : "did you mean " + std::string(near) + "? ") +
                     (keys.empty() ? "none is declared" : "there are: " + joined(keys)));
}

}  // namespace

Result<Rows> custom_fields(Services& services, CompanyId company) {
  return services.database.in_company(
      company, [](store::Transaction& transaction) { return store::list_custom_fields(transaction); });
}

Result<Declared> declare_custom_field(Services& services, CompanyId company,
                                      const store::CustomFieldRow& row) {
  if (const std::string mistake = mistake_in(row.field); !mistake.empty())
    return problem(ProblemKind::invalid, "custom_field_wrong",
                   "the custom field cannot be declared so: " + mistake,
                   "the types are text, number, date, boolean, option, options");
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<Declared> {
    ITSM_TRY(const Rows rows, store::list_custom_fields(transaction));
    const auto* known = store::field_of(rows, row.field.key);
    if (known != nullptr) {
      const bool by_person = row.origin == store::FieldOrigin::person;
      if (by_person && known->origin == store::FieldOrigin::file) return of_file(row.field.key);
      if (known->field.type != row.field.type)
        return problem(ProblemKind::conflict, "custom_field_type",
                       "the custom field " + row.field.key + " has the type " +
                           std::string(name_of(known->field.type)) + ", and findings may have values of it",
                       "declare a field of another key, or remove this one first");
      if (known->origin == row.origin && to_document(known->field) == to_document(row.field))
        return Declared::unchanged;
    }
    ITSM_CHECK(store::put_custom_field(transaction, row, services.clock.now()));
    return known == nullptr ? Declared::made : Declared::changed;
  });
}

Result<std::vector<FieldChange>> declare_listed_fields(Services& services, CompanyId company,
                                                       const std::vector<CustomField>& listed) {
  std::vector<FieldChange> changes;
  for (const CustomField& field : listed) {
    ITSM_TRY(const Declared declared,
             declare_custom_field(services, company, {field, store::FieldOrigin::file}));
    if (declared != Declared::unchanged)
      changes.push_back({field.key, declared == Declared::made ? "made" : "changed"});
  }
  ITSM_TRY(const Rows stored, custom_fields(services, company));
  for (const auto& row : stored) {
    const bool is_listed = std::any_of(listed.begin(), listed.end(),
                                       [&](const CustomField& field) { return field.key == row.field.key; });
    if (is_listed || row.origin != store::FieldOrigin::file) continue;
    ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) {
      return store::remove_custom_field(transaction, row.field.key);
    }));
    changes.push_back({row.field.key, "removed"});
  }
  return changes;
}

Result<> remove_custom_field(Services& services, CompanyId company, const std::string& key) {
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(const Rows rows, store::list_custom_fields(transaction));
    const auto* known = store::field_of(rows, key);
    if (known == nullptr) return unknown(rows, key);
    if (known->origin == store::FieldOrigin::file) return of_file(key);
    ITSM_CHECK(store::remove_custom_field(transaction, key));
    return {};
  });
}

}  // namespace itsm::host::services
