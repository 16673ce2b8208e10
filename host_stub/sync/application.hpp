// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/findings/policy_in_force.hpp"
#include "host_stub/observe/log.hpp"
#include "host_stub/sync/journal.hpp"

// The one place where news of tickets is written to a company's rows.
namespace itsm::host::sync {

// By what a company judges the tickets of an integration.
struct Terms {
  std::optional<findings::PolicyInForce> policy{};
  std::optional<bool> auto_close{};
  std::chrono::seconds join_edits{};  // how long edits of a ticket wait for further ones
  std::vector<Named> allowed{};       // projects

  // For people: "default, version 3"; empty without a policy.
  std::string policy_version() const;
};
// Without a policy tickets are mirrored and findings stay; the log says so.
Result<Terms> terms_of(store::Database& database, CompanyId company, const Place& place, observe::Log& log);

// In the company's transaction; in the order of the arrivals.
Result<std::vector<Applied>> apply_arrivals(store::Transaction& transaction, const Place& place,
                                            const Terms& terms, const std::vector<Arrival>& arrivals,
                                            Time now);

}  // namespace itsm::host::sync
