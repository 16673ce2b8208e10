// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "host_stub/core/activity.hpp"
#include "host_stub/findings/policy_in_force.hpp"
#include "host_stub/policy/sla.hpp"

namespace itsm::host::findings {

// By which tables a company's findings are due, and by which evidence they are closed: as the policy says
// which decides about their tickets.
class DueDates {
 public:
  // An integration whose policy is missing or cannot be read counts as one without a table.
  static Result<DueDates> of(store::Database& database, CompanyId company);

  // The table of the integration that routing names, else the one that all integrations of the company have
  // in common; null when there is none. Valid as long as this is.
  const policy::Sla* table_for(const Finding& finding) const;
  // Of the same policy.
  const policy::ReTest* re_test_for(const Finding& finding) const;

 private:
  struct Table {
    std::string policy{};
    policy::Sla sla{};
    policy::ReTest re_test{};
  };
  const Table* terms_for(const Finding& finding) const;

  std::vector<policy::Routing> routing_{};
  std::map<std::string, Table> by_integration_{};
};

// How long a finding has been in statuses in which the clock of the table stands, by its changes of status in
// the order of time.
std::chrono::milliseconds paused_time(const policy::Sla& sla, std::span<const Activity> changes, Time now);

}  // namespace itsm::host::findings
