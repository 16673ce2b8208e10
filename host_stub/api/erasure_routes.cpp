// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/company_erasure.hpp"

// The end of companies, for those who administer all of them.
namespace itsm::host::api {
namespace {

struct ErasureOrder {
  std::string confirm{};
  bool dry_run = false;

  static constexpr std::string_view kDocument = "erasure_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("confirm", self.confirm, "The company's name once more.");
    visit.optional("dry_run", self.dry_run, "Count what it has and change nothing.");
  }
};

// Whoever administers some companies only is not to end one of them.
Result<std::vector<services::CompanyItem>> all_of_callers(Backend& backend, const Call& call) {
  ITSM_TRY(auto companies, services::list_companies(backend.services));
  const auto& mine = call.caller.companies;
  const bool all = std::all_of(companies.begin(), companies.end(), [&](const auto& company) {
    return std::find(mine.begin(), mine.end(), CompanyId{company.id}) != mine.end();
  });
  if (call.caller.home == store::kHouse && all) return companies;
  return problem(ProblemKind::forbidden, "not_of_all_companies",
                 "companies are erased by administrators of all companies",
                 "ask one of them; programs use a token of: host_stub tokens create --all-companies");
}

Result<http::Response> erase_company(Backend& backend, const Call& call) {
  ITSM_TRY(const auto companies, all_of_callers(backend, call));
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_TRY(const auto order, document_body<ErasureOrder>(call));
  const auto company =
      std::find_if(companies.begin(), companies.end(), [&](const auto& known) { return known.id == id; });
  if (company == companies.end())
    return problem(ProblemKind::not_found, "company_unknown", "there is no company " + std::to_string(id),
                   "list them: GET /companies; those that were erased: GET /erasures");
  if (order.dry_run) {
    ITSM_TRY(const auto plan, services::preview_erasure(backend.services, company->name));
    return document_answer(plan);
  }
  ITSM_TRY(const auto begun,
           services::begin_erasure(backend.services, company->name, order.confirm, call.actor()));
  return document_answer(begun, 202);
}

Result<http::Response> list_erasures(Backend& backend, const Call& call) {
  ITSM_CHECK(all_of_callers(backend, call));
  Page<services::ErasureReport> page;
  ITSM_TRY(page.items, services::list_erasures(backend.services));
  return document_answer(page);
}

}  // namespace

std::vector<Route> erasure_routes() {
  return {
      {.method = "POST",
       .path = "/companies/{id}/erase",
       .name = "companies.erase",
       .summary = "Destroy everything that a company has; the host carries it through and keeps a receipt.",
       .role = store::Role::admin,
       .everywhere = true,
       .takes = document_type<ErasureOrder>(),
       .answers = document_type<services::ErasureReport>(),
       .status = 202,
       .handle = erase_company},
      {.method = "GET",
       .path = "/erasures",
       .name = "erasures.list",
       .summary = "Receipts of companies that were erased, and how far those are that are being erased.",
       .role = store::Role::admin,
       .everywhere = true,
       .answers = document_type<Page<services::ErasureReport>>(),
       .handle = list_erasures}};
}

}  // namespace itsm::host::api
