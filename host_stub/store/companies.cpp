// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/companies.hpp"

namespace itsm::host::store {
namespace {

// cross-tenant: the directory itself.
constexpr auto kFindCompany =
    "SELECT company_id FROM company WHERE name = $1 AND company_id <> 0 AND state = 0";
constexpr auto kInsertCompany = R"(
  INSERT INTO company (name, created_at) SELECT $1, $2
  WHERE NOT EXISTS (SELECT FROM company WHERE name = $1 AND company_id <> 0) RETURNING company_id)";
constexpr auto kListCompanies =
    "SELECT company_id, name, created_at FROM company WHERE company_id <> 0 AND state = 0 ORDER BY name";

}  // namespace

Result<CompanyId> ensure_company(Transaction& house, const std::string& name, Time now) {
  ITSM_TRY(const auto found, find_company(house, name));
  if (found) return *found;
  ITSM_TRY(const Rows rows, house.query(kInsertCompany, name, now));
  if (rows.empty())
    return problem(ProblemKind::conflict, "company_being_erased",
                   "the company '" + name + "' is being erased, and its name is taken until that is done",
                   "look how far it is: host_stub companies erased");
  return rows.front().get<CompanyId>(0);
}

Result<std::optional<CompanyId>> find_company(Transaction& house, const std::string& name) {
  ITSM_TRY(const Rows rows, house.query(kFindCompany, name));
  if (rows.empty()) return std::optional<CompanyId>();
  return std::optional(rows.front().get<CompanyId>(0));
}

Result<std::vector<CompanyRow>> list_companies(Transaction& house) {
  ITSM_TRY(const Rows rows, house.query(kListCompanies));
  std::vector<CompanyRow> companies;
  for (const Row row : rows) {
    auto& company = companies.emplace_back();
    row.read(company.id, company.name, company.created_at);
  }
  return companies;
}

}  // namespace itsm::host::store
