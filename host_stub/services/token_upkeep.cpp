// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/token_upkeep.hpp"

#include "host_stub/store/companies.hpp"

namespace itsm::host::services {
namespace {

constexpr std::chrono::hours kRest{7 * 24};

// The integrations of one owner whose tokens rest.
Result<std::vector<store::IntegrationRow>> resting(Services& services, CompanyId company) {
  return services.database.in_company(
      company, [&](store::Transaction& owner) -> Result<std::vector<store::IntegrationRow>> {
        ITSM_TRY(const auto ids, store::resting_oauth_tokens(owner, services.clock.now() - kRest));
        std::vector<store::IntegrationRow> rows;
        for (const auto id : ids) {
          ITSM_TRY(auto row, store::load_integration(owner, id));
          if (row && row->state != store::IntegrationState::disconnected) rows.push_back(*std::move(row));
        }
        return rows;
      });
}

}  // namespace

Result<int> renew_resting_tokens(Services& services) {
  ITSM_TRY(const auto companies, services.database.in_house(
                                     [](store::Transaction& house) { return store::list_companies(house); }));
  std::vector<CompanyId> owners{store::kHouse};
  for (const auto& company : companies) owners.push_back(company.id);
  int renewed = 0;
  for (const CompanyId owner : owners) {
    ITSM_TRY(const auto rows, resting(services, owner));
    for (const auto& row : rows) {
      const auto account = services.directory.account(row);
      // One that is not configured as it was is left alone; the keeper tells of a vendor that refuses.
      if (!account || account->scheme->kind != AuthKind::oauth2) continue;
      if (services.directory.tokens().token(*account, {})) ++renewed;
    }
  }
  return renewed;
}

}  // namespace itsm::host::services
