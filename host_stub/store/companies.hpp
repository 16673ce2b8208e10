// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// The directory of companies. Run in the house; a company sees itself only.
namespace itsm::host::store {

struct CompanyRow {
  CompanyId id{};
  std::string name{};
  Time created_at{};
};

// The one of that name, made when there is none.
Result<CompanyId> ensure_company(Transaction& house, const std::string& name, Time now);
Result<std::optional<CompanyId>> find_company(Transaction& house, const std::string& name);
// Without the house, by name.
Result<std::vector<CompanyRow>> list_companies(Transaction& house);

}  // namespace itsm::host::store
