// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/policy_versions.hpp"

#include <algorithm>

#include "host_stub/config/element.hpp"
#include "host_stub/core/digest.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/policy.hpp"
#include "host_stub/services/existing_tickets.hpp"
#include "host_stub/store/audit.hpp"

namespace itsm::host::services {
namespace {

Result<std::vector<store::PolicyVersion>> active_of(Services& services, CompanyId owner) {
  ITSM_TRY(auto active, services.database.in_company(owner, [](store::Transaction& transaction) {
    return store::active_policies(transaction);
  }));
  std::erase_if(active, [](const store::PolicyVersion& version) { return !store::is_policy(version); });
  return active;
}

Result<std::vector<store::PolicyVersion>> versions_of(Services& services, CompanyId owner,
                                                      const std::string& name, std::int64_t before,
                                                      std::int64_t limit) {
  return services.database.in_company(owner, [&](store::Transaction& transaction) {
    return store::policy_versions(transaction, name, before, limit);
  });
}

// Who has the policy of this name: the company, else the house.
Result<CompanyId> owner_of(Services& services, PolicyScope scope, const std::string& name) {
  for (const CompanyId owner : {scope.value_or(store::kHouse), store::kHouse}) {
    ITSM_TRY(const auto last, versions_of(services, owner, name, 0, 1));
    if (!last.empty() && store::is_policy(last.front())) return owner;
  }
  ITSM_TRY(const auto active, active_policies(services, scope));
  std::vector<std::string> known;
  for (const store::PolicyVersion& version : active) known.push_back(version.name);
  return problem(
      ProblemKind::not_found, "policy_unknown",
      "there is no policy '" + name + "'" + config::did_you_mean(name, known),
      known.empty() ? "apply one: host_stub apply -f config/policies" : "there are: " + joined(known));
}

Unexpected<Problem> no_version(const std::string& name, std::int64_t number) {
  return problem(ProblemKind::not_found, "policy_version_unknown",
                 "policy " + name + " has no version " + std::to_string(number),
                 "host_stub policy versions " + name + " lists them");
}

// From 1.
std::size_t first_different_line(const std::string& one, const std::string& other) {
  const auto [at, in_other] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  return static_cast<std::size_t>(std::count(one.begin(), at, '\n')) + 1;
}

// Who activates a version has to say what becomes of tickets that exist, and is told what there is to decide.
Result<> check_none_exists(Services& services, const store::PolicyVersion& version) {
  ITSM_TRY(const std::int64_t count, count_existing(services, version));
  if (count == 0) return {};
  ITSM_TRY(const ExistingTickets existing, existing_tickets(services, version));
  return problem(ProblemKind::conflict, "existing_undecided", existing.sentence(),
                 "say what becomes of them: leave (only new tickets follow this version) or update (they are "
                 "brought in step in the background), with --existing or as `existing`");
}

std::string time_or_nothing(const std::optional<Time>& time) { return time ? to_rfc3339(*time) : ""; }

}  // namespace

PolicyItem item_of(const store::PolicyVersion& version) {
  return {version.name,
          version.number,
          version.company == store::kHouse,
          version.active,
          version.origin,
          version.origin_path,
          version.author,
          to_rfc3339(version.created_at),
          time_or_nothing(version.activated_at),
          version.activated_by,
          version.reason,
          version.existing,
          {},
          {}};
}

Result<std::vector<store::PolicyVersion>> active_policies(Services& services, PolicyScope scope) {
  ITSM_TRY(auto active, active_of(services, store::kHouse));
  if (!scope) return active;
  ITSM_TRY(auto own, active_of(services, *scope));
  std::erase_if(active, [&](const store::PolicyVersion& of_house) {
    return std::any_of(own.begin(), own.end(), [&](const auto& one) { return one.name == of_house.name; });
  });
  std::move(own.begin(), own.end(), std::back_inserter(active));
  std::sort(active.begin(), active.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  return active;
}

Result<std::vector<store::PolicyVersion>> policy_versions(Services& services, PolicyScope scope,
                                                          const std::string& name, std::int64_t before,
                                                          std::int64_t limit) {
  ITSM_TRY(const CompanyId owner, owner_of(services, scope, name));
  return versions_of(services, owner, name, before, limit);
}

Result<store::PolicyVersion> policy_version(Services& services, PolicyScope scope, const std::string& name,
                                            std::optional<std::int64_t> number) {
  ITSM_TRY(const CompanyId owner, owner_of(services, scope, name));
  if (number) {
    ITSM_TRY(auto version, services.database.in_company(owner, [&](store::Transaction& transaction) {
      return store::policy_version(transaction, name, *number);
    }));
    return version ? Result<store::PolicyVersion>(*std::move(version)) : no_version(name, *number);
  }
  // A company whose own versions are drafts is still decided for by the house's.
  for (const CompanyId one : {owner, store::kHouse}) {
    ITSM_TRY(auto active, services.database.in_company(one, [&](store::Transaction& transaction) {
      return store::active_policy(transaction, name);
    }));
    if (active) return *std::move(active);
  }
  return problem(ProblemKind::conflict, "policy_inactive", "no version of policy " + name + " is active",
                 "activate one: host_stub policy activate " + name + " VERSION --reason …");
}

Result<PolicyItem> show_policy(Services& services, PolicyScope scope, const std::string& name,
                               std::optional<std::int64_t> number) {
  ITSM_TRY(const auto version, policy_version(services, scope, name, number));
  PolicyItem item = item_of(version);
  item.document = version.document;
  ITSM_TRY(item.backfill, backfill_progress(services, scope, version));
  return item;
}

Result<store::PolicyVersion> keep_policy(Services& services, CompanyId company, const std::string& name,
                                         const std::string& document, bool take_over,
                                         const std::string& actor) {
  ITSM_TRY(const policy::Policy read, policy::read_policy(name + ".yaml", document));
  if (read.name != name)
    return problem(ProblemKind::invalid, "policy_name",
                   "the document is of policy '" + read.name + "', not of '" + name + "'",
                   "correct its first key");
  ITSM_TRY(const auto own, versions_of(services, company, name, 0, 1));
  ITSM_TRY(const auto of_house, versions_of(services, store::kHouse, name, 0, 1));
  if (own.empty() && !of_house.empty() && !take_over)
    return problem(ProblemKind::conflict, "policy_of_file",
                   "the policy " + name + " comes from a file and is read-only here",
                   "edit " + of_house.front().origin_path + ":" +
                       std::to_string(first_different_line(of_house.front().document, document)) +
                       ", or take it over (`take_over`): then this company has its own from now on");
  store::PolicyVersion version;
  version.name = name;
  version.document = document;
  version.digest = sha256_hex(document);
  version.origin = store::DocumentOrigin::page;
  version.author = actor;
  ITSM_TRY(const std::int64_t number,
           services.database.in_company(company, [&](store::Transaction& transaction) {
             return store::keep_policy(transaction, version, services.clock.now());
           }));
  return policy_version(services, company, name, number);
}

Result<store::PolicyVersion> activate_policy(Services& services, PolicyScope scope, const std::string& name,
                                             std::int64_t number, const PolicyActivation& activation) {
  if (trimmed(activation.reason).empty())
    return problem(ProblemKind::invalid, "reason_missing", "an activation needs a reason",
                   "say why, for those who ask later");
  ITSM_TRY(const store::PolicyVersion version, policy_version(services, scope, name, number));
  if (version.company == store::kHouse && !activation.house)
    return problem(ProblemKind::forbidden, "policy_of_house",
                   "the policy " + name + " decides for all companies that have none of their own",
                   "use a token for several companies, or write a version of your own first");
  ITSM_CHECK(policy::read_policy(version.origin_path, version.document));
  if (!activation.existing) ITSM_CHECK(check_none_exists(services, version));
  const store::Activation wanted{activation.actor, activation.reason,
                                 activation.existing.value_or(store::Existing::leave), services.clock.now()};
  if (wanted.existing == store::Existing::update) ITSM_CHECK(begin_backfills(services, version, wanted.at));
  ITSM_TRY(
      const bool found,
      services.database.in_company(version.company, [&](store::Transaction& transaction) -> Result<bool> {
        ITSM_TRY(const auto before, store::active_policy(transaction, name));
        ITSM_TRY(const bool moved, store::make_active(transaction, name, number, wanted));
        store::AuditEntry entry{
            .at = wanted.at, .actor = wanted.actor, .action = "policy.activate", .subject = name};
        entry.details = {{"version", number},
                         {"before", before ? before->number : 0},
                         {"reason", wanted.reason},
                         {"existing", name_of(wanted.existing)}};
        ITSM_CHECK(store::append_audit(transaction, entry));
        return moved;
      }));
  if (!found) return no_version(name, number);
  return policy_version(services, scope, name, number);
}

}  // namespace itsm::host::services
