// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <span>
#include <thread>
#include <tuple>

#include "host_stub/services/consent_secrets.hpp"
#include "host_stub/services/key_rotation.hpp"
#include "host_stub/services/provider_secret.hpp"
#include "host_stub/services/rotation_steps.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/store/sealed_values.hpp"

namespace itsm::host::services {
namespace {

using store::SealedIn;

constexpr std::size_t kInOneTransaction = 10;
// Longer than a request for tokens may take, during which its row is held.
constexpr std::chrono::seconds kLongestHold{90};
constexpr std::chrono::milliseconds kBetweenPasses{200};

using PlaceKey = std::tuple<SealedIn, std::int64_t, std::string>;
PlaceKey key_of(const store::SealedPlace& place) { return {place.table, place.id, place.field}; }

vault::Place vault_place(const store::SealedPlace& place, const store::SealedValue& value) {
  switch (place.table) {
    case SealedIn::oauth_token:
      return integrations::TokenVault::place(value.integration, value.row_version);
    case SealedIn::oauth_consent:
      return place_of_consent(value.integration, value.state_hash, value.row_version);
    case SealedIn::sign_in_secret:
      return place_of_sign_in_secret(place.field, value.row_version);
    case SealedIn::credential:
    case SealedIn::company_secret:
      break;
  }
  return {value.integration, place.field, value.row_version};
}

Result<vault::Bytes> sealed_again(const store::SealedPlace& place, const store::SealedValue& value,
                                  const vault::DataKey& before, const vault::DataKey& now) {
  if (place.table == SealedIn::company_secret) {
    ITSM_TRY(const auto secret, vault::CompanySecret::open(before, value.sealed));
    return secret.seal(now);
  }
  const vault::Place where = vault_place(place, value);
  ITSM_TRY(const vault::SecretBytes opened, before.open(where, value.sealed));
  return now.seal(where, opened.bytes());
}

struct Pass {
  std::int64_t values = 0;
  std::vector<std::pair<PlaceKey, Problem>> refused{};
};

Result<> reseal(Services& services, store::Transaction& owner, const store::SealedPlace& place, Pass& done) {
  auto& keys = services.secrets.keys();
  ITSM_TRY(const vault::DataKey now, keys.current(owner));
  const store::Bytes now_id = integrations::stored_id(now.id());
  ITSM_TRY(const auto value, store::lock_sealed_otherwise(owner, place, now_id));
  if (!value) return {};
  const auto before = keys.by_id(owner, value->key_id);
  const auto sealed =
      before ? sealed_again(place, *value, *before, now) : Result<vault::Bytes>(unexpected(before.error()));
  if (!sealed) {
    done.refused.emplace_back(key_of(place), sealed.error());
    return {};
  }
  ITSM_TRY(const bool stored, store::store_sealed_again(owner, place, *value, now_id, *sealed));
  if (!stored) return owner.changed_meanwhile();
  ++done.values;
  pass(services, RotationStep::during_reseal);
  return {};
}

Result<Pass> reseal_some(Services& services, CompanyId company, std::span<const store::SealedPlace> places) {
  pass(services, RotationStep::before_reseal);
  auto done = services.database.in_company(company, [&](store::Transaction& owner) -> Result<Pass> {
    Pass some;
    for (const auto& place : places) ITSM_CHECK(reseal(services, owner, place, some));
    return some;
  });
  pass(services, RotationStep::after_reseal);
  return done;
}

Result<std::vector<store::SealedPlace>> places_left(Services& services, CompanyId company) {
  return services.database.in_company(
      company, [&](store::Transaction& owner) -> Result<std::vector<store::SealedPlace>> {
        ITSM_TRY(const vault::DataKey now, services.secrets.keys().current(owner));
        return store::places_sealed_otherwise(owner, integrations::stored_id(now.id()));
      });
}

// Until nothing is sealed by another key but what cannot be opened.
Result<> reseal_all(Services& services, CompanyId company, RekeyReport& report) {
  std::set<PlaceKey> refused;
  auto deadline = std::chrono::steady_clock::now() + kLongestHold;
  for (;;) {
    ITSM_TRY(auto places, places_left(services, company));
    std::erase_if(places, [&](const auto& place) { return refused.contains(key_of(place)); });
    if (places.empty()) return {};
    std::int64_t resealed = 0;
    for (std::size_t begin = 0; begin < places.size(); begin += kInOneTransaction) {
      const auto some = std::span(places).subspan(begin, std::min(kInOneTransaction, places.size() - begin));
      ITSM_TRY(const Pass done, reseal_some(services, company, some));
      resealed += done.values;
      for (const auto& [place, problem] : done.refused)
        if (refused.insert(place).second) report.refused.push_back(problem);
    }
    report.values += resealed;
    if (resealed > 0) deadline = std::chrono::steady_clock::now() + kLongestHold;
    if (std::chrono::steady_clock::now() > deadline)
      return problem(ProblemKind::unavailable, "values_in_use",
                     "somebody holds a secret of " + report.company + ", so that it cannot be sealed anew",
                     "run the command again; it goes on where it was");
    std::this_thread::sleep_for(kBetweenPasses * (resealed == 0 ? 1 : 0));
  }
}

Result<> note_rekey(Services& services, CompanyId company, const RekeyReport& report,
                    const std::string& actor) {
  return services.database.in_company(company, [&](store::Transaction& owner) {
    store::AuditEntry entry;
    entry.at = services.clock.now();
    entry.actor = actor;
    entry.action = "keys.rekey";
    entry.subject = "company " + report.company;
    entry.details = {{"values", report.values}, {"refused", report.refused.size()}};
    return store::append_audit(owner, entry);
  });
}

}  // namespace

Result<RekeyReport> rekey_company(Services& services, CompanyId company, const std::string& name,
                                  const std::string& actor) {
  RekeyReport report;
  report.company = name;
  ITSM_TRY(const auto before, services.database.in_company(company, [](store::Transaction& owner) {
    return store::data_key_uses(owner);
  }));
  if (before.empty()) return report;
  report.continued =
      std::any_of(before.begin(), before.end(), [](const store::DataKeyUse& use) { return use.retired; });
  if (!report.continued) {
    pass(services, RotationStep::before_renew);
    ITSM_CHECK(services.secrets.keys().renew(company));
    pass(services, RotationStep::after_renew);
  }
  // Somebody who was about to seal with the old key keeps it stored until he has done so, and is seen then.
  for (std::int64_t left = 1; left > 0;) {
    ITSM_CHECK(reseal_all(services, company, report));
    pass(services, RotationStep::before_forget);
    ITSM_TRY(left,
             services.database.in_company(company, [&](store::Transaction& owner) -> Result<std::int64_t> {
               ITSM_CHECK(store::delete_unused_data_keys(owner));
               ITSM_TRY(const auto uses, store::data_key_uses(owner));
               std::int64_t retired = 0;
               for (const auto& use : uses) retired += use.retired ? use.values : 0;
               return retired - static_cast<std::int64_t>(report.refused.size());
             }));
    pass(services, RotationStep::after_forget);
  }
  ITSM_CHECK(note_rekey(services, company, report, actor));
  return report;
}

}  // namespace itsm::host::services
