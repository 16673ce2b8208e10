// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "host_stub/policy/policy.hpp"
#include "host_stub/policy/preset.hpp"
#include "host_stub/policy/target_schema.hpp"

// Whether what people wrote fits what the vendor offers, before there is a finding.
namespace itsm::host::policy {

// What of the policy does not fit the form of one of its targets: fields that are not there, values that are
// not offered, kinds that do not go together, required fields that nothing fills. `where` is a place in the
// policy, or of the rule.
std::vector<Complaint> misfits(const Policy& policy, const Rule& rule, const TargetSchema& schema);

// Whether the preset is meant for tickets of this place.
bool is_for(const Preset& preset, const TargetSchema& schema);
// The same as above for a preset, which fills what it names and nothing else.
std::vector<Complaint> misfits(const Preset& preset, const TargetSchema& schema);

// The statuses and resolutions that tickets of a project can have; none: not known.
struct StatusOffer {
  std::vector<Option> statuses{};
  std::vector<Option> resolutions{};
};
// Statuses to which the policy moves tickets and that none of its projects has.
std::vector<Complaint> unreachable_statuses(const Policy& policy, std::span<const StatusOffer> offers);
// Words of `status.pull` that no ticket can show; one that is moved to another project may.
std::vector<Complaint> unseen_statuses(const Policy& policy, std::span<const StatusOffer> offers);

}  // namespace itsm::host::policy
