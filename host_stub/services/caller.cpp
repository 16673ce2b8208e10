// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/caller.hpp"

#include "host_stub/store/companies.hpp"

namespace itsm::host::services {

Result<std::vector<CompanyId>> companies_or_all(store::Database& database,
                                                const std::vector<CompanyId>& stored) {
  if (!stored.empty()) return stored;
  ITSM_TRY(const auto rows,
           database.in_house([](store::Transaction& house) { return store::list_companies(house); }));
  std::vector<CompanyId> all;
  for (const auto& row : rows) all.push_back(row.id);
  return all;
}

}  // namespace itsm::host::services
