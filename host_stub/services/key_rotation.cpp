// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/key_rotation.hpp"

#include <algorithm>

#include "host_stub/services/rotation_steps.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/store/sealed_values.hpp"

namespace itsm::host::services {
namespace {

std::string hex_of(const store::Bytes& id) {
  const auto key = vault::KeyId::from(id);
  return key ? key->hex() : std::string("damaged");
}

Result<std::vector<store::CompanyRow>> owners_of_keys(Services& services) {
  ITSM_TRY(auto owners, services.database.in_house(
                            [](store::Transaction& house) { return store::list_companies(house); }));
  owners.insert(owners.begin(), store::CompanyRow{store::kHouse, "house", {}});
  return owners;
}

KeyReport report_of_file(const vault::KeyRing& ring) {
  KeyReport report;
  for (const vault::Key& key : ring.keys())
    report.outer.push_back({key.id().hex(), true, report.outer.empty(), 0});
  return report;
}

void count_use(KeyReport& report, const std::string& company, const store::DataKeyUse& use) {
  const std::string wrapped_by = hex_of(use.wrapping_key_id);
  report.data_keys.push_back({company, hex_of(use.key_id), wrapped_by, use.retired, use.values});
  auto outer = std::find_if(report.outer.begin(), report.outer.end(),
                            [&](const OuterKey& known) { return known.id == wrapped_by; });
  if (outer == report.outer.end()) outer = report.outer.insert(outer, OuterKey{wrapped_by, false, false, 0});
  ++outer->data_keys;
}

std::vector<store::Bytes> wrapping_keys_seen(const std::vector<store::DataKeyUse>& uses) {
  std::vector<store::Bytes> seen;
  for (const auto& use : uses) seen.push_back(use.wrapping_key_id);
  return seen;
}

Result<> note_rotation(Services& services, const std::string& actor, const std::string& action,
                       const std::string& key, const Json& details) {
  return services.database.in_house([&](store::Transaction& house) {
    store::AuditEntry entry;
    entry.at = services.clock.now();
    entry.actor = actor;
    entry.action = action;
    entry.subject = "key " + key;
    entry.details = details;
    return store::append_audit(house, entry);
  });
}

// Every use of every owner, and the report of it.
struct Uses {
  std::vector<store::DataKeyUse> all{};
  KeyReport report{};
};
Result<Uses> uses_of_keys(Services& services) {
  Uses uses;
  ITSM_TRY(const auto ring, services.secrets.keys().file().read_again());
  uses.report = report_of_file(*ring);
  ITSM_TRY(const auto owners, owners_of_keys(services));
  for (const auto& owner : owners) {
    ITSM_TRY(const auto own, services.database.in_company(owner.id, [](store::Transaction& transaction) {
      return store::data_key_uses(transaction);
    }));
    for (const auto& use : own) count_use(uses.report, owner.name, use);
    uses.all.insert(uses.all.end(), own.begin(), own.end());
  }
  return uses;
}

}  // namespace

Result<KeyReport> report_keys(Services& services) {
  ITSM_TRY(Uses uses, uses_of_keys(services));
  return std::move(uses.report);
}

Result<RewrapReport> rewrap_keys(Services& services, bool new_key, const std::string& actor) {
  auto& keys = services.secrets.keys();
  ITSM_TRY(const Uses before, uses_of_keys(services));
  if (new_key) {
    for (const OuterKey& outer : before.report.outer)
      if (outer.in_file && !outer.primary && outer.data_keys > 0)
        return problem(ProblemKind::conflict, "rotation_under_way",
                       "an earlier rotation has not come to its end: " + std::to_string(outer.data_keys) +
                           " data keys are still wrapped by " + outer.id,
                       "run `host_stub secrets rewrap` first, without --new-key");
    pass(services, RotationStep::before_new_key);
    ITSM_CHECK(keys.file().add_primary());
    pass(services, RotationStep::after_new_key);
  }
  pass(services, RotationStep::before_begin);
  ITSM_TRY(const vault::KeyId primary, keys.begin_wrapping(wrapping_keys_seen(before.all)));
  pass(services, RotationStep::after_begin);

  RewrapReport report;
  report.primary = primary.hex();
  // A company that comes after this list has its first key from the one that wraps.
  ITSM_TRY(const auto owners, owners_of_keys(services));
  for (const auto& owner : owners) {
    pass(services, RotationStep::before_rewrap);
    ITSM_TRY(auto rewrapped, keys.rewrap(owner.id));
    pass(services, RotationStep::after_rewrap);
    report.rewrapped += rewrapped.keys;
    for (auto& problem : rewrapped.refused) report.refused.push_back(std::move(problem));
  }
  ITSM_CHECK(
      note_rotation(services, actor, "keys.rewrap", report.primary, {{"data_keys", report.rewrapped}}));
  ITSM_TRY(report.keys, report_keys(services));
  return report;
}

Result<> retire_key(Services& services, const std::string& id, const std::string& actor) {
  auto& keys = services.secrets.keys();
  ITSM_TRY(const Uses before, uses_of_keys(services));
  const auto known = std::find_if(before.report.outer.begin(), before.report.outer.end(),
                                  [&](const OuterKey& outer) { return outer.in_file && outer.id == id; });
  if (known == before.report.outer.end())
    return problem(ProblemKind::not_found, "key_unknown", "the key file holds no key " + id,
                   "host_stub secrets keys lists those that it holds");
  // From here on nobody wraps with it any more, so that what is counted next stays so.
  if (!known->primary) ITSM_CHECK(keys.begin_wrapping(wrapping_keys_seen(before.all)));
  ITSM_TRY(const Uses uses, uses_of_keys(services));
  for (const OuterKey& outer : uses.report.outer)
    if (outer.id == id && outer.data_keys > 0)
      return problem(ProblemKind::conflict, "vault_key_in_use",
                     "the key " + id + " still wraps " + std::to_string(outer.data_keys) + " data keys",
                     outer.primary ? "it is the one that wraps: host_stub secrets rewrap --new-key puts "
                                     "another one in front of it"
                                   : "have them wrapped by the first key: host_stub secrets rewrap");
  pass(services, RotationStep::before_retire);
  const auto key = [&] {
    const auto ring = keys.file().ring();
    const auto found = std::find_if(ring->keys().begin(), ring->keys().end(),
                                    [&](const vault::Key& each) { return each.id().hex() == id; });
    return found == ring->keys().end() ? vault::KeyId{} : found->id();
  }();
  ITSM_CHECK(keys.file().remove(key));
  pass(services, RotationStep::after_retire);
  return note_rotation(services, actor, "keys.retire", id, Json::object());
}

Result<std::vector<RekeyReport>> rekey_all(Services& services, const std::string& actor) {
  ITSM_TRY(const auto owners, owners_of_keys(services));
  std::vector<RekeyReport> reports;
  for (const auto& owner : owners) {
    ITSM_TRY(auto report, rekey_company(services, owner.id, owner.name, actor));
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace itsm::host::services
