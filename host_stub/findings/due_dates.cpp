// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/due_dates.hpp"

#include <algorithm>
#include <optional>

namespace itsm::host::findings {
namespace {

// What cannot be read decides nothing, and a scan is stored without it. Only a database that cannot be asked
// is worth another try.
template <class T>
Result<T> empty_unless_unavailable(Result<T> read) {
  if (read || read.error().kind == ProblemKind::unavailable) return read;
  return T{};
}

}  // namespace

Result<DueDates> DueDates::of(store::Database& database, CompanyId company) {
  DueDates dates;
  ITSM_TRY(dates.routing_, empty_unless_unavailable(routing_in_force(database, company)));
  ITSM_TRY(const auto all_serving, store::serving(database, company));
  for (const auto& [integration, projects] : all_serving) {
    if (integration.state == store::IntegrationState::disconnected) continue;
    ITSM_TRY(PolicyInForce in_force,
             empty_unless_unavailable(policy_in_force(database, company, integration)));
    dates.by_integration_[integration.name] = {integration.policy, std::move(in_force.policy.sla),
                                               std::move(in_force.policy.re_test)};
  }
  return dates;
}

const DueDates::Table* DueDates::terms_for(const Finding& finding) const {
  if (const auto named = by_integration_.find(routed_integration(routing_, finding));
      named != by_integration_.end())
    return &named->second;
  if (by_integration_.empty()) return nullptr;
  const Table& first = by_integration_.begin()->second;
  const bool in_common = std::all_of(by_integration_.begin(), by_integration_.end(),
                                     [&](const auto& each) { return each.second.policy == first.policy; });
  return in_common ? &first : nullptr;
}

const policy::Sla* DueDates::table_for(const Finding& finding) const {
  const Table* const terms = terms_for(finding);
  return terms == nullptr || terms->sla.is_empty() ? nullptr : &terms->sla;
}

const policy::ReTest* DueDates::re_test_for(const Finding& finding) const {
  const Table* const terms = terms_for(finding);
  return terms == nullptr ? nullptr : &terms->re_test;
}

std::chrono::milliseconds paused_time(const policy::Sla& sla, std::span<const Activity> changes, Time now) {
  const auto stands_in = [&](const std::string& name) {
    const auto status = enum_from<FindingStatus>(name);
    return status && std::find(sla.paused_in.begin(), sla.paused_in.end(), *status) != sla.paused_in.end();
  };
  std::chrono::milliseconds paused{};
  std::optional<Time> since;
  for (const Activity& change : changes) {
    const bool stands = stands_in(change.to);
    if (stands && !since) since = change.at;
    if (stands || !since) continue;
    paused += change.at - *since;
    since.reset();
  }
  return since ? paused + (now - *since) : paused;
}

}  // namespace itsm::host::findings
