// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"
#include "host_stub/store/custom_fields.hpp"

// The fields that a company adds to its findings, declared by a file or by a person.
namespace itsm::host::services {

Result<std::vector<store::CustomFieldRow>> custom_fields(Services& services, CompanyId company);

// Declares it, or changes label and options of the one of its key; answers whether it is new or has changed.
// Refused with "custom_field_wrong" (invalid), "custom_field_type" (conflict: values of the other type are
// stored) and "custom_field_of_file" (conflict: a file that was applied declares it, and a person may not).
enum class Declared { made, changed, unchanged };
Result<Declared> declare_custom_field(Services& services, CompanyId company,
                                      const store::CustomFieldRow& row);

// Declares the fields that a file lists, and removes those that only a file declared before. Answers what has
// changed, by key.
struct FieldChange {
  std::string key{};
  std::string change{};  // made, changed, removed
};
Result<std::vector<FieldChange>> declare_listed_fields(Services& services, CompanyId company,
                                                       const std::vector<CustomField>& listed);

// Refused with "custom_field_unknown" (not_found) and "custom_field_of_file".
Result<> remove_custom_field(Services& services, CompanyId company, const std::string& key);

}  // namespace itsm::host::services
