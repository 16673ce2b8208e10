// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/core/custom_field.hpp"
#include "host_stub/store/database.hpp"

// The fields that the transaction's company adds to its findings.
namespace itsm::host::store {

enum class FieldOrigin : std::int16_t { file = 0, person = 1 };

struct CustomFieldRow {
  CustomField field{};
  FieldOrigin origin = FieldOrigin::person;
};

// By key.
Result<std::vector<CustomFieldRow>> list_custom_fields(Transaction& transaction);
// The one of the key; nullptr: there is none.
const CustomFieldRow* field_of(const std::vector<CustomFieldRow>& rows, const std::string& key);
// Adds it, or changes the one of its key.
Result<> put_custom_field(Transaction& transaction, const CustomFieldRow& row, Time now);
// Takes the declaration away; values that findings have stay where they are. Answers whether there was one.
Result<bool> remove_custom_field(Transaction& transaction, const std::string& key);

}  // namespace itsm::host::store
